import type { PatientId } from '../../../shared/ids.ts';
import { defineCommand } from '../../record/index.ts';
import { arrivalRow } from './arrivals.repository.ts';
import type { CandidateKept } from './matching.ts';

/** A file dropped on an open record: what it holds and nobody has filed is proposed for that patient first, and filed by a human only. */
export const proposeFor = defineCommand({
  name: 'reception.proposer',
  run: async (db, input: { arriveeId: string; patientId: PatientId }, context): Promise<{ proposes: number }> => {
    const arrival = await arrivalRow(db, input.arriveeId, context.actor.idNat);
    const reports = await db
      .selectFrom('arrival_reports')
      .selectAll()
      .where('arrivalKey', '=', arrival.key)
      .where('attente', '=', 1)
      .execute();
    for (const report of reports) {
      const others = (JSON.parse(report.candidatsJson) as CandidateKept[]).filter(
        ({ patientId }) => patientId !== input.patientId,
      );
      const first: CandidateKept = { patientId: input.patientId, reserve: 'Déposé sur ce dossier' };
      await db
        .updateTable('arrival_reports')
        .set({ candidatsJson: JSON.stringify([first, ...others]) })
        .where('arrivalKey', '=', arrival.key)
        .where('rang', '=', report.rang)
        .execute();
    }
    return { proposes: reports.length };
  },
  audit: (input, output) => ({
    action: 'reception.proposer',
    patientId: input.patientId,
    detail: { arrivee: input.arriveeId, rapports: output.proposes },
  }),
});
