import { sql } from 'kysely';
import type { Candidat } from '../../../shared/contract/reception.ts';
import type { IdentiteRecue } from '../../../shared/domain/reception.ts';
import { HygieError } from '../../../shared/errors.ts';
import type { PatientId } from '../../../shared/ids.ts';
import { defineQuery } from '../../record/index.ts';
import { compareForHuman, personById, summariesOf } from '../reception/index.ts';
import { readableRow } from './read.repository.ts';

interface ReportRow {
  readonly identiteJson: string | null;
  readonly candidatsJson: string;
  readonly format: string | null;
}

/**
 * Patients whom a message may be about, traits side by side, nothing preselected; with `patientId`, the same comparison for a patient found by search. Throws HygieError
 * NOT_FOUND.
 */
export const mailCandidates = defineQuery({
  name: 'messagerie.candidats',
  run: async (
    db,
    input: { id: string; patientId: PatientId | null },
    context,
  ): Promise<{ candidats: Candidat[]; identiteLue: boolean }> => {
    const row = await readableRow(db, { id: input.id, patientId: null }, context.actor.idNat);
    const { rows } = await sql<ReportRow>`
      SELECT r.identiteJson, r.candidatsJson, a.format FROM arrivals a JOIN arrival_reports r ON r.arrivalKey = a.key
      WHERE a.id = ${row.arriveeId} ORDER BY r.rang`.execute(db);
    const sent = rows.find(({ identiteJson }) => identiteJson !== null)?.identiteJson ?? null;
    const identity = sent === null ? null : (JSON.parse(sent) as IdentiteRecue);
    const kept = rows.flatMap(
      ({ candidatsJson }) => JSON.parse(candidatsJson) as { patientId: string; reserve: string | null }[],
    );
    const wanted =
      input.patientId === null
        ? [...new Map(kept.map((each) => [each.patientId, each])).values()]
        : [{ patientId: input.patientId as string, reserve: null }];
    const summaries = await summariesOf(
      db,
      wanted.map(({ patientId }) => patientId),
    );
    const candidats: Candidat[] = [];
    for (const { patientId, reserve } of wanted) {
      const [person, patient] = [await personById(db, patientId), summaries.get(patientId)];
      if (person === null || patient === undefined) continue;
      const { egaux, differents } =
        identity === null ? { egaux: [], differents: [] } : compareForHuman(identity, person, true);
      candidats.push({ patient, egaux: [...egaux], differents: [...differents], reserve });
    }
    if (input.patientId !== null && candidats.length === 0) throw new HygieError('NOT_FOUND');
    return { candidats, identiteLue: identity !== null };
  },
});
