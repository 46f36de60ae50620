import { join } from 'node:path';
import { Kysely, SqliteDialect, type SqliteDatabase } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Instant } from '../../../shared/domain/civil-date.ts';
import type { PatientId } from '../../../shared/ids.ts';
import { openDatabase } from '../../record/database.ts';
import { readSlots, type RecordSchema } from '../../record/index.ts';
import { addPatient, baseForTests, DOCTOR } from '../testing.ts';
import { createIndexing, storeDocument, type DocumentToStore } from './index.ts';
import { lineFound, matchOf, wordsOf } from './search-words.ts';
import { textOf, type TextOrder } from './text.task.ts';
import { foundLines, searchDocuments, textsToRead } from './texts.repository.ts';

const base = baseForTests({ beforeAll, afterAll });

const document = (patientId: PatientId, texte: string, change: Partial<DocumentToStore> = {}): DocumentToStore => ({
  patientId,
  date: '2026-03-02T10:00:00.000Z' as Instant,
  typeCode: '11490-0',
  type: 'Lettre de liaison',
  titre: 'Courrier',
  auteur: null,
  auteurNom: 'Dr SANSON',
  etablissement: 'CLINIQUE DU LAC',
  origine: 'messagerie',
  mediaType: 'text/plain',
  bytes: Buffer.from(texte),
  pdf: null,
  setId: null,
  versionNumber: 1,
  uniqueId: null,
  remplace: null,
  masques: { masquePs: false, invisiblePatient: false },
  noteId: null,
  envoi: 'sans-objet',
  complement: null,
  provenance: { source: 'essai', detail: {} },
  ...change,
});

function indexing(read: (order: TextOrder) => ReturnType<typeof textOf> = textOf) {
  const { store } = base();
  return createIndexing({
    execute: (command, input) => store.execute(command, input, DOCTOR),
    query: (query, input) => store.query(query, input, DOCTOR),
    read,
    changed: () => undefined,
    report: () => undefined,
    pause: () => 0,
  });
}
const store = async (patientId: PatientId, texte: string, change: Partial<DocumentToStore> = {}) =>
  (await base().store.execute(storeDocument, document(patientId, texte, change), DOCTOR)).id;
const search = (patientId: PatientId, texte: string) =>
  base().store.query(searchDocuments, { patientId, texte }, DOCTOR);

test('what is filed is found once it was read: accents, case, ligatures, beginnings; every word; never in another record', async () => {
  const [patientId, other] = [await addPatient(base()), await addPatient(base())];
  const id = await store(patientId, 'Cher confrère,\nl’échographie montre un cœur normal.\nBien à vous');
  await store(other, 'Échographie du cœur');
  expect(await search(patientId, 'echo coeur')).toEqual({ documents: [], aLire: 1, sansTexte: 0 });
  await indexing().idle();
  for (const typed of ['echo coeur', 'ÉCHOGRAPHIE', 'cœur', 'normal', 'sanson lac', 'liaison echo'])
    expect((await search(patientId, typed)).documents, typed).toEqual([id]);
  for (const typed of ['echo foie', 'graphie', '', ' - ', '"', 'a'])
    expect((await search(patientId, typed)).documents, typed).toEqual([]);
  const lines = await base().store.query(foundLines, { patientId, texte: 'echo coeur', documents: [id] }, DOCTOR);
  expect(lines[0]?.ligne.morceaux).toEqual([
    { texte: 'l’', trouve: false },
    { texte: 'échographie', trouve: true },
    { texte: ' montre un ', trouve: false },
    { texte: 'cœur', trouve: true },
    { texte: ' normal.', trouve: false },
  ]);
  expect(await base().store.query(foundLines, { patientId: other, texte: 'echo', documents: [id] }, DOCTOR)).toEqual(
    [],
  );
});

test('a reader that dies is tried twice, then the document is said not to be searchable, and the others are read', async () => {
  const patientId = await addPatient(base());
  await store(patientId, 'tueur de lecteur');
  const good = await store(patientId, 'lettre paisible');
  let tries = 0;
  const work = indexing((order) => {
    if (!Buffer.from(order.bytes).toString().includes('tueur')) return textOf(order);
    tries += 1;
    return Promise.reject(new Error('the worker died'));
  });
  await work.idle();
  expect(tries).toBe(2);
  expect(await search(patientId, 'lettre paisible')).toEqual({ documents: [good], aLire: 0, sansTexte: 1 });
});

test('stopped between reading and writing, nothing is lost and nothing is there twice', async () => {
  const patientId = await addPatient(base());
  const id = await store(patientId, 'hémoglobine glyquée');
  const work = indexing((order) => {
    work.stop();
    return textOf(order);
  });
  await work.idle();
  expect(await search(patientId, 'glyquee')).toMatchObject({ documents: [], aLire: 1 });
  await Promise.all([indexing().idle(), indexing().idle()]);
  expect(await search(patientId, 'glyquee')).toEqual({ documents: [id], aLire: 0, sansTexte: 0 });
  expect(await base().store.query(textsToRead, { limite: 5 }, DOCTOR)).toEqual([]);
});

test('the plan: the text index first, then each document by its key; what is left to read by its own index', async () => {
  const { directory, key } = base();
  const connection = openDatabase({ file: join(directory, readSlots(directory)?.database ?? ''), key, mode: 'write' });
  const plans: string[] = [];
  const database: SqliteDatabase = {
    close: () => undefined,
    prepare: (sql) => {
      const statement = connection.prepare(sql);
      return {
        reader: statement.reader,
        all: (parameters) => {
          const steps = connection
            .prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
            .all(...parameters);
          plans.push(...steps.map(({ detail }) => detail));
          return statement.all(...parameters);
        },
        run: () => ({ changes: 0, lastInsertRowid: 0 }),
        iterate: () => [].values(),
      };
    },
  };
  const db = new Kysely<RecordSchema>({ dialect: new SqliteDialect({ database }) });
  const context = {
    now: '2026-03-02T10:00:00.000Z' as Instant,
    actor: DOCTOR,
    documents: { get: () => new Uint8Array() },
  };
  const patientId = await addPatient(base());
  await searchDocuments.run(db, { patientId, texte: 'glycemie elevee' }, context);
  await foundLines.run(db, { patientId, texte: 'glycemie', documents: ['d1' as never] }, context);
  await textsToRead.run(db, { limite: 8 }, context);
  connection.close();
  expect(
    plans.filter(
      (step) => /^SCAN /.test(step) && !/VIRTUAL TABLE INDEX|USING .*INDEX document_readings_a_lire/.test(step),
    ),
  ).toEqual([]);
  expect(plans.filter((step) => step.includes('TEMP B-TREE'))).toEqual([]);
  expect(plans).toContainEqual(expect.stringMatching(/SEARCH d USING INTEGER PRIMARY KEY/));
  expect(plans).toContainEqual(expect.stringContaining('documents_patient'));
});

test('hostile words stay words; a long line is cut around what was found', () => {
  expect(matchOf('"; DROP TABLE', 4)).toBe(
    'patient : "p4" AND {entete corps autres} : "DROP"* AND {entete corps autres} : "TABLE"*',
  );
  const line = lineFound(`${'mot '.repeat(100)}glycémie ${'fin '.repeat(100)}`, wordsOf('glyc'));
  expect(line).toMatchObject({ avant: true, apres: true });
  expect(line?.morceaux.find(({ trouve }) => trouve)?.texte).toBe('glycémie');
  expect(line?.morceaux.map(({ texte }) => texte).join('').length).toBeLessThanOrEqual(170);
  expect(lineFound('rien', wordsOf('glyc'))).toBeNull();
});
