import { afterAll, beforeAll, expect, test } from 'vitest';
import { readReport } from '../biologie/index.ts';
import { listDocuments, listProvenances } from '../documents/index.ts';
import type { DocumentId, PatientId } from '../../../shared/ids.ts';
import { addPatient, baseForTests, DOCTOR } from '../testing.ts';
import { markSeen } from './index.ts';
import { listResults } from '../biologie/index.ts';
import { identity, read, report, result, testReception } from './testing/reception.ts';
import { qualify } from './testing/qualify.ts';

const base = baseForTests({ beforeAll, afterAll });
const reception = testReception(base);
let count = 0;

/** A fresh patient, so that no test sees another's reports; a report about them. */
async function somebody() {
  count += 1;
  const nomNaissance = `VERSION${'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[count]}`;
  const patientId = await addPatient(base(), { nomNaissance, premierPrenom: 'Alix', prenoms: ['Alix'] });
  const sent = identity({ nom: nomNaissance, prenoms: 'ALIX', datesNaissance: ['1980-02-03'] });
  const about = (change: Parameters<typeof report>[0] = {}) => report({ identity: sent, ...change });
  const take = async (...reports: ReturnType<typeof report>[]) => {
    const [outcome] = await reception.take([reception.file(read(reports))]);
    if (outcome === undefined) throw new Error('one outcome a file');
    return outcome;
  };
  const documents = () => base().store.query(listDocuments, { patientId }, DOCTOR);
  const results = async () =>
    (await base().store.query(listResults, { patientId }, DOCTOR)).map(({ result: { label, text }, remplace }) =>
      remplace ? `(${label} ${text})` : `${label} ${text}`,
    );
  const see = (documentId: string | null | undefined) =>
    base().store.execute(markSeen, { documents: [{ patientId, documentId: documentId as DocumentId }] }, DOCTOR);
  return { patientId, about, take, documents, results, see };
}

const roads = async (patientId: PatientId, documentId: DocumentId) =>
  (await base().store.query(listProvenances, { patientId, documentId }, DOCTOR)).map(({ source }) => source);

test('K1: the same bytes again are one more provenance, in one batch or later', async () => {
  const { about, documents, patientId, results } = await somebody();
  const bytes = reception.bytesFor(read([about()]));
  const file = { nom: 'a.hpr', bytes, voie: 'hprim' as const };
  const first = await reception.take([file, { ...file, nom: 'b.hpr', voie: 'apicrypt' }]);
  const [again] = await reception.take([{ ...file, voie: 'dossier' }]);
  expect([...first, again].map((each) => each?.issue)).toEqual(['filed', 'duplicate', 'duplicate']);
  const [document, ...others] = await documents();
  expect(others).toEqual([]);
  expect(document).toMatchObject({ voie: 'hprim', resultat: 'final', anormal: 0, vuLe: null });
  expect(await roads(patientId, document?.id as DocumentId)).toEqual(['HPRIM', 'Apicrypt', 'dossier surveillé']);
  expect(await results()).toEqual(['Potassium 4.1']);
  expect(again?.reports[0]).toMatchObject({ issue: 'duplicate', document: { id: document?.id } });
});

test('K2: the same content in another charset is the same report', async () => {
  const { about, take, documents } = await somebody();
  await take(about({ text: 'Créatinine  normale\n' }));
  expect(await take(about({ text: 'Créatinine normale' }))).toMatchObject({ issue: 'duplicate' });
  expect(await documents()).toHaveLength(1);
});

test('K3: partial then complete replaces; a partial that comes late goes to the history', async () => {
  const { about, take, documents, results } = await somebody();
  const partial = about({
    status: 'partial',
    results: [
      result(),
      result({ rang: 2, code: 'TSH', label: 'TSH', kind: 'text', value: null, text: 'En cours', status: 'P' }),
    ],
  });
  const complete = about({
    results: [result(), result({ rang: 2, code: 'TSH', label: 'TSH', value: 2.1, text: '2.1' })],
  });
  await take(partial);
  await take(complete);
  expect((await documents()).map(({ resultat, remplacePar }) => [resultat, remplacePar === null])).toEqual([
    ['final', true],
    ['partial', false],
  ]);
  expect(await results()).toEqual(['(Potassium 4.1)', '(TSH En cours)', 'Potassium 4.1', 'TSH 2.1']);
  await take(about({ status: 'partial', text: 'autre envoi', results: [result({ text: '4.0', value: 4 })] }));
  expect(await results()).toEqual(['(Potassium 4.1)', '(TSH En cours)', 'Potassium 4.1', 'TSH 2.1', '(Potassium 4.0)']);
});

