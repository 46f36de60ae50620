import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { arbitraryPatient, arbitraryProfessional } from '../../../../fixtures/records/arbitrary-records.ts';
import { arbitraryWriting } from '../../../../fixtures/records/arbitrary-writings.ts';
import { numberedUuid } from '../../../../fixtures/records/demo-sources.ts';
import { StructuredReading } from '../../../../fixtures/records/structured-reading.ts';
import { shownLines } from '../../../../fixtures/records/vsm-expected.ts';
import { TYPES_REDIGES } from '../../../../shared/domain/document-types/index.ts';
import type { ModeleStructure } from '../../../../shared/domain/structured-writing.ts';
import { documentEntryFromCda } from '../../xds/index.ts';
import { cdaView } from '../read/index.ts';
import { buildStructured } from './index.ts';
import type { StructuredSource } from './index.ts';

/**
 * Referees that are not ours: the rules of the ANS for each model (and those that the official tool never reaches), and a reader by XPath that shares nothing with the
 * builders. `REFEREES=200` judges 200 generated documents of each model instead of 25 of all.
 */
const validator = join(import.meta.dirname, '../../../../../shared/tools/validate-cda');
const validatorIsThere = existsSync(validator);
const asked = process.env.REFEREES;
const SEED = 20260106;
const MINUTES = 60_000;
const PDF = new TextEncoder().encode('%PDF-1.4 copie');
const DRUG = {
  cis: '60234100',
  nom: 'METFORMINE ESSAI 500 mg',
  libelle: 'METFORMINE 500 mg, comprimé',
  atc: 'A10BA02',
};

const MODELS = TYPES_REDIGES.flatMap((type) => (type.modele === undefined ? [] : [{ type, modele: type.modele }]));
/** Of each model; the few of `npm test` are shared out. */
const each = asked === undefined ? Math.ceil(25 / MODELS.length) : Number(asked);

interface Made {
  readonly modele: ModeleStructure;
  readonly source: StructuredSource;
  readonly bytes: Uint8Array;
  readonly reading: StructuredReading;
}

function documents(): Made[] {
  const arbitrary = fc.record({
    patient: arbitraryPatient,
    author: arbitraryProfessional,
    replaced: fc.option(arbitraryProfessional, { nil: null }),
    content: arbitraryWriting,
    replaces: fc.constantFrom(null, { documentId: '2.25.77', versionNumber: 3 }),
  });
  return MODELS.flatMap(({ type, modele }, kind) =>
    fc.sample(arbitrary, { seed: SEED + kind, numRuns: each }).map((one, index) => {
      let rank = 0;
      const source: StructuredSource = {
        header: {
          patient: one.patient,
          patientLocalOid: '2.25.301',
          author: one.author.practitioner,
          structure: one.author.structure,
          medecinTraitant: one.replaced,
          now: { instant: '2026-01-05T23:30:00.000Z', zoneOffsetMinutes: 60 },
          identifiers: {
            documentOid: `2.25.5${kind}${index}`,
            setId: `2.25.6${kind}${index}`,
            versionNumber: one.replaces ? 4 : 1,
          },
          replaces: one.replaces,
          type: { code: type.code, displayName: type.label, codeSystem: type.codeSystem },
          title: type.titre,
          recipients: [],
        },
        replaced: one.replaced,
        content: one.content,
        drugs: [DRUG],
        pdf: PDF,
        newId: () => numberedUuid(0x888, ++rank),
      };
      const bytes = buildStructured(modele, source);
      return { modele, source, bytes, reading: new StructuredReading(bytes) };
    }),
  );
}

const all = documents();
const of = (modele: ModeleStructure) =>
  all.filter((made) => made.modele === modele).map((made, index) => [index, made] as const);

/** The doctor's own words as any rendering shows them. */
const shown = shownLines;
const oneLine = (text: string): string => shown(text).replace(/\s+/g, ' ');
const orNothing = (text: string | undefined): string => shown(text ?? '') || 'Non renseigné.';
const yesNo = (value: boolean | undefined): string => (value === true ? 'Oui' : 'Non');

