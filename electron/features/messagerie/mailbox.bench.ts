import { join } from 'node:path';
import { importDirectory } from '../annuaire/import.service.ts';
import { readExtraction } from '../annuaire/extraction.task.ts';
import { searchDirectory } from '../annuaire/directory.repository.ts';
import { extractionZip } from '../../../fixtures/sandbox/annuaire/extraction.ts';
import { makeDirectory } from '../../../fixtures/sandbox/annuaire/people.ts';
import { Random } from '../../../fixtures/sandbox/lib/random.ts';
import { TestAuthority } from '../../network/testing/authority.ts';
import { dovecotIsThere, TestDovecot } from '../../network/testing/dovecot.ts';
import { openDatabase } from '../../record/database.ts';
import { readSlots } from '../../record/index.ts';
import { DOCTOR, testBase, type TestBase } from '../../record/testing.ts';
import { listMails } from './list.repository.ts';
import { accountOf, openHouse, otherClient, PASSWORD, plainMail, until, USER } from './testing/mail-house.ts';

/**
 * Figures of the mailbox, one JSON line each: a folder of 10,000 messages opened and paged, the text searched over 60,000, the first synchronisation beside a bare fetch
 * of the same messages, the directory searched over 100,000 professionals.
 */
const SYNCED = Number(process.env.HYGIE_BENCH_MAILS ?? 10_000);
const STORED = 60_000;
const FOLDER = 10_000;
const PROFESSIONALS = 100_000;
const DEMO = join(import.meta.dirname, '../../../fixtures/demo');

const round = (value: number): number => Math.round(value * 100) / 100;

function figure(
  name: string,
  unit: string,
  values: readonly number[],
  more: Record<string, number | string> = {},
): void {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number): number =>
    round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
  const line = { name, unit, p50: at(0.5), p95: at(0.95), p99: at(0.99), n: sorted.length, ...more };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

async function timed(count: number, run: (index: number) => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const start = performance.now();
    await run(index);
    times.push(performance.now() - start);
  }
  return times;
}

const NAMES =
  'MARTIN BERNARD DUBOIS THOMAS ROBERT RICHARD PETIT DURAND LEROY MOREAU SIMON LAURENT LEFEBVRE MICHEL GARCIA DAVID'.split(
    ' ',
  );
const WORDS = (
  'patient patiente consultation examen clinique biologie glycémie créatinine potassium tension artérielle douleur thoracique abdominale traitement posologie ordonnance renouvellement ' +
  'confrère courrier hospitalisation chirurgie cardiologie dermatologie rhumatologie pneumologie imagerie scanner échographie radiographie résultat anormal normal contrôle suivi bilan avis ' +
  'rendez-vous semaine mois jour matin soir urgent merci cordialement confraternellement bonjour'
).split(' ');

/** Rows as the synchronisation leaves them, laid directly: what is measured is their reading. */
function lay(base: TestBase): void {
  const connection = openDatabase({
    file: join(base.directory, readSlots(base.directory)?.database ?? ''),
    key: base.key,
    mode: 'write',
  });
  const random = new Random('courrier');
  const text = (count: number): string => Array.from({ length: count }, () => random.pick(WORDS)).join(' ');
  connection.exec('BEGIN IMMEDIATE');
  const insert = connection.prepare(
    `INSERT INTO mail_messages (key, id, proprietaire, liste, taille, recuLe, analyse, deNom, deAdresse, aJson, objet, extrait, pieces, lu, creeLe)
     VALUES (?, ?, ?, ?, 4000, ?, 'lu', ?, ?, '[]', ?, ?, ?, ?, '')`,
  );
  const body = connection.prepare(
    `INSERT INTO mail_bodies (rowid, expediteur, objet, corps, patient) VALUES (?, ?, ?, ?, ?)`,
  );
  const start = Date.parse('2026-11-01T08:00:00Z');
  for (let index = 0; index < STORED; index += 1) {
    const at = start - index * 900_000;
    const key = Math.floor(at / 1000) * 1_000_000;
    const [name, subject] = [`Dr_${random.pick(NAMES)}`, text(4)];
    const address = `${name.toLowerCase()}${index % 997}@medecin.test.mssante.fr`;
    const liste = index < FOLDER ? 'non-assignes' : 'assignes';
    const when = new Date(at).toISOString();
    insert.run(
      key,
      `m${index}`,
      DOCTOR.idNat,
      liste,
      when,
      name,
      address,
      subject,
      text(12),
      index % 3,
      index % 5 === 0 ? 0 : 1,
    );
    body.run(key, `${name} ${address}`, subject, text(150), index % 2 === 0 ? random.pick(NAMES) : '');
  }
  connection.exec('COMMIT');
  connection.close();
}