test('K3: a complement with other codes is kept beside; an overlap strikes only what it says again', async () => {
  const { about, take, documents, results } = await somebody();
  await take(about({ results: [result(), result({ rang: 2, code: 'NA', label: 'Sodium', text: '140', value: 140 })] }));
  await take(about({ results: [result({ code: 'TSH', label: 'TSH', text: '2', value: 2 })] }));
  expect((await documents()).map(({ remplacePar }) => remplacePar)).toEqual([null, null]);
  await take(
    about({
      status: 'corrected',
      results: [
        result({ text: '5.9', value: 5.9 }),
        result({ rang: 2, code: 'CL', label: 'Chlore', text: '100', value: 100 }),
      ],
    }),
  );
  expect(await results()).toEqual(['(Potassium 4.1)', 'Sodium 140', 'TSH 2', 'Potassium 5.9', 'Chlore 100']);
});

test('a corrected value that was already seen is told, old and new; one that nobody had seen is not', async () => {
  const { about, take, see, patientId } = await somebody();
  const first = await take(about());
  await see(first.reports[0]?.document.id);
  const corrected = await take(
    about({ status: 'corrected', results: [result({ value: 5.8, text: '5.8', interpretation: 'H' })] }),
  );
  const documentId = corrected.reports[0]?.document.id as DocumentId;
  const { resultats } = await base().store.query(readReport, { patientId, documentId }, DOCTOR);
  expect(resultats[0]).toMatchObject({ changement: { ancien: '4,1 mmol/L', nouveau: '5,8 mmol/L' }, precedents: [] });
  const other = await somebody();
  await other.take(other.about());
  const unseen = await other.take(other.about({ status: 'corrected', results: [result({ value: 5.8, text: '5.8' })] }));
  const read2 = await base().store.query(
    readReport,
    { patientId: other.patientId, documentId: unseen.reports[0]?.document.id as DocumentId },
    DOCTOR,
  );
  expect(read2.resultats[0]?.changement).toBeNull();
});

test('[182] the same report by HPRIM, MSSanté and DMP is one document in force with its three roads', async () => {
  const { about, documents, patientId, results } = await somebody();
  const loinc = { loinc: '2823-3', loincOrigine: 'cda' as const };
  const cda = {
    format: 'cda' as const,
    results: [result({ ...loinc, code: 'autre' })],
    document: { uniqueId: '1.2.3^77', setId: '1.2.3', senderCode: '1.2.250', mediaType: 'text/xml' },
  };
  const patient = await qualify(base(), patientId);
  await reception.take([reception.file(read([about({ results: [result(loinc)] })]))]);
  await reception.take([reception.file(read([report({ ...cda, identity: patient })]), { voie: 'mssante' })]);
  await reception.take([reception.file(read([report({ ...cda, identity: patient })]), { voie: 'dmp' })]);
  const inForce = (await documents()).filter(({ remplacePar }) => remplacePar === null);
  expect(inForce).toHaveLength(1);
  expect(await roads(patientId, inForce[0]?.id as DocumentId)).toEqual(['MSSanté', 'HPRIM', 'DMP']);
  expect((await results()).filter((each) => !each.startsWith('('))).toEqual(['Potassium 4.1']);
});

test('the HPRIM of a report already there as CDA adds its road; a value that only it has is never dropped', async () => {
  const { about, take, patientId, results, documents } = await somebody();
  const loinc = { loinc: '2823-3', loincOrigine: 'cda' as const };
  const patient = await qualify(base(), patientId);
  await take(report({ format: 'cda', identity: patient, results: [result(loinc)], document: { uniqueId: '9.9^1' } }));
  expect(await take(about({ results: [result(loinc)] }))).toMatchObject({ issue: 'duplicate' });
  await take(about({ status: 'corrected', results: [result({ ...loinc, value: 6.2, text: '6.2' })] }));
  expect((await results()).filter((each) => !each.startsWith('('))).toEqual(['Potassium 6.2']);
  expect((await documents()).length).toBe(2);
});

test('CDA versions: the newer replaces whatever the order they come in; the replaced one is never lost', async () => {
  const { patientId, documents, take } = await somebody();
  const patient = await qualify(base(), patientId);
  const version = (number: number, replaces: readonly string[] = []) =>
    report({
      format: 'cda',
      identity: patient,
      results: [],
      kind: 'letter',
      document: { uniqueId: `4.5^${number}`, setId: '4.5.set', versionNumber: number, replaces, orderNumber: null },
    });
  await take(version(2, ['4.5^1']));
  await take(version(1));
  await take(version(3, ['4.5^2']));
  const all = await documents();
  expect(all.filter(({ remplacePar }) => remplacePar === null).map(({ version: number }) => number)).toEqual([3]);
  expect(all).toHaveLength(3);
});

