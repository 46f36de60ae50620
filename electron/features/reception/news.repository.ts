import { sql } from 'kysely';
import type { Output } from '../../../shared/contract/index.ts';
import { defineQuery, type ReadableRecord } from '../../record/index.ts';
import { summariesOf } from './summaries.ts';

interface DocumentNews {
  readonly patientId: string;
  readonly heure: string;
  readonly id: string;
  readonly libelle: string;
  readonly etablissement: string;
  readonly date: string;
  readonly anormal: number;
}

const newsOfDay = (date: string, doctor: string) => sql<DocumentNews>`
  SELECT a.patientId, min(a.heure) AS heure, d.id, d.titre AS libelle, d.etablissement, d.date, d.anormal
  FROM appointments a CROSS JOIN documents d INDEXED BY documents_a_voir_patient ON d.patientId = a.patientId
  WHERE a.medecin = ${doctor} AND a.date = ${date} AND a.statut = 'prevu'
    AND d.recuLe IS NOT NULL AND d.vuLe IS NULL AND d.statut = 'actif'
  GROUP BY d.key ORDER BY heure, d.recuLe`;

/** [19]–[23] What was received and not seen about the patients of a day, in the order of their appointments. */
async function documentNews(db: ReadableRecord, date: string, doctor: string): Promise<readonly DocumentNews[]> {
  return (await newsOfDay(date, doctor).execute(db)).rows;
}

export const readNews = defineQuery({
  name: 'reception.actualites',
  run: async (db, input: { date: string }, context): Promise<Output<'reception.actualites'>> => {
    const rows = await documentNews(db, input.date, context.actor.remplace ?? context.actor.idNat);
    const patients = await summariesOf(
      db,
      rows.map(({ patientId }) => patientId),
    );
    const byPatient = new Map<string, Output<'reception.actualites'>[number]>();
    for (const { patientId, heure: _heure, ...news } of rows) {
      const patient = patients.get(patientId);
      if (patient === undefined) continue;
      const known = byPatient.get(patientId) ?? { patient, nouvelles: [] };
      known.nouvelles.push({ genre: 'document', ...news });
      byPatient.set(patientId, known);
    }
    return [...byPatient.values()];
  },
});
