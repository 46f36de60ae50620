import { expect, test } from 'vitest';
import { demoPractice, demoRecords, numberedUuid } from '../../../../fixtures/records/demo-sources.ts';
import { StructuredReading } from '../../../../fixtures/records/structured-reading.ts';
import { EMPTY_REDACTION, type LigneOrdonnance, type Redaction } from '../../../../shared/domain/redaction.ts';
import { denies, itemsOf, manquesStructure, sejourOf } from '../../../../shared/domain/structured-writing.ts';
import { CdaInputError } from '../input-error.ts';
import { boxesOf, durationOf } from '../../../../shared/domain/amounts.ts';
import { buildStructured } from './index.ts';
import type { StructuredSource } from './index.ts';

const DRUG = { cis: '60234100', nom: 'METFORMINE ESSAI 500 mg', libelle: 'METFORMINE 500 mg, comprimé', atc: null };

function source(content: Partial<Redaction>, change: Partial<StructuredSource> = {}): StructuredSource {
  const { doctors, structure } = demoPractice();
  const [author] = doctors;
  const [record] = demoRecords();
  if (author === undefined || record === undefined) throw new Error('the demo practice is empty');
  let rank = 0;
  return {
    header: {
      patient: record.patient,
      patientLocalOid: '2.25.301',
      author,
      structure,
      medecinTraitant: null,
      now: { instant: '2026-01-05T08:00:00.000Z', zoneOffsetMinutes: 60 },
      identifiers: { documentOid: '2.25.1', setId: '2.25.2', versionNumber: 1 },
      replaces: null,
      type: { code: '57833-6', displayName: 'Prescription', codeSystem: '2.16.840.1.113883.6.1' },
      title: 'Essai',
      recipients: [],
    },
    replaced: null,
    content: { ...EMPTY_REDACTION, ...content },
    drugs: [DRUG],
    pdf: new TextEncoder().encode('%PDF-1.4'),
    newId: () => numberedUuid(0x777, ++rank),
    ...change,
  };
}

const ligne = (change: Partial<LigneOrdonnance>): LigneOrdonnance => ({
  id: numberedUuid(0x1, 1),
  cis: DRUG.cis,
  libelle: DRUG.libelle,
  marque: '',
  posologie: '1 le soir',
  duree: '',
  quantite: '',
  enToutesLettres: false,
  ald: false,
  nonSubstituable: '',
  renouvellements: 0,
  ...change,
});

test.each([
  ['as the base words it', { libelle: 'Metformine 500 mg  comprime' }, DRUG.cis],
  ['the name of the speciality', { libelle: DRUG.nom }, DRUG.cis],
  ['another drug typed over it', { libelle: 'AMOXICILLINE 1 g, comprimé' }, null],
  ['another dose typed over it', { libelle: 'METFORMINE 850 mg, comprimé' }, null],
  ['one that the base in use no longer holds', { cis: '69999999' }, null],
  ['a free line', { cis: null }, null],
])('a line is coded only while it says what its code says: %s', (_, change, expected) => {
  const reading = new StructuredReading(buildStructured('EP-MED-DM', source({ lignes: [ligne(change)] })));
  const [entry] = reading.entries('57828-6');
  expect(entry && reading.text('.//c:manufacturedMaterial/c:code/@code', entry)).toBe(expected);
});

test('the same source and ids give the same bytes; a copy that is no PDF and dates that cannot be read are refused', () => {
  const twice = [1, 2].map(() => buildStructured('EP-MED-DM', source({ lignes: [ligne({})] })));
  expect(twice[0]).toEqual(twice[1]);
  const bad = source({ lignes: [ligne({})] }, { pdf: new TextEncoder().encode('<html>') });
  expect(() => buildStructured('EP-MED-DM', bad)).toThrow(CdaInputError);
  expect(() => buildStructured('LDL-SES', source({ textes: { dates: 'hier' } }))).toThrow(CdaInputError);
  const noModality = { id: numberedUuid(0x2, 1), libelle: 'Genou', precision: '', ald: false, urgent: false };
  expect(() => buildStructured('IMG-DA', source({ demandes: [noModality] }))).toThrow(CdaInputError);
});

