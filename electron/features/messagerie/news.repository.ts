import { sql } from 'kysely';
import type { PatientSummary } from '../../../shared/domain/patient.ts';
import { summariesOf } from '../reception/index.ts';
import { defineQuery } from '../../record/index.ts';

export interface MessageNews extends Omit<NewsRow, 'patientId'> {
  readonly patient: PatientSummary;
}

interface NewsRow {
  readonly patientId: string;
  readonly id: string;
  readonly libelle: string;
  readonly etablissement: string;
  readonly date: string;
}

/**
 * [19]–[23] Unread messages assigned to the patients of a day. One whose documents stand in the record is told by them: the same news is not counted twice.
 */
export const messageNews = defineQuery({
  name: 'messagerie.actualites',
  run: async (db, input: { date: string }, context): Promise<MessageNews[]> => {
    const doctor = context.actor.remplace ?? context.actor.idNat;
    const { rows } = await sql<NewsRow>`
      SELECT m.patientId, m.id, m.objet AS libelle, replace(m.deNom, '_', ' ') AS etablissement, m.recuLe AS date
      FROM appointments a CROSS JOIN mail_messages m INDEXED BY mail_messages_patient ON m.patientId = a.patientId
      WHERE a.medecin = ${doctor} AND a.date = ${input.date} AND a.statut = 'prevu' AND m.lu = 0 AND m.classe = 'message'
        AND m.liste NOT IN ('envoyes','brouillons','boite-envoi','supprimes')
        AND NOT EXISTS (SELECT 1 FROM arrivals r JOIN arrival_reports p ON p.arrivalKey = r.key
          WHERE r.id = m.arriveeId AND p.documentId IS NOT NULL)
      GROUP BY m.key ORDER BY a.heure, m.key DESC`.execute(db);
    const patients = await summariesOf(
      db,
      rows.map(({ patientId }) => patientId),
    );
    return rows.flatMap(({ patientId, ...message }) => {
      const patient = patients.get(patientId);
      return patient === undefined ? [] : [{ patient, ...message }];
    });
  },
});
