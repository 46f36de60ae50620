import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addPatient, baseForTests, DOCTOR } from '../testing.ts';
import { BDPM_FILES, denominationOf, type BdpmFile } from './bdpm.parser.ts';
import { muteSignal } from './commands.ts';
import { readSignals } from './signals.repository.ts';
import { importDrugs, bdpmFileOf, decodeBdpm, parseBdpm } from './index.ts';
import { readDrug, readDrugBase, searchDrugs } from './repository.ts';
import { findSignals } from './signals.ts';

const base = baseForTests({ beforeAll, afterAll });
const root = join(import.meta.dirname, '../../..');

function filesOf(directory: string): Partial<Record<BdpmFile, string>> {
  const files: Partial<Record<BdpmFile, string>> = {};
  for (const name of BDPM_FILES) {
    const path = join(directory, `${name}.txt`);
    if (existsSync(path)) files[name] = decodeBdpm(readFileSync(path));
  }
  return files;
}
const subset = () => parseBdpm(filesOf(join(root, 'fixtures/bdpm')));
const take = (read: ReturnType<typeof parseBdpm>, force = true) =>
  base().store.execute(importDrugs, { date: '2026-05-31', ...read, force }, DOCTOR);
const search = (texte: string, limite = 20) => base().store.query(searchDrugs, { texte, limite }, DOCTOR);

test('each file is read in its own charset; a name is known whatever its path', () => {
  expect(decodeBdpm(Buffer.from('comprimé', 'utf8'))).toBe('comprimé');
  expect(decodeBdpm(Buffer.from('comprimé', 'latin1'))).toBe('comprimé');
  expect(bdpmFileOf('C:\\Base\\cis_bdpm.TXT')).toBe('CIS_bdpm');
  expect(bdpmFileOf('autre.txt')).toBeNull();
});

test('the therapeutic fraction names and doses the DCI; lines of another layout are counted', () => {
  const { drugs, ignored } = parseBdpm({
    CIS_bdpm:
      '60685523\tAMOXICILLINE TEST\tpoudre\torale;buccale\tAutorisation active\tProcédure nationale\tCommercialisée\t18/03/2014\t\t\tLABO\tNon\nmauvaise ligne\n',
    CIS_COMPO_bdpm:
      '60685523\tpoudre\t28165\tAMOXICILLINE TRIHYDRATÉE\t\t\tSA\t1\n60685523\tpoudre\t05248\tAMOXICILLINE\t1000 mg\tun sachet\tFT\t1\n60685523\tpoudre\t93286\tACIDE CLAVULANIQUE\t125 mg\tun sachet\tFT\t2',
    CIS_CIP_bdpm:
      '60685523\t4949729\tboîte de 8\tPrésentation active\tDéclaration de commercialisation\t16/03/2011\t3400949497294\toui\t65%\t1,234,34\t1,235,36\t1,02\tCas :<br>- un',
  });
  expect(ignored).toBe(1);
  expect(drugs).toMatchObject([
    {
      dci: 'AMOXICILLINE 1000 mg + ACIDE CLAVULANIQUE 125 mg',
      voies: 'orale, buccale',
      commercialise: true,
      presentations: [{ taux: '65 %', prix: 1235.36, indications: 'Cas :\n- un', commercialise: true }],
    },
  ]);
});

const compound = (substance: string, dose: string) => ({ code: '1', substance, dose, reference: 'un comprimé' });
test.each([
  [
    'METFORMINE (CHLORHYDRATE DE) 1000 mg - GLUCOPHAGE 1000 mg',
    ['METFORMINE BASE'],
    'METFORMINE (CHLORHYDRATE DE) 1000 mg',
  ],
  ["AMLODIPINE (BESILATE D') équivalant à AMLODIPINE 5 mg - AMLOR 5 mg, gélule", ['AMLODIPINE'], 'AMLODIPINE 5 mg'],
  // A label that leaves a substance out, or a dose, names nothing.
  [
    'PERINDOPRIL TERT-BUTYLAMINE 8 mg- PERINDOPRIL ARGININE 10 mg + AMLODIPINE 5 mg',
    ['PÉRINDOPRIL', 'AMLODIPINE'],
    null,
  ],
  ['CLOPIDOGREL (HYDROGÉNOSULFATE DE) - PLAVIX 75 mg', ['CLOPIDOGREL'], null],
  ['ATORVASTATINE CALCIQUE TRIHYDRATEE équivalant à 20 mg ATORVASTATINE - TAHOR 20 mg', ['ATORVASTATINE'], null],
  ['RAMIPRIL 5 mg - TRIATEC 5 mg', ['BISOPROLOL'], null],
])('the name of a group is taken only when it names and doses each substance: %s', (label, substances, expected) => {
  const compounds = substances.map((each) => compound(each, '1 mg'));
  expect(denominationOf(label, compounds)).toBe(expected);
});