async function lists(base: TestBase): Promise<void> {
  const list = (dossier: string | null, recherche: string, curseur: string | null, limite = 100) =>
    base.store.query(listMails, { dossier, recherche, nonLusSeulement: false, curseur, limite }, DOCTOR);
  await list('non-assignes', '', null);
  figure('mailbox.open-folder-10000', 'ms', await timed(60, () => list('non-assignes', '', null)));
  let cursor: string | null = null;
  figure(
    'mailbox.page-of-10000',
    'ms',
    await timed(90, async () => {
      cursor = (await list('non-assignes', '', cursor)).curseur;
    }),
  );
  const typed = [
    'gl',
    'glyc',
    'glycemie',
    'martin',
    'dubois biologie',
    'creatinine anormal',
    'thoracique urgent',
    'echographie',
    'bonjour',
    'michel hospitalisation',
    'garcia scan',
    'po',
  ];
  figure(
    'mailbox.search-60000',
    'ms',
    await timed(typed.length * 20, (index) => list(null, typed[index % typed.length] ?? '', null)),
  );
}

async function firstSync(): Promise<void> {
  if (!dovecotIsThere) return;
  const authority = new TestAuthority('AC DE TEST');
  const identity = authority.issue('localhost', 'DNS:localhost,IP:127.0.0.1');
  const dovecot = await TestDovecot.start({ identity, password: PASSWORD });
  const base = await testBase();
  try {
    const server = { port: dovecot.port, root: authority.root };
    const filler = 'Texte du courrier, tel que les confrères en écrivent.\r\n'.repeat(60);
    dovecot.fill(USER, SYNCED, (index) => plainMail({ subject: `Courrier ${index}`, text: filler }));
    const client = await otherClient(server);
    const lock = await client.getMailboxLock('INBOX');
    let started = performance.now();
    let bytes = 0;
    for await (const message of client.fetch('1:*', { source: true, flags: true, internalDate: true }))
      bytes += message.source?.length ?? 0;
    const bare = performance.now() - started;
    lock.release();
    await client.logout();
    const house = openHouse(base.store, DOCTOR, () => Promise.resolve(accountOf(server, DOCTOR)));
    started = performance.now();
    house.mailbox.start();
    await until(async () => (await house.mailbox.state()).etat === 'connecte', 'the first synchronisation', 600_000);
    const kept = performance.now() - started;
    await house.mailbox.readKept();
    const all = performance.now() - started;
    await house.mailbox.stop();
    const rate = (milliseconds: number) => round((SYNCED / milliseconds) * 1000);
    figure('mailbox.first-sync', 'messages/s', [rate(kept)], {
      bareFetch: rate(bare),
      sorted: rate(all),
      megabytes: round(bytes / 1024 / 1024),
    });
  } finally {
    await base.remove();
    await dovecot.stop();
    authority.dispose();
  }
}

async function directory(base: TestBase): Promise<void> {
  const people = makeDirectory(DEMO, PROFESSIONALS);
  const started = performance.now();
  const bytes = extractionZip(people, new Date());
  const made = performance.now();
  const { entrees } = await importDirectory({ name: 'extraction.zip', bytes }, false, {
    execute: (command, input) => base.store.execute(command, input, DOCTOR),
    read: readExtraction,
  });
  const seconds = (performance.now() - made) / 1000;
  figure('directory.import', 'lines/s', [round(entrees / seconds)], {
    lines: entrees,
    generatedMs: round(made - started),
  });
  const some = people.professionals.filter((_, index) => index % 5000 === 0);
  const typed = some.flatMap(({ family, given }) => [
    family.slice(0, 2),
    family.slice(0, 4),
    family,
    `${given} ${family}`,
    `${family} ${given.slice(0, 2)}`,
    `${family.slice(0, 3)}${family.slice(4)}`,
    'cardiologue lyon',
  ]);
  figure(
    'directory.search-100000',
    'ms',
    await timed(typed.length * 2, (index) =>
      base.store.query(searchDirectory, { texte: typed[index % typed.length] ?? '', limite: 50 }, DOCTOR),
    ),
  );
}

/** HYGIE_BENCH_PART: « listes » or « synchronisation » alone. */
const part = process.env.HYGIE_BENCH_PART;
if (part !== 'synchronisation') {
  const base = await testBase();
  try {
    lay(base);
    await lists(base);
    await directory(base);
  } finally {
    await base.remove();
  }
}
if (part !== 'listes') await firstSync();
