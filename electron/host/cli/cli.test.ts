import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  closeSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { ensureCards, openReader, type TestReader } from '../../../fixtures/sandbox/card/reader.ts';
import { instantOf } from '../../../shared/domain/civil-date.ts';
import type { DocumentId, IdNat, JobId, PatientId } from '../../../shared/ids.ts';
import { keepExchange, type ExchangeToKeep } from '../../features/dmp/exchange.commands.ts';
import { storeDocument } from '../../features/documents/index.ts';
import { readDossierMedical } from '../../features/dossier/index.ts';
import { creerEnvois } from '../../features/envois/index.ts';
import { findByIns, readPatient } from '../../features/patients/index.ts';
import { openDatabase } from '../../record/database.ts';
import { createBase, openRecord, readSlots, unlockWithRecoveryCode, type RecordStore } from '../../record/index.ts';
import { COMMAND_LINE_ACTOR } from './open-base.ts';
import { COMMANDS } from './usage.ts';

// Each run is a process with two threads: on a loaded machine several of them take their time.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

interface Ran {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

const NODE = resolve('node_modules/.bin/node');
const directory = mkdtempSync(join(tmpdir(), 'hygie-cli-'));
const base = join(directory, 'base');
const at = (name: string) => join(directory, name);
let code = '';

interface How {
  readonly env?: Readonly<Record<string, string>>;
  /** Given on descriptor 3. */
  readonly secret?: string;
  /** Called with each piece of stdout. */
  readonly onOut?: (kill: (signal: NodeJS.Signals) => void) => void;
  readonly closeOut?: boolean;
}

/** `hygie` as a script runs it: a process, two pipes, perhaps a secret on a descriptor. */
function hygie(args: readonly string[], how: How = {}): Promise<Ran> {
  const secretFile = at('secret');
  if (how.secret !== undefined) writeFileSync(secretFile, `${how.secret}\n`, { mode: 0o600 });
  const secret = how.secret === undefined ? null : openSync(secretFile, 'r');
  const { HYGIE_RECOVERY_CODE: _code, HYGIE_TEST: _test, ...environment } = process.env;
  const child = spawn(NODE, ['electron/cli.ts', ...args], {
    stdio: ['ignore', 'pipe', 'pipe', secret ?? 'ignore'],
    env: { ...environment, NODE_NO_WARNINGS: '1', ...how.env },
  });
  if (secret !== null) closeSync(secret);
  return new Promise((done, failed) => {
    let [out, err] = ['', ''];
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      out += text;
      if (how.closeOut === true) child.stdout?.destroy();
      how.onOut?.((signal) => child.kill(signal));
    });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (err += text));
    child.once('error', failed);
    child.once('close', (exit, signal) => done({ code: exit, signal, out, err }));
  });
}

const opened = (args: readonly string[], how: How = {}) =>
  hygie([...args, '--base', base, '--recovery-fd', '3'], { secret: code, ...how });

const lines = (ran: Ran) =>
  ran.out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

/** No stack, no path of a source, no secret, whatever went wrong. */
function expectReadable(ran: Ran): void {
  expect(ran.err).not.toMatch(/\n\s+at |\.ts:\d|node:/);
  expect(ran.err + ran.out).not.toContain(code);
}