/** Items of a list, told again from the rule itself: bullets when there are some, lines otherwise. */
function items(text: string): string[] {
  const lines = shown(text).split('\n');
  if (!lines.some((line) => line.startsWith('– '))) return lines;
  return lines
    .join(' ')
    .split('– ')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

const addressee = ({ destinataire }: StructuredSource['content']): string =>
  destinataire === null
    ? ''
    : `À l’attention de : ${[destinataire.nom, destinataire.qualite, ...destinataire.adresse.split('\n')]
        .filter((part) => part !== '')
        .join(', ')}\n`;

/** A listed section says each item and codes it; an absence is coded only by its own sentence. */
function expectListed(reading: StructuredReading, loinc: string, text: string, absence: string): void {
  const entries = reading.entries(loinc);
  const coded = (entry: Node): string | null =>
    reading.text('c:code/@code', entry) ?? reading.text('.//c:observation/c:value/@code', entry);
  const silent = text === '' || text === 'Non renseigné dans le dossier.';
  if (silent || text === absence) {
    expect(reading.sentence(loinc)).toBe(text === '' ? 'Non renseigné.' : text);
    expect(entries.map(coded)).toEqual([expect.stringMatching(silent ? /^no-.*-info$/ : /^no-known-/)]);
    return;
  }
  expect(reading.rows(loinc)).toEqual(items(text).map((item) => [item]));
  const words = (entry: Node): string | null =>
    reading.target('c:consumable//c:manufacturedMaterial/c:code/c:originalText', entry) ??
    reading.target('.//c:observation/c:value/c:originalText', entry);
  expect(entries.map(words)).toEqual(items(text));
  expect(entries.map(coded)).toEqual(items(text).map(() => null));
}

test('every generated document is whole: no id twice, no reference to nothing; metadata and reader take it', () => {
  const formats: Record<ModeleStructure, string> = {
    'EP-MED-DM': 'urn:ihe:pharm:pre:2010',
    'LDL-EES': 'urn:asip:ci-sis:ldl-ees:2017',
    'LDL-SES': 'urn:asip:ci-sis:ldl-ses:2017',
    'IMG-DA': 'urn:ans:ci-sis:img-da:2022',
  };
  for (const { modele, source, bytes, reading } of all) {
    expect(reading.duplicatedIds).toEqual([]);
    expect(reading.dangling()).toEqual([]);
    expect(reading.repeated()).toEqual([]);
    const entry = documentEntryFromCda(bytes, { masquePs: false, invisiblePatient: false });
    expect(entry.formatCode.code).toBe(formats[modele]);
    expect(entry.typeCode.code).toBe(source.header.type.code);
    const view = cdaView(bytes);
    expect(view).toMatchObject({ format: 'cda', avertissements: [], corps: { kind: 'structure' } });
    expect(view.pdf === null).toBe(modele !== 'EP-MED-DM');
    const replaced = reading.text('//c:participant[@typeCode="CON"]/c:associatedEntity/c:id/@extension');
    expect(replaced).toBe(source.replaced?.practitioner.idNat ?? null);
  }
});

test.each(of('EP-MED-DM'))('prescription %i says each line, in words and in codes [37]', (_, { source, reading }) => {
  const { content } = source;
  const DRUGS = '57828-6';
  const names = content.lignes.map(
    ({ libelle, marque }) => `${oneLine(libelle)}${marque === '' ? '' : ` (${oneLine(marque)})`}`,
  );
  expect(reading.rows(DRUGS)).toEqual(
    content.lignes.map((ligne, rank) => [
      names[rank],
      oneLine(ligne.posologie),
      ligne.duree,
      ligne.quantite,
      String(ligne.renouvellements),
      ligne.nonSubstituable === '' ? 'Autorisée' : `Non substituable (${ligne.nonSubstituable})`,
      yesNo(ligne.ald),
      yesNo(ligne.rapports?.includes('at-mp')),
      yesNo(ligne.rapports?.includes('prevention')),
      yesNo(ligne.rapports?.includes('non-remboursable')),
      yesNo(ligne.rapports?.includes('hors-amm')),
    ]),
  );
  const widths: Record<string, string> = { '3 mois': '3 mo', '10 jours': '10 d', '1 semaine': '1 wk', '2 ans': '2 a' };
  const boxes: Record<string, string> = { '2 boîtes': '2', '1 boite': '1' };
  const entries = reading.entries(DRUGS);
  expect(entries).toHaveLength(content.lignes.length);
  for (const [rank, entry] of entries.entries()) {
    const ligne = content.lignes[rank];
    if (ligne === undefined) throw new Error('an entry without its line');
    const fact = (code: string) => reading.text(`.//c:observation[c:code/@code="${code}"]/c:value/@value`, entry);
    const material = 'c:consumable/c:manufacturedProduct/c:manufacturedMaterial';
    const width = reading.nodes('c:effectiveTime/c:width', entry)[0];
    const said = {
      id: reading.text('c:id/@root', entry),
      line: reading.target('c:text', entry),
      width: width === undefined ? null : `${reading.text('@value', width)} ${reading.text('@unit', width)}`,
      repeat: reading.text('c:repeatNumber/@value', entry),
      cis: reading.text(`${material}/c:code[@codeSystem="1.2.250.1.213.2.3.1"]/@code`, entry),
      atc: reading.text(`${material}/c:code/c:translation/@code`, entry),
      uncoded: reading.text(`${material}/c:code/@nullFlavor`, entry),
      words: reading.target(`${material}/c:code/c:originalText`, entry),
      name: reading.text(`${material}/c:name`, entry),
      boxes: reading.text('.//c:supply/c:quantity/@value', entry),
      instruction: reading.target('.//c:act[c:code/@code="FINSTRUCT"]/c:text', entry),
      substitution: reading.text('.//c:act[@moodCode="DEF"]/c:code/@code', entry),
      facts: ['MED-574', 'GEN-180', 'GEN-295', 'GEN-181', 'GEN-179'].map(fact),
    };
    const coded = ligne.cis === DRUG.cis && ligne.libelle === DRUG.libelle;
    const inBoxes = boxes[ligne.quantite] ?? null;
    expect(said).toEqual({
      id: ligne.id,
      line: reading.rows(DRUGS)[rank]?.join(''),
      width: widths[ligne.duree] ?? null,
      repeat: String(ligne.renouvellements),
      cis: coded ? DRUG.cis : null,
      atc: coded ? DRUG.atc : null,
      uncoded: coded ? null : 'NA',
      words: names[rank],
      name: names[rank],
      boxes: inBoxes,
      instruction: ligne.quantite === '' || inBoxes !== null ? null : ligne.quantite,
      substitution: ligne.nonSubstituable === '' ? 'G' : 'N',
      facts: [
        ligne.ald,
        ...(['at-mp', 'prevention', 'non-remboursable', 'hors-amm'] as const).map((one) =>
          ligne.rapports?.includes(one),
        ),
      ].map((one) => String(one === true)),
    });
  }
  const bizone = reading.nodes('//c:serviceEvent[@classCode="INFO"]/c:code[@code="MED-1096"]').length;
  expect(bizone).toBe(content.lignes.some(({ ald }) => ald) ? 1 : 0);
  expect(reading.text('//c:serviceEvent[c:code/@code="57833-6"]/c:effectiveTime/c:high/@nullFlavor')).toBe('UNK');
  const comment = shown(content.textes.commentaire ?? '');
  expect(reading.has('55112-7')).toBe(comment !== '');
  if (comment !== '') expect(reading.sentence('55112-7')).toBe(comment);
  const copy = reading.text('.//c:observationMedia/c:value', reading.section('55108-5')) ?? '';
  expect(Buffer.from(copy, 'base64')).toEqual(Buffer.from(PDF));
});

test.each(of('LDL-EES'))('letter of admission %i says each block [167]', (_, { source, reading }) => {
  const { textes } = source.content;
  expect(reading.sentence('42349-1')).toBe(`${addressee(source.content)}${shown(textes.motif ?? '')}`);
  expectListed(reading, '42346-7', textes.traitements ?? '', 'Pas de traitement au long cours (affirmé).');
  expectListed(reading, '48765-2', textes.allergies ?? '', 'Pas d’allergie ni d’intolérance connue (affirmé).');
  expect(reading.sentence('55112-7')).toBe(orNothing(textes.vigilance));
  for (const [loinc, text] of [
    ['11348-0', textes.antecedents],
    ['30954-2', textes.resultats],
  ] as const) {
    expect(reading.has(loinc)).toBe(shown(text ?? '') !== '');
    if (reading.has(loinc)) expect(reading.sentence(loinc)).toBe(shown(text ?? ''));
  }
  expect(reading.text('//c:serviceEvent/c:code/@code')).toBe('IMP');
});

test.each(of('LDL-SES'))('letter of discharge %i says each block [164] [165]', (_, { source, reading }) => {
  const { textes } = source.content;
  const [entry, exit] =
    (textes.dates ?? '').match(/\d+\/\d+\/\d{4}/g)?.map((date) =>
      date
        .split('/')
        .reverse()
        .map((part) => part.padStart(2, '0'))
        .join(''),
    ) ?? [];
  const period = '//c:serviceEvent/c:effectiveTime';
  expect([reading.text(`${period}/c:low/@value`), reading.text(`${period}/c:high/@value`)]).toEqual([entry, exit]);
  expect(reading.sentence('42349-1')).toBe(`${addressee(source.content)}${shown(textes.motif ?? '')}`);
  expect(reading.rows('42545-4')).toEqual([[shown(textes.dates ?? ''), shown(textes.synthese ?? '')]]);
  const [summary] = reading.entries('42545-4');
  expect(summary && reading.text('c:value', summary)).toBe(shown(textes.synthese ?? ''));
  expectListed(reading, '10183-2', textes.traitements ?? '', 'Pas de traitement au long cours (affirmé).');
  expect(reading.sentence('30954-2')).toBe(orNothing(textes.resultats));
  expect(reading.sentence('18776-5')).toBe(shown(textes.suites ?? ''));
  expect(reading.sentence('55112-7')).toBe(shown(textes.remise ?? ''));
  expect(reading.rows('33557-0')).toEqual([['Réalisé']]);
});

test.each(of('IMG-DA'))('request for imaging %i says each act [37]', (_, { source, reading }) => {
  const { textes, demandes } = source.content;
  const labels: Record<string, string> = {
    'MED-1126': 'Radiographie sans contraste',
    'MED-1129': 'Échographie avec contraste',
    CT: 'Scanner/TDM',
    MR: 'IRM',
    MG: 'Mammographie',
    C63334: 'Radiologie interventionnelle',
    OT: 'Autre technique d’imagerie',
  };
  expect(reading.rows('55115-0')).toEqual([[shown(textes.question ?? '')]]);
  expect(reading.rows('11329-0')).toEqual([[orNothing(textes.renseignements), orNothing(textes.allergies)]]);
  expect(reading.rows('18776-5')).toEqual(
    demandes.map((one) => [
      labels[one.modalite ?? ''],
      oneLine(one.libelle),
      shown(one.precision),
      yesNo(one.urgent),
      yesNo(one.ald),
    ]),
  );
  const entries = reading.entries('18776-5').map((entry) => ({
    id: reading.text('c:id/@root', entry),
    modality: reading.text('c:code/@code', entry),
    urgent: reading.text('c:priorityCode/@code', entry),
    body: reading.target('c:targetSiteCode/c:originalText', entry),
    comment: reading.target('.//c:act/c:text', entry),
  }));
  expect(entries).toEqual(
    demandes.map((one) => ({
      id: one.id,
      modality: one.modalite,
      urgent: one.urgent ? 'UR' : null,
      body: oneLine(one.libelle),
      comment: shown(one.precision) || null,
    })),
  );
  // Whether the risks were told is not asked, so that nothing affirms it.
  expect(reading.text('.//c:observation/c:value/@nullFlavor', reading.section('34895-3'))).toBe('NASK');
});

describe.skipIf(!validatorIsThere)('rules of the ANS (skipped without the shared reference material)', () => {
  let folder = '';
  const files: string[] = [];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'structured-referee-'));
    for (const [index, { bytes }] of all.entries()) {
      const file = join(folder, `${index}.xml`);
      await writeFile(file, bytes);
      files.push(file);
    }
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  /** '' when every file passes, else what the validator found. */
  function judge(...options: string[]): Promise<string> {
    return new Promise((resolve, reject) => {
      execFile(validator, [...options, ...files], { maxBuffer: 256 * 1024 * 1024 }, (error, stdout) => {
        const lines = stdout.trimEnd().split('\n');
        if (lines.at(-1) === `${files.length} valid, 0 with errors`) resolve('');
        else if (stdout === '') reject(error ?? new Error('the validator said nothing'));
        else
          resolve(
            lines
              .filter((line, at) => line.startsWith('error') || (lines[at - 1] ?? '').startsWith('error'))
              .join('\n'),
          );
      });
    });
  }

  test(
    `schema and schematrons: 0 errors in ${all.length} documents`,
    async () => expect(await judge()).toBe(''),
    30 * MINUTES,
  );
  test(
    `with every rule: 0 errors in ${all.length} documents`,
    async () => expect(await judge('--every-rule', '--no-xsd')).toBe(''),
    30 * MINUTES,
  );
});
