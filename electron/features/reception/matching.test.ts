import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { IdentiteRecue } from '../../../shared/domain/reception.ts';
import { SHIFTED_HEADER, SHORT_BIRTH_YEAR } from '../../formats/hprim/header.ts';
import { addPatient, baseForTests } from '../testing.ts';
import { CHEMIN_QUALIFIE, identity, read, report, testReception } from './testing/reception.ts';

const base = baseForTests({ beforeAll, afterAll });
const reception = testReception(base);
const ids: Record<string, string> = {};
const TEST_OID = '1.2.250.1.213.1.4.10';

beforeAll(async () => {
  const add = async (name: string, change: Record<string, unknown>) => (ids[name] = await addPatient(base(), change));
  const person = (
    nomNaissance: string,
    premierPrenom: string,
    dateNaissance: string,
    more: Record<string, unknown> = {},
  ) => ({
    nomNaissance,
    premierPrenom,
    prenoms: [premierPrenom],
    dateNaissance,
    ...more,
  });
  await add(
    'chemin',
    person('CHEMIN', 'Henri', '1948-08-18', {
      sexe: 'M',
      lieuNaissanceInsee: '51215',
      ins: { matricule: '148085121599955', oid: TEST_OID },
      statutIdentite: 'qualifiee',
    }),
  );
  await add(
    'provisoire',
    person('RECUP', 'Paule', '1969-05-04', {
      ins: { matricule: '269054958815780', oid: TEST_OID },
      statutIdentite: 'recuperee',
    }),
  );
  await add('legoff', person('LE GOFF', 'Anne-Élise', '1951-07-14', { nomUtilise: 'DUPONT' }));
  await add('particule', person('DE LA TOUR', 'Jean', '1960-01-02'));
  await add('lea', person('MOREL', 'Léa', '2010-03-03'));
  await add('leo', person('MOREL', 'Léo', '2010-03-03', { sexe: 'M' }));
  await add('homonyme1', person('PETIT', 'Marie', '1980-02-02'));
  await add('homonyme2', person('DURAND', 'Marie', '1980-02-02', { nomUtilise: 'PETIT' }));
  await add('prenoms', person('GARNIER', 'Marie', '1975-05-05', { prenoms: ['Marie', 'Anne', 'Louise'] }));
  await add('compose', person('BERTHIER', 'Jean-Pierre', '1955-05-06', { sexe: 'M' }));
  await add('jumelle1', person('ROLLIN', 'Marie', '1991-08-09'));
  await add('jumelle2', person('ROLLIN', 'Marie-Claude', '1991-08-09'));
  await add('pere', person('LEMOINE', 'Jacques', '1950-06-07', { sexe: 'M' }));
});

const name = (patient: { readonly id: string } | null): string | null =>
  Object.entries(ids).find(([, id]) => id === patient?.id)?.[0] ?? null;

async function outcomeOf(sent: IdentiteRecue | null, change: Parameters<typeof report>[0] = {}) {
  const [outcome] = await reception.take([
    reception.file(read([report({ identity: sent, results: [], document: { orderNumber: null }, ...change })])),
  ]);
  const [first] = outcome?.reports ?? [];
  return {
    issue: first?.issue,
    raison: first?.raison,
    patient: name(first?.patient ?? null),
    candidats: (first?.candidats ?? []).map(({ patient }) => name(patient)),
  };
}