test('the dose is the one that is prescribed: the salt’s where the name says it; drugs are compared by the fraction all the same', () => {
  const compo = [
    '60000001\tcomprimé\t1\tMETFORMINE (EMBONATE DE)\t700,0 mg\tun comprimé\tSA\t1',
    '60000001\tcomprimé\t2\tMETFORMINE BASE\t280,0 mg\tun comprimé\tFT\t1',
    '60000002\tcomprimé\t3\tAMLODIPINE (BÉSILATE D’)\t6,944 mg\tun comprimé\tSA\t1',
    '60000002\tcomprimé\t4\tAMLODIPINE\t5 mg\tun comprimé\tFT\t1',
  ];
  const drug = (cis: string, nom: string) =>
    [cis, nom, 'comprimé', 'orale', 'Autorisation active', '', 'Commercialisée', '', '', '', 'LABO', 'Non'].join('\t');
  const { drugs } = parseBdpm({
    CIS_bdpm: [drug('60000001', 'STAGID 700 mg, comprimé'), drug('60000002', 'AMLOR 5 mg, gélule')].join('\n'),
    CIS_COMPO_bdpm: compo.join('\n'),
  });
  expect(drugs.map(({ dci, substances }) => [dci, substances.map(({ code }) => code)])).toEqual([
    ['METFORMINE (EMBONATE DE) 700,0 mg', ['2']],
    ['AMLODIPINE 5 mg', ['4']],
  ]);
});

test('the committed subset: found by name and by DCI, its date shown, prices from the base', async () => {
  const made = await take(subset());
  expect(made.specialites).toBeGreaterThan(100);
  expect(await base().store.query(readDrugBase, {}, DOCTOR)).toMatchObject({ date: '2026-05-31' });
  expect((await search('amox')).every((drug) => /amox/i.test(`${drug.nom} ${drug.dci}`))).toBe(true);
  // COSIMPREL (bisoprolol with perindopril) has a shorter name: it must not be what « bisoprolol » and Enter take.
  const [alone] = await search('bisoprolol');
  expect(alone?.dci).toMatch(/^BISOPROLOL [^+]*$/);
  const [metformin] = await search('metformine');
  expect(metformin?.dci).toMatch(/METFORMINE/);
  const read = await base().store.query(readDrug, { cis: metformin?.cis ?? '' }, DOCTOR);
  expect(read.presentations.length).toBeGreaterThan(0);
  expect(read.medicament.prix).toBe(
    read.presentations.filter((each) => each.commercialise && each.prix !== null)[0]?.prix,
  );
  expect((await search('morphine')).some((drug) => drug.enToutesLettres)).toBe(true);
  for (const text of ['"', "' OR 1", 'nom : *', '%', '-', ''])
    expect(Array.isArray(await search(text)), text).toBe(true);
});

test('a truncated publication does not take the place of a whole one', async () => {
  await take(subset());
  const few = { drugs: subset().drugs.slice(0, 10), ignored: 0 };
  await expect(take(few, false)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  await expect(take({ drugs: [], ignored: 3 })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
});

test('signals say which words met, and where they come from; an accepted one stays told', async () => {
  const { drugs } = subset();
  const amoxicillin = drugs.find((drug) => /^AMOXICILLINE /.test(drug.dci));
  if (amoxicillin === undefined) throw new Error('no amoxicillin in the subset');
  const line = { cis: amoxicillin.cis, libelle: amoxicillin.nom };
  const options = {
    lines: [line, { cis: amoxicillin.cis, libelle: 'La même' }],
    known: new Map([[amoxicillin.cis, amoxicillin]]),
    allergies: [{ libelle: 'Urticaire', agent: 'Amoxicilline' }],
    treatments: [{ libelle: 'Amoxicilline 500 mg' }],
    baseDate: '31/05/2026',
  };
  const found = findSignals(options);
  expect(found.map(({ genre }) => genre)).toEqual(expect.arrayContaining(['allergie', 'meme-substance']));
  expect(found.every(({ source }) => source.includes('31/05/2026'))).toBe(true);
  expect(
    findSignals({ ...options, lines: [line], allergies: [{ libelle: 'Pollen', agent: '' }], treatments: [] }),
  ).toEqual([]);
});

test('an accepted signal stays told for that patient alone, with who accepted it', async () => {
  await take(subset());
  const [drug] = await search('amoxicilline');
  if (drug === undefined) throw new Error('no amoxicillin in the subset');
  const lignes = [
    { cis: drug.cis, libelle: 'Ligne 1' },
    { cis: drug.cis, libelle: 'Ligne 2' },
  ];
  const [patientId, other] = [await addPatient(base()), await addPatient(base())];
  const signals = (id: typeof patientId) => base().store.query(readSignals, { patientId: id, lignes }, DOCTOR);
  const [first] = await signals(patientId);
  expect(first).toMatchObject({ genre: 'meme-substance', accepte: null });
  await base().store.execute(muteSignal, { patientId, signal: first?.signal ?? '', motif: 'voulu' }, DOCTOR);
  expect((await signals(patientId))[0]?.accepte).toMatchObject({ parNom: DOCTOR.nom, motif: 'voulu' });
  expect((await signals(other))[0]?.accepte).toBeNull();
});

const whole = join(root, '../shared/data/bdpm');
test.skipIf(!existsSync(whole))('the whole publication: read, kept, searched under 16 ms', async () => {
  const read = parseBdpm(filesOf(whole));
  expect(read.drugs).toHaveLength(15_848);
  expect(read.ignored).toBeLessThan(50);
  await take(read);
  const texts = ['a', 'do', 'doli', 'paracetamol 1', 'amoxicilline acide', 'insuline', 'met', 'comprime'];
  const times: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    for (const text of texts) {
      const start = performance.now();
      await search(text);
      times.push(performance.now() - start);
    }
  }
  times.sort((a, b) => a - b);
  expect(times[Math.floor(times.length / 2)]).toBeLessThan(16);
});
