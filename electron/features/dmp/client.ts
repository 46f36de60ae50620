import type { FindDocumentsCriteria, ReadEntry } from '../../formats/xds/index.ts';
import { authorizationRequest, readAuthorization } from './authorization.message.ts';
import type { AuthorizationAction, AuthorizationRole } from './authorization.message.ts';
import { createCaller, refusingFaults } from './caller.ts';
import { existenceRequest, readExistence } from './existence.message.ts';
import type { DmpExistence } from './existence.message.ts';
import { freezeSubmission } from './freeze.ts';
import type { FreezeRequest } from './freeze.ts';
import type { FrozenSubmission } from './frozen.ts';
import { DmpPreventedError, insForDmp } from './guards.ts';
import type { DmpPatient } from './guards.ts';
import { findDocuments, findEntryUuid, retrieveDocument } from './registry.ts';
import type { DmpClientOptions } from './settings.ts';
import { submitFrozen } from './submit.ts';
import type { SubmitOutcome } from './submit.ts';

/**
 * The DMP for one logged-in doctor. Every method checks the identity first: no INS leaves unless it is « qualifiée ». Beside the errors named, each rejects with
 * NetworkError (not reached, or perhaps received), DmpRefusalError (the DMP said no, explained in French) or an answer that cannot be retained.
 */
export interface DmpClient {
  /** TD0.2: whether a record exists, is open, and what my authorisation is. */
  checkExistence(patient: DmpPatient): Promise<DmpExistence>;
  /**
   * TD0.3: adds or removes my own authorisation.
   * @throws DmpPreventedError when no recorded consent is given for an addition
   */
  setAuthorization(
    patient: DmpPatient,
    action: AuthorizationAction,
    details: { readonly consentementId: string | null; readonly role?: AuthorizationRole },
  ): Promise<{ readonly context: string }>;
  /** Makes and signs the set of one document; nothing leaves. */
  freezeSubmission(request: FreezeRequest): Promise<FrozenSubmission>;
  /** TD2.1: never throws for what the network or the DMP does. */
  submit(frozen: FrozenSubmission, patient: DmpPatient, signal?: AbortSignal): Promise<SubmitOutcome>;
  /** TD3.1 by reference; null when the DMP does not know this document. */
  findEntryUuid(patient: DmpPatient, uniqueId: string): Promise<string | null>;
  /** TD3.1. */
  findDocuments(patient: DmpPatient, criteria?: Omit<FindDocumentsCriteria, 'patientId'>): Promise<ReadEntry[]>;
  /** TD3.2. */
  retrieveDocument(patient: DmpPatient, uniqueId: string): Promise<Uint8Array>;
}

export function createDmpClient(options: DmpClientOptions): DmpClient {
  const { settings, clock, newId } = options;
  const call = createCaller(options);
  const allowed = (patient: DmpPatient) => insForDmp(patient, settings.test);
  return {
    async checkExistence(patient) {
      const { lps, test } = settings;
      const question = { messageId: newId(), queryId: newId(), ins: allowed(patient), lps, test, now: clock() };
      const body = existenceRequest(question);
      return await refusingFaults(async () => {
        const answer = await call({ transaction: 'existence', ins: question.ins, body });
        return readExistence(answer.body, question);
      });
    },
    async setAuthorization(patient, action, { consentementId, role }) {
      const ins = allowed(patient);
      if (action === 'AJOUT' && !consentementId) throw new DmpPreventedError('CONSENTEMENT_ABSENT');
      const body = authorizationRequest(action, role ?? null);
      return await refusingFaults(async () =>
        readAuthorization((await call({ transaction: 'authorization', ins, body })).body),
      );
    },
    freezeSubmission: async (request) => await freezeSubmission(options, request),
    submit: async (frozen, patient, signal) => await submitFrozen(call, options, frozen, patient, signal),
    findEntryUuid: async (patient, uniqueId) => await findEntryUuid(call, allowed(patient), uniqueId),
    findDocuments: async (patient, criteria = {}) => await findDocuments(call, allowed(patient), criteria),
    retrieveDocument: async (patient, uniqueId) => await retrieveDocument(call, allowed(patient), uniqueId),
  };
}