describe('the trait road, line by line of its table', () => {
  const header = (nom: string, prenoms: string, date: string | string[], more: Partial<IdentiteRecue> = {}) =>
    identity({ nom, prenoms, datesNaissance: typeof date === 'string' ? [date] : date, ...more });
  const filed = (patient: string) => ({ issue: 'filed', raison: null, patient, candidats: [] });
  const proposed = (raison: string, candidat: string) => ({
    issue: 'proposed',
    raison,
    patient: null,
    candidats: [candidat],
  });

  test.each([
    ['birth name, first name and date equal', header('CHEMIN', 'HENRI', '1948-08-18'), filed('chemin')],
    ['a civility in front', header('MME LE GOFF', 'ANNE ELISE', '1951-07-14'), filed('legoff')],
    ['the used name', header('DUPONT', 'ANNE ELISE', '1951-07-14'), filed('legoff')],
    ['a hyphen lost in the first name', header('BERTHIER', 'JEANPIERRE', '1955-05-06'), filed('compose')],
    ['second first names that agree', header('GARNIER', 'MARIE ANNE', '1975-05-05'), filed('prenoms')],
    ['all the first names', header('GARNIER', 'MARIE ANNE LOUISE', '1975-05-05'), filed('prenoms')],
    ['a second first name that nobody wrote', header('CHEMIN', 'HENRI PAUL', '1948-08-18'), filed('chemin')],
    ['twins: the one whose first name is equal', header('MOREL', 'LEA', '2010-03-03'), filed('lea')],
    [
      'a second first name that contradicts',
      header('GARNIER', 'MARIE CLAIRE', '1975-05-05'),
      proposed('NOM_APPROCHANT', 'prenoms'),
    ],
    ['a compound first name cut', header('BERTHIER', 'JEAN', '1955-05-06'), proposed('NOM_APPROCHANT', 'compose')],
    ['a glued name', header('LEGOFF', 'ANNE ELISE', '1951-07-14'), proposed('NOM_APPROCHANT', 'legoff')],
    ['a particle left out', header('TOUR', 'JEAN', '1960-01-02'), proposed('NOM_APPROCHANT', 'particule')],
    ['« née »', header('DUPONT NEE LE GOFF', 'ANNE ELISE', '1951-07-14'), proposed('NOM_APPROCHANT', 'legoff')],
    ['« ép »', header('LE GOFF EP DUPONT', 'ANNE ELISE', '1951-07-14'), proposed('NOM_APPROCHANT', 'legoff')],
    [
      'a year on two digits',
      header('CHEMIN', 'HENRI', ['1948-08-18', '2048-08-18']),
      proposed('DATE_NAISSANCE_ABSENTE', 'chemin'),
    ],
    ['name and first name swapped', header('HENRI', 'CHEMIN', '1948-08-18'), proposed('NOM_APPROCHANT', 'chemin')],
    ['two letters wrong', header('LEMIONE', 'JACQUES', '1950-06-07'), proposed('NOM_APPROCHANT', 'pere')],
    ['no birth date', header('CHEMIN', 'HENRI', []), proposed('DATE_NAISSANCE_ABSENTE', 'chemin')],
    ['another birth date', header('CHEMIN', 'HENRI', '1978-08-18'), proposed('DATE_NAISSANCE_DIFFERENTE', 'chemin')],
    [
      'nobody',
      header('INCONNU', 'HENRI', '1948-08-18'),
      { issue: 'unassigned', raison: 'PATIENT_INCONNU', patient: null, candidats: [] },
    ],
    [
      'two people with the same name, one by marriage',
      header('PETIT', 'MARIE', '1980-02-02'),
      { issue: 'unassigned', raison: 'HOMONYMES', patient: null, candidats: ['homonyme1', 'homonyme2'] },
    ],
    [
      'a first name that may be the beginning of her twin’s',
      header('ROLLIN', 'MARIE', '1991-08-09'),
      { issue: 'unassigned', raison: 'HOMONYMES', patient: null, candidats: ['jumelle1', 'jumelle2'] },
    ],
    [
      'the twin’s, that may also be two first names',
      header('ROLLIN', 'MARIE CLAUDE', '1991-08-09'),
      { issue: 'unassigned', raison: 'HOMONYMES', patient: null, candidats: ['jumelle1', 'jumelle2'] },
    ],
  ])('%s', async (_case, sent, expected) => {
    expect(await outcomeOf(sent)).toEqual(expected);
  });

  test('a header whose lines are shifted, or whose year is short, only proposes', async () => {
    expect(await outcomeOf(identity(), { warnings: [SHIFTED_HEADER] })).toEqual(proposed('ENTETE_TRONQUE', 'chemin'));
    expect(await outcomeOf(identity(), { warnings: [SHORT_BIRTH_YEAR] })).toEqual(
      proposed('DATE_NAISSANCE_ABSENTE', 'chemin'),
    );
  });

  test('the billing number of a header is no key', async () => {
    const sent = identity({ nom: 'INCONNU', numeroSecuriteSociale: '1480851215999 55' });
    expect(await outcomeOf(sent)).toMatchObject({ issue: 'unassigned', raison: 'PATIENT_INCONNU' });
  });
});

