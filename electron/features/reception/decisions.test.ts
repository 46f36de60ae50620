import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DocumentId, PatientId } from '../../../shared/ids.ts';
import { listResults } from '../biologie/index.ts';
import { listDocuments, listProvenances } from '../documents/index.ts';
import { addPatient, baseForTests, COLLEAGUE, DOCTOR } from '../testing.ts';
import {
  assignReport,
  comparePatient,
  countWaiting,
  listWaiting,
  markSeen,
  markUnseen,
  putBack,
  readRawFile,
  readWaitingReport,
  setAside,
  withdrawDocument,
} from './index.ts';
import { identity, read, report, result, testReception } from './testing/reception.ts';

const base = baseForTests({ beforeAll, afterAll });
const reception = testReception(base);
let chemin: PatientId;
let other: PatientId;

beforeAll(async () => {
  chemin = await addPatient(base(), {
    nomNaissance: 'CHEMIN',
    premierPrenom: 'Henri',
    prenoms: ['Henri'],
    dateNaissance: '1948-08-18',
    sexe: 'M',
  });
  other = await addPatient(base(), { nomNaissance: 'AUTRE', premierPrenom: 'Zoé', prenoms: ['Zoé'] });
});

const query = () => base().store;
const waiting = () => query().query(listWaiting, { limite: 300 }, DOCTOR);
const documents = (patientId: PatientId) => query().query(listDocuments, { patientId }, DOCTOR);
const results = async (patientId: PatientId) =>
  (await query().query(listResults, { patientId }, DOCTOR)).map(({ result: { text } }) => text);

/** A report about somebody whom the base does not know, with an order of its own. */
async function unknown(order: string, change: Parameters<typeof report>[0] = {}) {
  const sent = identity({ nom: 'CHEMAIN', prenoms: 'HENRY', datesNaissance: ['1948-08-18'] });
  const lecture = read([report({ identity: sent, ...change, document: { orderNumber: order, ...change.document } })]);
  const [outcome] = await reception.take([reception.file(lecture)]);
  if (outcome === undefined) throw new Error('one outcome a file');
  return { rapport: { arriveeId: outcome.arriveeId, rang: 1 }, outcome };
}

test('filed by hand: a second confirmation is asked by the host when strict traits differ; the choice may be remembered', async () => {
  const { rapport, outcome } = await unknown('M-1', { text: 'Bonjour' });
  expect(outcome).toMatchObject({ issue: 'unassigned', raison: 'PATIENT_INCONNU' });
  const line = (await waiting()).lignes.find(({ cle }) => cle === `rapport:${rapport.arriveeId}:1`);
  expect(line).toMatchObject({ genre: 'a-rapprocher', resultats: 1, integrable: true, voie: 'hprim' });
  const { rapport: read1 } = await query().query(readWaitingReport, rapport, DOCTOR);
  expect(read1).toMatchObject({ texte: 'Bonjour', resultats: [{ label: 'Potassium', anormal: false }] });
  const compared = await query().query(comparePatient, { ...rapport, patientId: chemin }, DOCTOR);
  expect(compared.differents).toEqual(expect.arrayContaining(['nom', 'premierPrenom']));
  expect(compared.egaux).toEqual(['dateNaissance']);
  const choice = { ...rapport, patientId: chemin, retenir: true };
  await expect(query().execute(assignReport, { ...choice, confirmeDifference: false }, DOCTOR)).rejects.toMatchObject({
    code: 'NOT_ALLOWED',
  });
  expect(await documents(chemin)).toEqual([]);
  await query().execute(assignReport, { ...choice, confirmeDifference: true }, DOCTOR);
  expect(await results(chemin)).toEqual(['4.1']);
  await expect(
    query().execute(assignReport, { ...choice, patientId: other, confirmeDifference: true }, DOCTOR),
  ).rejects.toMatchObject({ code: 'VERSION_CONFLICT' });
  // Same sender, same number, same traits: filed alone from now on; another birth date is not.
  expect((await unknown('M-2')).outcome).toMatchObject({ issue: 'filed' });
  const elsewhere = { identity: identity({ nom: 'CHEMAIN', prenoms: 'HENRY', datesNaissance: ['1949-08-18'] }) };
  expect((await unknown('M-3', elsewhere)).outcome).toMatchObject({ issue: 'unassigned' });
});

