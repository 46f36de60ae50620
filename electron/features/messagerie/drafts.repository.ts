import type { Brouillon, PieceJointe } from '../../../shared/contract/messagerie.ts';
import type { Instant } from '../../../shared/domain/civil-date.ts';
import { HygieError } from '../../../shared/errors.ts';
import { defineQuery } from '../../record/index.ts';
import { ownMessage } from './gestures.commands.ts';
import { attachmentsOf, pieceOf } from './read.repository.ts';

/** What a draft keeps beside its attached files. */
export interface DraftContent extends Omit<Brouillon, 'id' | 'pieces' | 'garder' | 'documents'> {
  /** One of its documents must not be shown to the patient. */
  readonly masquePatient: boolean;
}

export interface DraftFile {
  readonly rang: number;
  readonly nom: string;
  readonly typeMedia: string;
  readonly bytes: Uint8Array;
}

export interface HeldDraft {
  readonly key: number;
  readonly id: string;
  readonly messageId: string;
  readonly contenu: DraftContent;
  readonly modifieLe: string;
  readonly files: readonly DraftFile[];
}

/** A draft with its files, for its copy on the server; null when it is no draft any more. */
export const draftToMirror = defineQuery({
  name: 'messagerie.brouillonEntier',
  run: async (db, input: { key: number }, context): Promise<HeldDraft | null> => {
    const row = await db
      .selectFrom('mail_messages as m')
      .innerJoin('mail_drafts as d', 'd.messageKey', 'm.key')
      .select(['m.key', 'm.id', 'm.messageId', 'd.contenuJson', 'd.modifieLe'])
      .where('m.key', '=', input.key)
      .where('m.proprietaire', '=', context.actor.idNat)
      .where('m.liste', '=', 'brouillons')
      .executeTakeFirst();
    if (row === undefined) return null;
    const files = (await attachmentsOf(db, row.key)).flatMap(({ rang, nom, typeMedia, bytesHash }) =>
      bytesHash === null ? [] : [{ rang, nom, typeMedia, bytes: context.documents.get(bytesHash) }],
    );
    return {
      key: row.key,
      id: row.id,
      messageId: row.messageId ?? row.id,
      contenu: JSON.parse(row.contenuJson) as DraftContent,
      modifieLe: row.modifieLe,
      files,
    };
  },
});

/** A draft as the window edits it. Throws HygieError NOT_FOUND. */
export const readDraft = defineQuery({
  name: 'messagerie.lireBrouillon',
  run: async (
    db,
    input: { id: string },
    context,
  ): Promise<
    Omit<DraftContent, 'masquePatient'> & { id: Brouillon['id']; piecesJointes: PieceJointe[]; garde: Instant }
  > => {
    const row = await ownMessage(db, input.id, context.actor.idNat);
    const draft = await db.selectFrom('mail_drafts').selectAll().where('messageKey', '=', row.key).executeTakeFirst();
    if (draft === undefined) throw new HygieError('NOT_FOUND', 'Ce message n’est pas un brouillon de ce logiciel.');
    const { masquePatient: _masque, ...contenu } = JSON.parse(draft.contenuJson) as DraftContent;
    return {
      ...contenu,
      id: row.id as Brouillon['id'],
      piecesJointes: (await attachmentsOf(db, row.key)).map(pieceOf),
      garde: draft.modifieLe as Instant,
    };
  },
});