describe('the INS road', () => {
  const cda = { format: 'cda' as const };
  const ins = (change: Partial<IdentiteRecue> = {}) => ({ ...CHEMIN_QUALIFIE, ...change });

  test('a qualified patient whose traits all agree', async () => {
    expect(await outcomeOf(ins(), cda)).toMatchObject({ issue: 'filed', patient: 'chemin' });
    expect(await outcomeOf(ins({ lieuNaissanceInsee: null, nom: 'Chemin', prenoms: 'HENRI' }), cda)).toMatchObject({
      issue: 'filed',
    });
  });

  test.each([
    ['birth name', ins({ nom: 'CHEMINOT' }), 'TRAITS_DISCORDANTS'],
    ['first name', ins({ premierPrenom: 'Henriette', prenoms: 'Henriette' }), 'TRAITS_DISCORDANTS'],
    ['birth date', ins({ datesNaissance: ['1948-08-19'] }), 'TRAITS_DISCORDANTS'],
    ['sex', ins({ sexe: 'F' }), 'TRAITS_DISCORDANTS'],
    ['birth place', ins({ lieuNaissanceInsee: '75056' }), 'TRAITS_DISCORDANTS'],
    ['key of the INS', ins({ ins: { matricule: '148085121599956', oid: TEST_OID } }), 'INS_INVALIDE'],
    [
      'a real OID on a test installation',
      ins({ ins: { matricule: '148085121599955', oid: '1.2.250.1.213.1.4.8' } }),
      'INS_INVALIDE',
    ],
    [
      'an OID that is no INS',
      ins({ ins: { matricule: '148085121599955', oid: '1.2.250.1.213.1.4.2' } }),
      'INS_INVALIDE',
    ],
    ['no INS', ins({ ins: null }), 'INS_ABSENT'],
    ['an INS of nobody', ins({ ins: { matricule: '264074006799940', oid: TEST_OID }, nom: 'AUTRE' }), null],
    ['a trait missing', ins({ sexe: null }), 'SANS_INS_QUALIFIE'],
  ])('never alone: %s', async (_case, sent, raison) => {
    const outcome = await outcomeOf(sent, cda);
    expect(outcome.patient).toBeNull();
    expect(['proposed', 'unassigned']).toContain(outcome.issue);
    if (raison !== null) expect(outcome.raison).toBe(raison);
  });

  test('a patient whose identity is not qualified here is proposed', async () => {
    const sent = identity({
      ins: { matricule: '269054958815780', oid: TEST_OID },
      nom: 'RECUP',
      premierPrenom: 'Paule',
      prenoms: 'Paule',
      datesNaissance: ['1969-05-04'],
      sexe: 'F',
    });
    expect(await outcomeOf(sent, cda)).toEqual({
      issue: 'proposed',
      raison: 'IDENTITE_NON_QUALIFIEE',
      patient: null,
      candidats: ['provisoire'],
    });
  });

  test('mail never goes by traits: an HPRIM in it, equal on every trait, only proposes', async () => {
    const [outcome] = await reception.take([reception.file(read([report()], { format: 'mail' }), { voie: 'mssante' })]);
    expect(outcome?.reports[0]).toMatchObject({ issue: 'proposed', raison: 'INS_ABSENT' });
  });

  test('a reason of the reader stops everything, with candidates to compare', async () => {
    const lecture = read([report({ ...cda, identity: CHEMIN_QUALIFIE })], {
      format: 'mail',
      reason: 'EXPEDITEUR_HORS_ESPACE',
    });
    const [outcome] = await reception.take([reception.file(lecture, { voie: 'mssante' })]);
    expect(outcome).toMatchObject({ issue: 'unassigned', raison: 'EXPEDITEUR_HORS_ESPACE' });
    expect(outcome?.reports[0]?.candidats.map(({ patient }) => name(patient))).toEqual(['chemin']);
  });

  test('documents of one message that lead to two people keep each other waiting', async () => {
    const other = identity({ nom: 'INCONNU', ins: null, sexe: 'F' });
    const lecture = read(
      [
        report({ ...cda, identity: CHEMIN_QUALIFIE, document: { orderNumber: null } }),
        report({ ...cda, identity: other, document: { orderNumber: null } }),
      ],
      { format: 'xdm' },
    );
    const [outcome] = await reception.take([reception.file(lecture)]);
    expect(outcome?.reports.map(({ issue, patient }) => [issue, patient])).toEqual([
      ['unassigned', null],
      ['unassigned', null],
    ]);
  });
});
