import type { Parsed } from '../../../shared/contract/index.ts';
import { HygieError } from '../../../shared/errors.ts';
import { defineCommand, type SourceRow, type WritableRecord } from '../../record/index.ts';
import type { SourceConfig } from './source-row.ts';
import { knownSourceOf } from './source-row.ts';

async function sourceRow(db: Pick<WritableRecord, 'selectFrom'>, id: string): Promise<SourceRow> {
  const row = await db
    .selectFrom('sources')
    .selectAll()
    .where('id', '=', id)
    .where('retireLe', 'is', null)
    .executeTakeFirst();
  if (row === undefined) throw new HygieError('NOT_FOUND', 'Cette source a été retirée.');
  return row;
}

const EMPTY: SourceConfig = {
  mode: 'direct',
  dossier: null,
  archive: null,
  charset: null,
  expediteur: null,
  sftp: null,
  secret: null,
  silenceJours: null,
};

/** Adds or changes a source; its folders are chosen apart, its secret stays when none is given. */
export const saveSource = defineCommand({
  name: 'sources.enregistrer',
  run: async (db, input: Parsed<'sources.enregistrer'>, context) => {
    const { id, voie, nom, actif, mode, charset, expediteur, sftp, silenceJours, secret } = input;
    if (voie === 'mssante' || voie === 'depot' || voie === 'dmp')
      throw new HygieError('INVALID_INPUT', 'Cette voie n’est pas une source à régler.');
    const former = await db.selectFrom('sources').selectAll().where('id', '=', id).executeTakeFirst();
    const known = former === undefined ? EMPTY : knownSourceOf(former).config;
    const configJson = JSON.stringify({
      ...known,
      mode,
      charset,
      expediteur,
      sftp,
      silenceJours,
      secret: secret ?? known.secret,
    } satisfies SourceConfig);
    if (former === undefined) {
      await db
        .insertInto('sources')
        .values({
          id,
          voie,
          nom,
          actif: actif ? 1 : 0,
          configJson,
          dernierPassageLe: null,
          derniereArriveeLe: null,
          erreur: null,
          erreurLe: null,
          creeLe: context.now,
          retireLe: null,
        })
        .execute();
    } else {
      await db
        .updateTable('sources')
        .set({ nom, voie, actif: actif ? 1 : 0, configJson, retireLe: null })
        .where('id', '=', id)
        .execute();
    }
    return {};
  },
  audit: (input) => ({
    action: 'sources.enregistrer',
    patientId: null,
    detail: { source: input.id, voie: input.voie, actif: input.actif },
  }),
});

/** The folder that the native dialog gave. */
export const setFolder = defineCommand({
  name: 'sources.dossier',
  run: async (db, input: { id: string; lequel: 'dossier' | 'archive'; chemin: string }) => {
    const row = await sourceRow(db, input.id);
    const config = { ...knownSourceOf(row).config, [input.lequel]: input.chemin };
    await db
      .updateTable('sources')
      .set({ configJson: JSON.stringify(config), erreur: null, erreurLe: null })
      .where('id', '=', input.id)
      .execute();
    return {};
  },
  audit: (input) => ({
    action: 'sources.dossier',
    patientId: null,
    detail: { source: input.id, lequel: input.lequel },
  }),
});

/** What a passage found: when, how many, what went wrong. */
export const notePassage = defineCommand({
  name: 'sources.passage',
  run: async (db, input: { id: string; recus: number; erreur: string | null; empreinte?: string | null }, context) => {
    const row = await sourceRow(db, input.id);
    const { config } = knownSourceOf(row);
    const pinned =
      input.empreinte == null || config.sftp === null
        ? row.configJson
        : JSON.stringify({ ...config, sftp: { ...config.sftp, empreinte: input.empreinte } });
    await db
      .updateTable('sources')
      .set({
        dernierPassageLe: context.now,
        derniereArriveeLe: input.recus > 0 ? context.now : row.derniereArriveeLe,
        erreur: input.erreur,
        erreurLe: input.erreur === null ? null : context.now,
        configJson: pinned,
      })
      .where('id', '=', input.id)
      .execute();
    return {};
  },
  // A folder is looked at every few seconds: what arrives is journalled by reception, file by file.
  audit: 'work-in-progress',
});

export const retireSource = defineCommand({
  name: 'sources.retirer',
  run: async (db, input: { id: string }, context) => {
    await sourceRow(db, input.id);
    await db.updateTable('sources').set({ retireLe: context.now, actif: 0 }).where('id', '=', input.id).execute();
    return {};
  },
  audit: (input) => ({ action: 'sources.retirer', patientId: null, detail: { source: input.id } }),
});
