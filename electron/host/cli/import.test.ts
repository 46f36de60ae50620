import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CHEMIN, expectReadable, lines, makePractice, type CliPractice } from './testing/practice.ts';

let practice: CliPractice;
beforeAll(async () => {
  practice = await makePractice();
}, 60_000);
afterAll(() => practice.remove());

interface Given {
  readonly nom?: string;
  readonly prenom?: string;
  readonly naissance?: string;
  readonly ordre?: string;
  readonly potassium?: string;
}

/** An HPRIM file about one person, with one result. */
function hprim({
  nom = 'CHEMIN',
  prenom = 'HENRI',
  naissance = '18/08/1948',
  ordre = 'D1',
  potassium = '5.6',
}: Given = {}) {
  const header = ['LAB-77', nom, prenom, '', '', '', naissance, '', ordre, '16/03/2026'];
  const lines = [
    ...header,
    'PARC       LABO DU PARC',
    '.          MEDECIN',
    '',
    'Prélevé le 16/03/2026',
    '****LAB****',
  ];
  const body = [
    `RES|Potassium|K|N|${potassium}|mmol/L|3.5|5.1|H|F|`,
    'RES|Aspect|ASP|A|limpide||||N|F|',
    '****FIN****',
    '',
  ];
  return Buffer.from([...lines, ...body].join('\r\n'), 'latin1');
}

const importer = (...paths: string[]) => practice.opened(['import', ...paths, '--json']);

test('one line a file in the order given, folders walked in theirs; each with what became of it; nothing is deleted', async () => {
  const folder = practice.at('recus');
  mkdirSync(join(folder, 'b'), { recursive: true });
  const files = {
    'z.hpr': hprim(),
    'b/a.hpr': hprim({ nom: 'PERSONNE', ordre: 'D2' }),
    'b/c.hpr': hprim({ naissance: '18/08/1984', ordre: 'D3' }),
    'notes.txt': Buffer.from('Un texte quelconque.'),
    'photo.jpg': Buffer.from('ffd8ffe000104a464946', 'hex'),
    'vide.hpr': Buffer.alloc(0),
  };
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
  const ran = await importer(join(folder, 'z.hpr'), folder);
  expect(ran.code).toBe(0);
  expectReadable(ran, practice.code);
  const printed = lines(ran);
  expect(
    printed.map(({ file, outcome, reason, format }) => [
      String(file).slice(folder.length + 1),
      outcome,
      reason,
      format,
    ]),
  ).toEqual([
    ['z.hpr', 'filed', null, 'hprim'],
    ['b/a.hpr', 'unassigned', 'PATIENT_INCONNU', 'hprim'],
    ['b/c.hpr', 'proposed', 'DATE_NAISSANCE_DIFFERENTE', 'hprim'],
    ['notes.txt', 'kept_raw', 'FORMAT_INCONNU', 'text'],
    ['photo.jpg', 'kept_raw', 'FORMAT_INCONNU', 'unknown'],
    ['vide.hpr', 'kept_raw', 'FICHIER_VIDE', 'unknown'],
    ['z.hpr', 'duplicate', null, 'hprim'],
  ]);
  expect(readdirSync(folder, { recursive: true })).toHaveLength(7);
  const [filed] = printed;
  const patient = { nomNaissance: 'CHEMIN', premierPrenom: 'Henri', dateNaissance: '1948-08-18' };
  expect(filed).toMatchObject({ patient, candidates: [] });
  expect(Object.keys(filed ?? {})).toEqual([
    'file',
    'sha256',
    'outcome',
    'format',
    'patient',
    'candidates',
    'reason',
    'reports',
  ]);
  const [report] = filed?.['reports'] as Record<string, unknown>[];
  expect(report).toEqual({
    patient: expect.objectContaining(patient) as unknown,
    outcome: 'filed',
    reason: null,
    candidates: [],
    document: {
      id: expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown,
      typeCode: '11502-2',
      title: 'Compte rendu d’examens biologiques',
      date: '2026-03-16',
      author: 'LABO DU PARC',
      organisation: 'LABO DU PARC',
    },
    results: [
      {
        code: 'K',
        loinc: '2823-3',
        label: 'Potassium',
        kind: 'numeric',
        value: 5.6,
        text: null,
        comparator: null,
        unit: 'mmol/L',
        low: 3.5,
        high: 5.1,
        interpretation: 'H',
        status: 'F',
        date: '2026-03-16',
        value2: null,
        unit2: null,
        low2: null,
        high2: null,
      },
      expect.objectContaining({ label: 'Aspect', kind: 'text', value: null, text: 'limpide' }),
    ],
  });
  const proposed = printed[2]?.['candidates'] as Record<string, unknown>[];
  expect(proposed).toEqual([expect.objectContaining({ ...patient, because: ['nom', 'prenom'] })]);
});

test('the document comes back as it was received; results are listed oldest first, a corrected one beside what it replaces', async () => {
  const file = practice.at('corrige.hpr');
  writeFileSync(file, hprim({ potassium: '4.4' }).toString('latin1').replaceAll('|F|', '|C|'), 'latin1');
  const [imported] = lines(await importer(file));
  expect(imported).toMatchObject({ outcome: 'filed' });
  const [report] = imported?.['reports'] as { document: { id: string } }[];
  const out = practice.at('rendu.hpr');
  expect((await practice.opened(['document', '--id', report?.document.id ?? '', '--out', out])).code).toBe(0);
  expect(readFileSync(out)).toEqual(readFileSync(file));
  const results = lines(await practice.opened(['results', '--patient', CHEMIN, '--json']));
  expect(results.map(({ label, value, text, replaced }) => [label, value ?? text, replaced])).toEqual([
    ['Potassium', 5.6, true],
    ['Aspect', 'limpide', true],
    ['Potassium', 4.4, false],
    ['Aspect', 'limpide', false],
  ]);
});

test('a path that is not there, a bad white list, a missing word: a readable reason and nothing taken', async () => {
  const absent = await importer(practice.at('absent'));
  expect(absent.code).toBe(1);
  expect(absent.err).toMatch(/introuvable/);
  const list = practice.at('liste.xml');
  writeFileSync(list, '<!DOCTYPE a><a/>');
  const refused = await practice.opened(['import', practice.at('corrige.hpr'), '--white-list', list, '--json']);
  expect(refused).toMatchObject({ code: 1, out: '' });
  expect(refused.err).toMatch(/^Liste blanche refusée/);
  expect((await practice.opened(['import'])).code).toBe(2);
  expect((await practice.opened(['results', '--patient', '000'])).code).toBe(1);
});

test('Ctrl+C: what was begun is finished and told, the next run finds everything known', async () => {
  const folder = practice.at('nombreux');
  mkdirSync(folder);
  for (let number = 1000; number < 1600; number += 1)
    writeFileSync(join(folder, `${number}.hpr`), hprim({ ordre: `N${number}`, potassium: `4.${number % 10}` }));
  const cut = await practice.opened(['import', folder, '--json'], { onOut: (kill) => kill('SIGINT') });
  expect(cut.code).toBe(1);
  expect(cut.err).toMatch(/Interrompu/);
  const told = lines(cut);
  expect(told.length).toBeGreaterThan(0);
  expect(told.length).toBeLessThan(600);
  const again = lines(await importer(folder));
  expect(again).toHaveLength(600);
  const known = again.filter(({ outcome }) => outcome === 'duplicate').map(({ file }) => file);
  expect(known).toEqual(told.map(({ file }) => file));
}, 120_000);