test.each([
  ['3 mois', { value: 3, unit: 'mo' }],
  ['10 j', { value: 10, unit: 'd' }],
  ['1 semaine', { value: 1, unit: 'wk' }],
  ['2 ans', { value: 2, unit: 'a' }],
  ['0 jour', null],
  ['sept jours', null],
  ['3 mois puis arrêt', null],
  ['', null],
])('duration « %s »', (text, expected) => {
  expect(durationOf(text)).toEqual(expected);
});

test('boxes are counted only when they are said as such', () => {
  expect(['2 boîtes', '1 boite', 'une boîte', '30 comprimés', '2 boîtes de 30', '0 boîte'].map(boxesOf)).toEqual([
    2,
    1,
    null,
    null,
    null,
    null,
  ]);
});

test('items of a list: bullets when there are some, else lines; a line is never cut', () => {
  expect(itemsOf('– A : 1\n– B\n  le soir\n\n- C')).toEqual(['A : 1', 'B le soir', 'C']);
  expect(itemsOf('A\nB - C')).toEqual(['A', 'B - C']);
  expect(itemsOf('– ')).toEqual([]);
});

test('a line that denies or stops is recognised; one that only looks like it is not', () => {
  const denying = [
    'Pas d’allergie connue',
    'aucune',
    'Néant',
    'Arrêt du KARDEGIC',
    'STOP aspirine',
    'Non connu',
    '0',
    'RAS',
  ];
  expect(denying.filter((item) => !denies(item))).toEqual([]);
  const present = [
    'Non-stéroïdiens',
    'PASSIFLORE',
    'Nonoxynol',
    'Sansévieria',
    '0,5 mg de X',
    'Rasburicase',
    'Pénicilline',
  ];
  expect(present.filter(denies)).toEqual([]);
});

test.each([
  ['Pas d’allergie connue', [], 'no-allergy-info'],
  ['– Pénicilline\n– pas de réaction aux AINS', ['Pénicilline'], null],
])('an allergy denied in other words is never coded as present: %s', (allergies, words, none) => {
  const reading = new StructuredReading(buildStructured('LDL-EES', source({ textes: { motif: 'Chute', allergies } })));
  const entries = reading.entries('48765-2');
  const named = entries.map((entry) => reading.target('.//c:observation/c:value/c:originalText', entry));
  expect(none === null ? named : []).toEqual(words);
  expect(reading.text('.//c:observation/c:value/@code', reading.section('48765-2'))).toBe(none);
  expect(reading.text('c:text', reading.section('48765-2'))).toContain(allergies.split('\n').at(-1)?.replace('– ', ''));
});

test.each([
  ['du 1/1/2026 au 04/01/2026', { entree: '2026-01-01', sortie: '2026-01-04' }],
  ['04/01/2026 04/01/2026', { entree: '2026-01-04', sortie: '2026-01-04' }],
  ['du 04/01/2026 au 01/01/2026', null],
  ['depuis le 04/01/2026', null],
  ['31/02/2026 01/03/2026', null],
  ['01/01/2026, 02/01/2026, 03/01/2026', null],
])('dates of a stay: %s', (text, expected) => {
  expect(sejourOf(text)).toEqual(expected);
});

test('what a document lacks to be structured is said in words', () => {
  expect(manquesStructure('EP-MED-DM', EMPTY_REDACTION)).toEqual([]);
  expect(manquesStructure('LDL-SES', EMPTY_REDACTION)).toHaveLength(2);
  const genou = { id: numberedUuid(0x2, 1), libelle: 'Genou', precision: '', ald: false, urgent: false };
  const content = { ...EMPTY_REDACTION, demandes: [genou, { ...genou, modalite: 'MR' }, { ...genou, modalite: 'PT' }] };
  expect(manquesStructure('IMG-DA', content)).toEqual(['la modalité de « Genou »', 'la modalité de « Genou »']);
});
