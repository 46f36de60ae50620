import { sql } from 'kysely';
import { defineQuery, type MailFolderRow, type MailOperationRow } from '../../record/index.ts';
import { currentBox } from './boxes.commands.ts';

export interface FolderToSync extends Pick<
  MailFolderRow,
  'id' | 'genre' | 'nom' | 'uidValidity' | 'dernierUid' | 'modseq'
> {
  readonly chemin: string;
  /** Messages that are known to be there. */
  readonly connus: number;
}

/** Folders of a mailbox that are on its server, the inbox first: it is what the doctor waits for. */
export const foldersToSync = defineQuery({
  name: 'messagerie.dossiersASynchroniser',
  run: async (db, input: { adresse: string }, context): Promise<FolderToSync[]> => {
    const { rows } = await sql<FolderToSync>`
      SELECT f.id, f.genre, f.nom, f.chemin, f.uidValidity, f.dernierUid, f.modseq,
        (SELECT count(*) FROM mail_messages m WHERE m.dossierId = f.id AND m.uid IS NOT NULL) AS connus
      FROM mail_folders f WHERE f.proprietaire = ${context.actor.idNat} AND f.adresse = ${input.adresse}
        AND f.retireLe IS NULL AND f.absentLe IS NULL AND f.chemin IS NOT NULL
      ORDER BY CASE f.genre WHEN 'reception' THEN 0 WHEN 'personnel' THEN 2 ELSE 1 END, f.chemin`.execute(db);
    return rows;
  },
});

/** UIDs known of a folder, with their keys. */
export const knownUids = defineQuery({
  name: 'messagerie.uidsConnus',
  run: async (db, input: { dossierId: string }) =>
    (await db
      .selectFrom('mail_messages')
      .select(['key', 'uid'])
      .where('dossierId', '=', input.dossierId)
      .where('uid', 'is not', null)
      .orderBy('uid')
      .execute()) as { key: number; uid: number }[],
});

/** A message that is known and has no place on the server any more: moved by another client, numbered anew, or just sent. */
export interface LostMail {
  readonly key: number;
  readonly messageId: string | null;
  readonly taille: number;
  readonly sha256: string | null;
}

/** Index mail_messages_message_id for those with an identifier; the few others by their list. */
export const lostMails = defineQuery({
  name: 'messagerie.sansPlace',
  run: async (db, input: { adresse: string; messageIds: readonly string[] }, context): Promise<LostMail[]> => {
    const { rows } = await sql<LostMail>`
      SELECT m.key, m.messageId, m.taille, m.sha256 FROM json_each(${JSON.stringify(input.messageIds)}) w
      CROSS JOIN mail_messages m ON m.messageId = w.value
      WHERE m.proprietaire = ${context.actor.idNat} AND m.adresse = ${input.adresse} AND m.uid IS NULL AND m.bytesHash IS NOT NULL
        AND m.liste NOT IN ('brouillons','boite-envoi')
      ORDER BY m.key DESC`.execute(db);
    return rows;
  },
});

/** Known messages of a folder without a place, when their numbers were forgotten (UIDVALIDITY). */
export const renumberedMails = defineQuery({
  name: 'messagerie.aRetrouver',
  run: async (db, input: { dossierId: string }): Promise<LostMail[]> =>
    await db
      .selectFrom('mail_messages')
      .select(['key', 'messageId', 'taille', 'sha256'])
      .where('dossierId', '=', input.dossierId)
      .where('uid', 'is', null)
      .execute(),
});

/** Messages whose bytes are kept and whose headers are still to be read, latest first. */
export const mailsToRead = defineQuery({
  name: 'messagerie.aLire',
  run: async (db, input: { limite: number }, context): Promise<{ key: number; bytes: Uint8Array | null }[]> => {
    const rows = await db
      .selectFrom('mail_messages')
      .select(['key', 'bytesHash'])
      .where('analyse', '=', 'a-lire')
      .where('proprietaire', '=', context.actor.idNat)
      .orderBy('key', 'desc')
      .limit(input.limite)
      .execute();
    return rows.map(({ key, bytesHash }) => ({
      key,
      bytes: bytesHash === null ? null : context.documents.get(bytesHash),
    }));
  },
});