/** Does something on the base in this process, as the window would. */
async function withStore<T>(work: (store: RecordStore) => Promise<T>): Promise<T> {
  const key = unlockWithRecoveryCode(base, code);
  const workerPath = resolve('electron/host/record-worker.ts');
  const store = await openRecord({ directory: base, key, workerPath, nativeBinding: null, actor: COMMAND_LINE_ACTOR });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

async function storeAndSend(store: RecordStore, bytes: Uint8Array): Promise<{ documentId: DocumentId; jobId: JobId }> {
  const actor = { ...COMMAND_LINE_ACTOR, idNat: DOCTOR as IdNat, nom: 'Dr Paul MEDECIN5729' };
  const patient = await store.query(findByIns, { matricule: CHEMIN }, actor);
  if (patient === null) throw new Error('the demo patient is there');
  const line = await store.execute(
    storeDocument,
    {
      patientId: patient.id,
      date: instantOf(new Date()),
      typeCode: '11488-4',
      type: 'CR de consultation',
      titre: 'Essai',
      auteur: DOCTOR,
      auteurNom: actor.nom,
      etablissement: 'Cabinet',
      origine: 'local',
      mediaType: 'application/pdf',
      bytes,
      pdf: null,
      setId: null,
      versionNumber: 1,
      uniqueId: null,
      remplace: null,
      masques: { masquePs: false, invisiblePatient: false },
      noteId: null,
      envoi: 'du',
      complement: null,
      provenance: { source: 'fait ici', detail: {} },
    },
    actor,
  );
  const { jobs } = await store.execute(
    creerEnvois,
    {
      patientId: patient.id,
      brouillons: [
        {
          documentId: line.id,
          canal: 'mssante-confrere',
          destinataires: ['robert@medecin.test.mssante.fr'],
          contenu: bytes,
          parametres: {},
          identifiantExterne: '<essai@test>',
          copie: false,
        },
      ],
    },
    actor,
  );
  const [jobId] = jobs;
  if (jobId === undefined) throw new Error('one job');
  return { documentId: line.id, jobId };
}

const demo = 'fixtures/demo/demo-patients.json';
const CHEMIN = '148085121599955';
const DOCTOR = '899700057294';

beforeAll(async () => {
  const made = await hygie(['init', '--base', base, '--practice', 'fixtures/demo/practice.json', '--json']);
  expect(made.err).toBe('');
  code = String(lines(made)[0]?.['recoveryCode']);
  const imported = await opened(['patients', 'import', demo]);
  expect(imported.code).toBe(0);
  expect(lines(imported)[0]).toMatchObject({ outcome: 'created' });
});

afterAll(() => rmSync(directory, { recursive: true, force: true }));

describe('words', () => {
  test('every command has its help, and none opens anything', async () => {
    const named = await Promise.all(Object.keys(COMMANDS).map((name) => hygie([...name.split(' '), '--help'])));
    for (const [rank, ran] of named.entries()) {
      expect(ran.code).toBe(0);
      expect(ran.out).toContain(`hygie ${Object.keys(COMMANDS)[rank]}`);
    }
  });

  test.each([
    [['nope']],
    [[]],
    [['check', '--nope']],
    [['check', '--seed', '3']],
    [['check', 'more']],
    [['check', '--base']],
    [['patients']],
    [['patients', 'import']],
    [['audit', 'erase']],
    [['vsm', '--patient', CHEMIN]],
    [['restore']],
    [['seed', '--size', 'XXL', '--seed', '1']],
    [['outbox', 'retry']],
    [['document', '--id', 'x', '--out', 'y']],
    [['check', '--recovery-fd', 'x']],
    [['check', '--recovery-fd', '77']],
    [['check']],
    [['check', '--pin-fd', '3', '--recovery-fd', '3']],
    [['bench', '--fault', 'x']],
    [['sandbox', '--state', 'x']],
  ])('%j is wrong usage: 2, with the usage line', async (args) => {
    const ran = await hygie(args, { env: { HOME: directory } });
    expect(ran).toMatchObject({ code: 2, out: '' });
    expectReadable(ran);
    expect(ran.err).toMatch(/Usage :|--recovery-fd/);
  });
});

describe('a base', () => {
  test('a second init refuses, a wrong code opens nothing, no base is said', async () => {
    const again = await hygie(['init', '--base', base]);
    expect(again).toMatchObject({ code: 1, out: '', err: 'Ce dossier contient déjà une base.\n' });
    const wrong = await opened(['check'], { secret: 'AAAA-AAAA-AAAA-AAAA-AAAA-AAAA' });
    expect(wrong.code).toBe(1);
    expectReadable(wrong);
    const none = await hygie(['check', '--base', at('nothing'), '--recovery-fd', '3'], { secret: code });
    expect(none).toMatchObject({ code: 1, err: 'Il n’y a pas de base dans ce dossier.\n' });
  });

  test('the variable opens it in tests only', async () => {
    const args = ['patients', 'list', '--base', base];
    expect((await hygie(args, { env: { HYGIE_RECOVERY_CODE: code } })).code).toBe(2);
    expect((await hygie(args, { env: { HYGIE_RECOVERY_CODE: code, HYGIE_TEST: '1' } })).code).toBe(0);
  });

  test('patients list: one line a patient', async () => {
    const ran = await opened(['patients', 'list', '--json']);
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(lines(ran)).toHaveLength(20);
    expect(lines(ran).find((each) => each['ins'] === CHEMIN)).toMatchObject({
      nomNaissance: 'CHEMIN',
      premierPrenom: 'Henri',
      dateNaissance: '1948-08-18',
      statutIdentite: 'qualifiee',
    });
  });

  test('audit verify and check answer ok; audit list starts at the latest', async () => {
    expect(lines(await opened(['audit', 'verify']))[0]).toMatchObject({ ok: true });
    expect(lines(await opened(['check']))[0]).toMatchObject({ ok: true, problemes: [], patients: 20 });
    const rows = lines(await opened(['audit', 'list']));
    expect(rows[0]?.['numero']).toBe(rows.length);
    expect(JSON.stringify(rows)).not.toContain('CHEMIN');
  });

  test('a journal with a row changed: verify and check exit 1, verify names the row', async () => {
    const copy = at('changed');
    await opened(['backup', '--to', at('for-changed')]);
    await hygie(['restore', at('for-changed'), '--base', copy]);
    const key = unlockWithRecoveryCode(copy, code);
    const connection = openDatabase({ file: join(copy, readSlots(copy)?.database ?? ''), key, mode: 'write' });
    connection.exec(`DROP TRIGGER audit_no_update; UPDATE audit SET auteurNom = 'X' WHERE seq = 2`);
    connection.close();
    const access = ['--base', copy, '--recovery-fd', '3'];
    const verified = await hygie(['audit', 'verify', ...access], { secret: code });
    expect(verified.code).toBe(1);
    expect(lines(verified)[0]).toMatchObject({ ok: false, ligne: 2 });
    expect((await hygie(['check', ...access], { secret: code })).code).toBe(1);
  });

  test('the card opens it once it has a slot; a wrong PIN, an empty reader and a strange card are said', async () => {
    const reader: TestReader = openReader(at('cards'));
    const practice = at('by-card');
    const { key } = await createBase({ directory: join(practice, 'base'), now: new Date() });
    key.fill(0);
    const env = {
      ...reader.environment,
      CPS_MODULE: reader.modulePath,
      CPS_CA: join(reader.directory, 'ca', 'chain.pem'),
      CPS_CRL: reader.revocationList,
    };
    const check = (pin: string) =>
      hygie(['check', '--base', join(practice, 'base'), '--pin-fd', '3'], { env, secret: pin });
    const empty = await check('1234');
    expect(empty).toMatchObject({ code: 1, err: 'Aucune carte lisible dans le lecteur.\n' });
    reader.insert('medecin');
    const wrong = await check('9999');
    expect(wrong.code).toBe(1);
    expect(wrong.err).toContain('Code porteur faux');
    expect(wrong.err).not.toContain('9999');
    expect(await check('1234')).toMatchObject({ code: 1, err: 'Cette carte n’a pas d’accès à cette base.\n' });
  });
});

describe('patients import', () => {
  const file = at('one.json');
  const one = {
    nomNaissance: 'ESSAI',
    premierPrenom: 'Alix',
    prenoms: ['Alix'],
    dateNaissance: '1980-02-03',
    sexe: 'F',
  };
  const give = async (...patients: object[]) => {
    writeFileSync(file, JSON.stringify({ patients }));
    return opened(['patients', 'import', file]);
  };
  const vaccine = { pathologies: { etat: 'present', elements: [{ libelle: 'Asthme', cim10: 'J45' }] } };

  test('the same file again changes nothing, not even the journal', async () => {
    const before = lines(await opened(['audit', 'list'])).length;
    const again = await opened(['patients', 'import', demo]);
    expect(again.code).toBe(0);
    expect(new Set(lines(again).map((each) => each['outcome']))).toEqual(new Set(['unchanged']));
    expect(Object.keys(lines(again)[0] ?? {})).toEqual([
      'id',
      'nomNaissance',
      'premierPrenom',
      'dateNaissance',
      'ins',
      'outcome',
      'reason',
    ]);
    expect(lines(await opened(['audit', 'list']))).toHaveLength(before);
  });

  test('medical data come into a record that has none, and never into one that somebody wrote in', async () => {
    expect(lines(await give(one))[0]).toMatchObject({ outcome: 'created', ins: null, reason: null });
    const brought = lines(await give({ ...one, medical: vaccine }))[0];
    expect(brought).toMatchObject({ outcome: 'updated' });
    const other = { pathologies: { etat: 'present', elements: [{ libelle: 'Diabète' }] } };
    expect(lines(await give({ ...one, medical: other }))[0]).toMatchObject({ outcome: 'unchanged' });
    const kept = await withStore((store) =>
      store.query(readDossierMedical, { patientId: brought?.['id'] as PatientId }, COMMAND_LINE_ACTOR),
    );
    expect(JSON.stringify(kept)).toContain('Asthme');
    expect(JSON.stringify(kept)).not.toContain('Diabète');
  });

  test('what the file does not say stays; a wrong patient is refused alone, with 1', async () => {
    const address = { commune: 'LYON', telephoneMobile: '06 00 00 00 00' };
    const first = await give({ ...one, informationImportante: 'Anticoagulants', coordonnees: address });
    expect(lines(first)[0]).toMatchObject({ outcome: 'updated' });
    const mixed = await give({ ...one, dateNaissance: '1980-13-45' }, { ...one, coordonnees: { commune: 'PARIS' } });
    expect(mixed.code).toBe(1);
    expect(lines(mixed)).toMatchObject([{ outcome: 'refused', id: null }, { outcome: 'updated' }]);
    const id = lines(mixed)[1]?.['id'] as PatientId;
    const patient = await withStore((store) => store.query(readPatient, { patientId: id }, COMMAND_LINE_ACTOR));
    expect(patient.informationImportante).toBe('Anticoagulants');
    expect(patient.coordonnees).toMatchObject({ commune: 'PARIS', telephoneMobile: '06 00 00 00 00' });
  });

  test('same INS, other person: refused', async () => {
    const ran = await give({ ...one, ins: CHEMIN, oid: '1.2.250.1.213.1.4.10', statutIdentite: 'recuperee' });
    expect(ran.code).toBe(1);
    expect(lines(ran)[0]).toMatchObject({ outcome: 'refused', reason: 'même INS, traits différents' });
  });

  test('a file that is not one says so', async () => {
    writeFileSync(file, 'not json');
    const broken = await opened(['patients', 'import', file]);
    expect(broken).toMatchObject({ code: 1, out: '', err: 'Fichier refusé : ce n’est pas du JSON.\n' });
    const none = await opened(['patients', 'import', at('none.json')]);
    expect(none).toMatchObject({ code: 1, out: '' });
    expect(none.err).toContain('introuvable');
    expectReadable(none);
  });
});

describe('what leaves the base', () => {
  test('vsm: the CDA and its PDF, in files of one’s own, filed nowhere', async () => {
    const [out, pdf] = [at('vsm.xml'), at('vsm.pdf')];
    const ran = await opened(['vsm', '--patient', CHEMIN, '--author', DOCTOR, '--out', out, '--pdf', pdf]);
    expect(ran).toMatchObject({ code: 0, out: '', err: '' });
    expect(readFileSync(out, 'utf8')).toContain('<ClinicalDocument');
    expect(readFileSync(pdf).subarray(0, 5).toString()).toBe('%PDF-');
    expect(statSync(out).mode & 0o777).toBe(0o600);
    expect(readdirSync(directory).filter((name) => name.endsWith('.partiel'))).toEqual([]);
    expect(lines(await opened(['check']))[0]).toMatchObject({ documents: 0 });
    const unknown = await opened(['vsm', '--patient', '255066322099930', '--author', DOCTOR, '--out', out]);
    expect([1, 2]).toContain(unknown.code);
    const stranger = await opened(['vsm', '--patient', CHEMIN, '--author', '899700000000', '--out', out]);
    expect(stranger).toMatchObject({ code: 1, err: 'Ce médecin n’est pas enregistré dans cette base.\n' });
    const nowhere = await opened(['vsm', '--patient', CHEMIN, '--author', DOCTOR, '--out', at('none/vsm.xml')]);
    expect(nowhere.code).toBe(1);
    expectReadable(nowhere);
  });

  test('document and outbox: the bytes as they were, the job with its state, sent again by its number', async () => {
    const bytes = Buffer.from('%PDF-1.4 essai');
    const { documentId, jobId } = await withStore((store) => storeAndSend(store, bytes));
    const out = at('document.pdf');
    expect(await opened(['document', '--id', documentId, '--out', out])).toMatchObject({ code: 0, err: '' });
    expect(readFileSync(out)).toEqual(bytes);
    const [job] = lines(await opened(['outbox', '--json']));
    expect(job).toMatchObject({ id: jobId, documentId, canal: 'mssante-confrere' });
    const retried = await opened(['outbox', 'retry', jobId]);
    expect(retried.code === 0 || retried.err !== '').toBe(true);
    expectReadable(retried);
    const unknown = await opened(['outbox', 'retry', 'nothing']);
    expect(unknown).toMatchObject({ code: 1, err: 'Aucun envoi n’a ce numéro.\n' });
  });

  test('trace: every exchange with the DMP, as sent and received', async () => {
    const exchange: ExchangeToKeep = {
      at: instantOf(new Date()),
      transaction: 'TD0.2',
      url: 'https://localhost/dmp',
      request: { contentType: 'application/soap+xml', bytes: Buffer.from('<demande/>') },
      response: { contentType: 'application/soap+xml', bytes: Buffer.from('<reponse/>'), status: 200 },
      error: null,
    };
    await withStore((store) => store.execute(keepExchange, exchange, COMMAND_LINE_ACTOR));
    const out = at('trace');
    const ran = await opened(['trace', '--out', out]);
    expect(ran.code).toBe(0);
    const names = readdirSync(out).sort();
    expect(names).toHaveLength(3);
    expect(names.map((name) => readFileSync(join(out, name), 'utf8')).join('')).toContain('<demande/>');
    expect(names.map((name) => readFileSync(join(out, name), 'utf8')).join('')).toContain('<reponse/>');
  });

  test('backup then restore: the same patients; an existing target and a file that is no backup are refused', async () => {
    const [to, copy] = [at('s.hygie'), at('restored')];
    expect(lines(await opened(['backup', '--to', to]))[0]).toMatchObject({ cartes: ['Code de récupération'] });
    expect((await opened(['backup', '--to', to])).code).toBe(1);
    expect((await hygie(['restore', to, '--base', copy])).code).toBe(0);
    const list = ['patients', 'list'];
    const restored = await hygie([...list, '--base', copy, '--recovery-fd', '3'], { secret: code });
    expect(restored.out).toBe((await opened(list)).out);
    expect((await hygie(['restore', to, '--base', copy])).code).toBe(1);
    const none = await hygie(['restore', at('secret'), '--base', at('elsewhere')]);
    expect(none.code).toBe(1);
    expectReadable(none);
    expect(existsSync(at('elsewhere'))).toBe(false);
  });
});

describe('beside a window', () => {
  test('check, backup and audit verify run; the others exit 1 and say so', async () => {
    await withStore(async () => {
      for (const args of [['check'], ['audit', 'verify'], ['backup', '--to', at('beside.hygie')]])
        expect((await opened(args)).code, args.join(' ')).toBe(0);
      for (const args of [
        ['patients', 'list'],
        ['patients', 'import', demo],
        ['audit', 'list'],
        ['outbox'],
        ['trace', '--out', at('t')],
        ['seed', '--size', 'S', '--seed', '1'],
        ['vsm', '--patient', CHEMIN, '--author', DOCTOR, '--out', at('beside.xml')],
      ]) {
        const ran = await opened(args);
        expect(ran, args.join(' ')).toMatchObject({ code: 1, out: '' });
        expect(ran.err).toContain('déjà ouverte');
        expectReadable(ran);
      }
    });
  });
});

describe('pipes and Ctrl+C', () => {
  test('a reader that leaves ends a list without a word', async () => {
    const ran = await opened(['audit', 'list'], { closeOut: true });
    expect(ran).toMatchObject({ code: 0, err: '' });
  });

  test('seed: Ctrl+C between two lots leaves a sound base, its lots whole', async () => {
    const practice = at('seeded');
    const made = await hygie(['init', '--base', practice, '--json']);
    const secret = String(lines(made)[0]?.['recoveryCode']);
    const access = ['--base', practice, '--recovery-fd', '3'];
    const child = spawn(NODE, ['electron/cli.ts', 'seed', '--size', 'S', '--seed', '3', ...access], {
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
      env: { ...process.env, NODE_NO_WARNINGS: '1' },
    });
    (child.stdio[3] as Writable).end(`${secret}\n`);
    let err = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (err += text));
    const ended = new Promise<number | null>((done) => child.once('close', done));
    // The first lot is on the disk once the folder of documents is filled.
    await expect.poll(() => readdirSync(join(practice, 'documents')).length, { timeout: 30_000 }).toBeGreaterThan(5);
    child.kill('SIGINT');
    expect(await ended).toBe(1);
    expect(err).toContain('Interrompu');
    const checked = lines(await hygie(['check', ...access], { secret }))[0];
    expect(checked).toMatchObject({ ok: true });
    expect(Number(checked?.['patients']) % 250).toBe(0);
    if (Number(checked?.['patients']) > 0) {
      const again = await hygie(['seed', '--size', 'S', '--seed', '3', ...access], { secret });
      expect(again.code).toBe(1);
      expect(again.err).toContain('déjà des patients');
    }
  });

  test('backup: Ctrl+C leaves no file', async () => {
    const to = at('interrupted.hygie');
    const ran = hygie(['backup', '--to', to, '--base', base, '--recovery-fd', '3'], { secret: code });
    expect([0, 1]).toContain((await ran).code);
    expect(readdirSync(directory).filter((name) => name.startsWith('.interrupted'))).toEqual([]);
  });

  test('sandbox: says where it is, and Ctrl+C stops it', async () => {
    mkdirSync(at('cache'));
    symlinkSync(ensureCards(), at('cache/cards'));
    const ran = await hygie(['sandbox', '--port-base', '9640'], {
      env: { HYGIE_CACHE: at('cache'), HYGIE_TEST: '1' },
      onOut: (kill) => kill('SIGINT'),
    });
    expect(ran.code).toBe(0);
    expect(lines(ran)[0]).toMatchObject({ ready: true, control: 'http://127.0.0.1:9640' });
  });
});