test('a document already in another record waits for a human and never throws', async () => {
  const [one, two] = [await somebody(), await somebody()];
  const document = { uniqueId: '7.7^7', orderNumber: null };
  await one.take(report({ format: 'cda', identity: await qualify(base(), one.patientId), results: [], document }));
  const outcome = await two.take(
    report({ format: 'cda', identity: await qualify(base(), two.patientId), results: [], document }),
  );
  expect(outcome).toMatchObject({ issue: 'unassigned', raison: 'TRAITS_DISCORDANTS' });
  expect(outcome.reports[0]?.candidats.map(({ patient }) => patient.id)).toEqual([two.patientId, one.patientId]);
  expect(await two.documents()).toEqual([]);
});

test('letters of one stay share its number: none replaces another', async () => {
  const { about, take, documents } = await somebody();
  const letter = (text: string) => about({ kind: 'letter', results: [], text, document: { orderNumber: 'NDA-9' } });
  await take(letter('Entrée'));
  await take(letter('Sortie'));
  expect((await documents()).map(({ remplacePar }) => remplacePar)).toEqual([null, null]);
});

test('a file about several people never enters a record whole', async () => {
  const [one, two] = [await somebody(), await somebody()];
  const [outcome] = await reception.take([
    reception.file(read([one.about({ text: 'Texte du premier' }), two.about({ text: 'Texte du second' })])),
  ]);
  expect(outcome?.reports.map(({ issue }) => issue)).toEqual(['filed', 'filed']);
  const [first] = await one.documents();
  const [second] = await two.documents();
  expect([first?.tailleOctets, second?.tailleOctets]).toEqual([16, 15]);
});

test('an antibiogram names each antibiotic once an isolate', async () => {
  const { about, take, results } = await somebody();
  const isolate = (germ: string, rang: number, text: string) =>
    result({ rang, code: null, label: 'Amoxicilline', kind: 'coded', value: null, text, unit: null, groupe: [germ] });
  await take(about({ results: [isolate('E. coli', 1, 'S'), isolate('K. pneumoniae', 2, 'R')] }));
  await take(about({ status: 'corrected', results: [isolate('E. coli', 1, 'R'), isolate('K. pneumoniae', 2, 'R')] }));
  expect(await results()).toEqual(['(Amoxicilline S)', '(Amoxicilline R)', 'Amoxicilline R', 'Amoxicilline R']);
});

test('[182] a CDA dated from its release and a file dated from the sample of the day before are one report', async () => {
  const { about, take, patientId, results, documents } = await somebody();
  const loinc = { loinc: '2823-3', loincOrigine: 'cda' as const };
  const patient = await qualify(base(), patientId);
  const cda = (text: string, change: object) =>
    report({
      format: 'cda',
      identity: patient,
      results: [result({ ...loinc, value: Number(text), text, date: '2026-03-15T06:30' })],
      ...change,
    });
  await take(cda('4.1', { status: 'partial', document: { uniqueId: '8.8^1', date: '2026-03-16T09:00' } }));
  await take(
    cda('4.1', { status: 'corrected', document: { uniqueId: '8.8^2', date: '2026-03-16T17:00', replaces: ['8.8^1'] } }),
  );
  const sample = { results: [result({ ...loinc, date: '2026-03-15' })], document: { date: '2026-03-15' } };
  expect(await take(about(sample))).toMatchObject({ issue: 'duplicate' });
  expect((await results()).filter((each) => !each.startsWith('('))).toEqual(['Potassium 4.1']);
  const inForce = (await documents()).filter(({ remplacePar }) => remplacePar === null);
  // What completes a partial report corrects nothing.
  expect(inForce.map(({ resultat }) => resultat)).toEqual(['final']);
  await take(
    cda('4.4', { status: 'corrected', document: { uniqueId: '8.8^3', date: '2026-03-17T09:00', replaces: ['8.8^2'] } }),
  );
  expect((await results()).filter((each) => !each.startsWith('('))).toEqual(['Potassium 4.4']);
  // The same order, another sample: both stay.
  await take(about({ results: [result({ ...loinc, date: '2026-03-20' })], document: { date: '2026-03-20' } }));
  expect((await results()).filter((each) => !each.startsWith('('))).toHaveLength(2);
});

test('a value written with another name of its unit is the same value, not a change', async () => {
  const { about, take, patientId, results, documents, see } = await somebody();
  const leukocytes = {
    label: 'Leucocytes',
    code: 'GB',
    loinc: '6690-2',
    loincOrigine: 'cda' as const,
    value: 4.6,
    text: '4.6',
  };
  const patient = await qualify(base(), patientId);
  const { reports } = await take(
    report({
      format: 'cda',
      identity: patient,
      results: [result({ ...leukocytes, unit: '10*9/L' })],
      document: { uniqueId: '6.6^1' },
    }),
  );
  await see(reports[0]?.document?.id);
  expect(await take(about({ results: [result({ ...leukocytes, unit: 'G/L' })] }))).toMatchObject({
    issue: 'duplicate',
  });
  expect(await results()).toEqual(['Leucocytes 4.6']);
  expect((await documents()).map(({ provenances }) => provenances)).toHaveLength(1);
});