test('taken back out of a record: it waits again with its results, what it replaced stands again, the trace stays', async () => {
  const sent = identity({ nom: 'AUTRE', prenoms: 'ZOE', datesNaissance: ['1980-02-03'] });
  const about = (change: Parameters<typeof report>[0]) =>
    reception.take([reception.file(read([report({ identity: sent, document: { orderNumber: 'R-1' }, ...change })]))]);
  await about({});
  const [corrected] = await about({ status: 'corrected', results: [result({ value: 6, text: '6' })] });
  const documentId = corrected?.reports[0]?.document.id as DocumentId;
  const before = await query().query(countWaiting, {}, DOCTOR);
  const key = await query().execute(withdrawDocument, { patientId: other, documentId, motif: 'erreur' }, DOCTOR);
  expect((await documents(other)).map(({ remplacePar }) => remplacePar)).toEqual([null]);
  expect(await query().query(listResults, { patientId: other }, DOCTOR)).toMatchObject([
    { result: { text: '4.1' }, remplace: false },
  ]);
  const { rapport: back } = await query().query(readWaitingReport, key, DOCTOR);
  expect(back.resultats).toMatchObject([{ label: 'Potassium', valeur: '6' }]);
  expect(back.candidats.map(({ patient }) => patient.id)).toEqual([other]);
  // The former version, which nobody has seen, is to be seen again beside it.
  expect(await query().query(countWaiting, {}, DOCTOR)).toEqual({ ...before, total: before.total + 1 });
  const filed = await query().execute(
    assignReport,
    { ...key, patientId: other, confirmeDifference: false, retenir: false },
    DOCTOR,
  );
  expect(await results(other)).toEqual(['4.1', '6']);
  const roads = await query().query(listProvenances, { patientId: other, documentId: filed.documentId }, DOCTOR);
  expect(roads.map(({ source }) => source)).toEqual(expect.arrayContaining(['HPRIM', 'désassigné']));
  await expect(
    query().execute(withdrawDocument, { patientId: chemin, documentId: filed.documentId, motif: '' }, DOCTOR),
  ).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('« vu » is signed by name; a critical result comes first and stays until then', async () => {
  const critical = report({
    document: { orderNumber: 'C-1' },
    results: [result({ value: 7.1, text: '7.1', interpretation: 'HH' })],
  });
  await reception.take([reception.file(read([critical]))]);
  const [line] = (await waiting()).lignes;
  expect(line).toMatchObject({ genre: 'a-voir', anormal: 2, patient: { id: chemin } });
  const documentId = line?.documentId as DocumentId;
  // Named with another patient: nothing is signed.
  await query().execute(markSeen, { documents: [{ patientId: other, documentId }] }, DOCTOR);
  expect((await waiting()).lignes[0]?.documentId).toBe(documentId);
  const named = { documents: [{ patientId: chemin, documentId }] };
  await query().execute(markSeen, named, DOCTOR);
  expect((await waiting()).lignes.map((each) => each.documentId)).not.toContain(documentId);
  expect((await documents(chemin)).find(({ id }) => id === documentId)?.vuLe).not.toBeNull();
  await query().execute(markUnseen, named, DOCTOR);
  expect((await waiting()).critiques).toBe(1);
});

test('set aside with a reason, put back; a file that nobody understands is listed, openable, and may be put in a record', async () => {
  const { rapport } = await unknown('E-1', { identity: identity({ nom: 'PUBLICITE', prenoms: 'X' }) });
  const total = (await query().query(countWaiting, {}, DOCTOR)).total;
  await query().execute(setAside, { rapport, arriveeId: null, motif: 'Pas de notre cabinet' }, DOCTOR);
  expect((await query().query(countWaiting, {}, DOCTOR)).total).toBe(total - 1);
  await query().execute(putBack, { rapport, arriveeId: null }, DOCTOR);
  expect((await query().query(countWaiting, {}, DOCTOR)).total).toBe(total);

  const raw = read([], { outcome: 'kept_raw', reason: 'FORMAT_INCONNU', format: 'text' });
  const [file] = await reception.take([reception.file(raw, { nom: 'lettre.wpd' })]);
  expect(file).toMatchObject({ issue: 'kept_raw', raison: 'FORMAT_INCONNU', reports: [] });
  const line = (await waiting()).lignes.find(({ arriveeId }) => arriveeId === file?.arriveeId);
  expect(line).toMatchObject({ genre: 'illisible', titre: 'lettre.wpd', rapport: { rang: 1 } });
  const content = await query().query(readRawFile, { arriveeId: file?.arriveeId ?? '' }, DOCTOR);
  expect(Buffer.from(content.bytes).toString()).toMatch(/^fichier/);
  const rapport1 = { arriveeId: file?.arriveeId ?? '', rang: 1 };
  await query().execute(
    assignReport,
    { ...rapport1, patientId: chemin, confirmeDifference: false, retenir: false },
    DOCTOR,
  );
  expect((await documents(chemin)).map(({ nom }) => nom)).toContain('lettre.wpd');
  expect((await waiting()).lignes.map(({ arriveeId }) => arriveeId)).not.toContain(file?.arriveeId);
});

test('reading that fails twice keeps the file and says so; read again later it is filed', async () => {
  let broken = true;
  const good = read([report({ document: { orderNumber: 'L-1' } })]);
  const file = reception.file(() => (broken ? Promise.reject(new Error('the worker died')) : Promise.resolve(good)));
  const [outcome] = await reception.take([file, reception.file(read([report({ document: { orderNumber: 'L-2' } })]))]);
  expect(outcome).toMatchObject({ issue: 'kept_raw', raison: 'ERREUR_DE_LECTURE' });
  broken = false;
  expect(await reception.again(outcome?.arriveeId ?? '', null)).toMatchObject({ issue: 'filed' });
  await expect(reception.again(outcome?.arriveeId ?? '', null)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
});

test('personal mail is its owner’s until it is assigned', async () => {
  const lecture = read([report({ format: 'cda', identity: identity({ nom: 'COURRIER' }) })], { format: 'mail' });
  const [outcome] = await reception.take([
    reception.file(lecture, { voie: 'mssante', proprietaire: DOCTOR.idNat, expediteur: 'labo@test.mssante.fr' }),
  ]);
  const key = { arriveeId: outcome?.arriveeId ?? '', rang: 1 };
  const forColleague = await query().query(listWaiting, { limite: 300 }, COLLEAGUE);
  expect(forColleague.lignes.map(({ arriveeId }) => arriveeId)).not.toContain(key.arriveeId);
  await expect(query().query(readWaitingReport, key, COLLEAGUE)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect(await query().query(readWaitingReport, key, DOCTOR)).toMatchObject({
    rapport: { ligne: { raison: 'INS_ABSENT' } },
  });
});
