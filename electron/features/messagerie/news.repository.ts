import { sql } from 'kysely';
import { defineQuery } from '../../record/index.ts';

export interface MessageNews {
  readonly patientId: string;
  readonly id: string;
  readonly libelle: string;
  readonly etablissement: string;
  readonly date: string;
}

/** [19]–[23] Unread messages assigned to the patients of a day. */
export const messageNews = defineQuery({
  name: 'messagerie.actualites',
  run: async (db, input: { date: string }, context): Promise<MessageNews[]> => {
    const doctor = context.actor.remplace ?? context.actor.idNat;
    const { rows } = await sql<MessageNews>`
      SELECT m.patientId, m.id, m.objet AS libelle, replace(m.deNom, '_', ' ') AS etablissement, m.recuLe AS date
      FROM appointments a CROSS JOIN mail_messages m INDEXED BY mail_messages_patient ON m.patientId = a.patientId
      WHERE a.medecin = ${doctor} AND a.date = ${input.date} AND a.statut = 'prevu' AND m.lu = 0 AND m.classe = 'message'
        AND m.liste NOT IN ('envoyes','brouillons','boite-envoi','supprimes')
      GROUP BY m.key ORDER BY a.heure, m.key DESC`.execute(db);
    return rows;
  },
});