/**
 * Arrivals whose verdict the mailbox does not show yet: documents that reception has filed, a reason that was found, or, in the records named, documents that were
 * taken out.
 */
export const mailsToSettle = defineQuery({
  name: 'messagerie.aRapprocher',
  run: async (db, input: { patients: readonly string[] }, context): Promise<string[]> => {
    const { rows } = await sql<{ arriveeId: string }>`
      SELECT DISTINCT m.arriveeId FROM mail_messages m INDEXED BY mail_messages_liste
      JOIN arrivals a ON a.id = m.arriveeId LEFT JOIN arrival_reports r ON r.arrivalKey = a.key
      WHERE m.proprietaire = ${context.actor.idNat} AND m.liste = 'non-assignes' AND a.etat <> 'received'
        AND ((m.raison IS NULL AND (a.raison IS NOT NULL OR r.raison IS NOT NULL)) OR r.documentId IS NOT NULL)
      UNION
      SELECT DISTINCT m.arriveeId FROM json_each(${JSON.stringify(input.patients)}) w
      CROSS JOIN mail_messages m INDEXED BY mail_messages_patient ON m.patientId = w.value
      JOIN arrivals a ON a.id = m.arriveeId JOIN arrival_reports r ON r.arrivalKey = a.key
      WHERE r.documentId IS NULL AND r.attente = 1
      LIMIT 1000`.execute(db);
    return rows.map(({ arriveeId }) => arriveeId);
  },
});

export interface OperationToReplay extends Omit<MailOperationRow, 'proprietaire' | 'creeLe'> {
  readonly uid: number | null;
  readonly chemin: string | null;
  /** UIDVALIDITY under which the number of the message is known. */
  readonly uidValidity: string | null;
  /** Path, name and parent's path of the folder that the gesture is about, or goes to. */
  readonly versChemin: string | null;
  readonly versNom: string | null;
  readonly versParent: string | null;
  readonly messageId: string | null;
}

/** Gestures that the server of a mailbox does not know yet, in their order. A folder that is not there is none of its. */
export const operationsToReplay = defineQuery({
  name: 'messagerie.aRejouer',
  run: async (db, input: { adresse: string; limite: number }, context): Promise<OperationToReplay[]> => {
    const { rows } = await sql<OperationToReplay>`
      SELECT o.key, o.genre, o.messageKey, o.dossierId, o.argumentsJson, o.essais, o.erreur, o.adresse,
        m.uid, m.messageId, s.uidValidity, CASE WHEN s.absentLe IS NULL THEN s.chemin END AS chemin,
        CASE WHEN f.absentLe IS NULL THEN f.chemin END AS versChemin, f.nom AS versNom, p.chemin AS versParent
      FROM mail_operations o
      LEFT JOIN mail_messages m ON m.key = o.messageKey LEFT JOIN mail_folders s ON s.id = m.dossierId
      LEFT JOIN mail_folders f ON f.id = o.dossierId LEFT JOIN mail_folders p ON p.id = f.parent
      WHERE o.proprietaire = ${context.actor.idNat} AND o.adresse = ${input.adresse} ORDER BY o.key LIMIT ${input.limite}`.execute(
      db,
    );
    return rows;
  },
});

/** Gestures that the mailbox that is set now does not know yet; those of a former one wait for it. */
export const countOperations = defineQuery({
  name: 'messagerie.enAttente',
  run: async (db, _input: Record<string, never>, context): Promise<number> => {
    const row = await db
      .selectFrom('mail_operations')
      .select(({ fn }) => fn.countAll<number>().as('n'))
      .where('proprietaire', '=', context.actor.idNat)
      .where('adresse', '=', await currentBox(db, context.actor.idNat))
      .executeTakeFirst();
    return row?.n ?? 0;
  },
});
