import { z } from 'zod';
import type { PatientId } from '../../../shared/ids.ts';
import { NetworkError } from '../../network/http.ts';
import {
  decodeFrozenSubmission,
  DmpRefusalError,
  encodeFrozenSubmission,
  type DmpClient,
  type DepositPatient,
} from '../dmp/index.ts';
import type { ChannelSender } from '../envois/index.ts';

/**
 * A new version names the entry of the one it replaces by the registry's own id (entryUUID), which only the DMP knows. The doctor's gesture never waits for
 * the network, so the set is frozen and signed with this placeholder and the queue asks for the id before the first attempt. The signature covers the
 * document and the set's uniqueId, not the association (IHE DSG Manifest).
 */
export const PENDING_ENTRY = 'urn:uuid:00000000-0000-4000-8000-000000000000';

const Parameters = z.object({ remplace: z.object({ uniqueId: z.string() }) });

/** What a DMP job keeps beside its bytes when it replaces a version. */
export const replacementParameters = (uniqueId: string): z.infer<typeof Parameters> => ({ remplace: { uniqueId } });

export interface LateReplacementOptions {
  readonly sender: ChannelSender;
  readonly client: () => DmpClient | null;
  readonly patient: (id: PatientId) => Promise<DepositPatient | null>;
}

/** The DMP road, with the replaced entry looked up first. */
export function withLateReplacement({ sender, client, patient }: LateReplacementOptions): ChannelSender {
  return {
    ...sender,
    async send(job, contenu, signal) {
      const wanted = Parameters.safeParse(job.parametres);
      const dmp = client();
      const who = wanted.success ? await patient(job.patientId) : null;
      // An opposition stops the road before the DMP is even asked.
      if (!wanted.success || dmp === null || who === null || who.oppositionDmp !== null)
        return sender.send(job, contenu, signal);
      try {
        const entry = await dmp.findEntryUuid(who, wanted.data.remplace.uniqueId);
        if (entry === null) {
          return {
            kind: 'refuse',
            destinataires: [],
            code: null,
            explication: 'Le DMP ne connaît pas la version que ce document remplace. Rien n’a été déposé.',
            conseil: 'Écartez cet envoi, puis partagez de nouveau le document.',
          };
        }
        const frozen = decodeFrozenSubmission(contenu);
        const body = frozen.body.replaceAll(PENDING_ENTRY, entry);
        return await sender.send(job, encodeFrozenSubmission({ ...frozen, body }), signal);
      } catch (error) {
        // Asking deposits nothing: whatever stopped the question may be tried again.
        if (error instanceof NetworkError) {
          return {
            kind: 'pas-maintenant',
            code: error.kind,
            explication: error.message,
            conseil: 'L’envoi sera repris.',
          };
        }
        if (error instanceof DmpRefusalError) {
          const { code, explication, conseil } = error.refusal;
          return { kind: 'refuse', destinataires: [], code, explication, conseil };
        }
        throw error;
      }
    },
  };
}
