/** The DMP for the rest of the house: one client per logged-in doctor, frozen sets, refusals explained, and its road out for the queue. */
export { createDmpClient, type DmpClient } from './client.ts';
export { DmpAnswerError } from './existence.message.ts';
export { submitter } from './freeze.ts';
export {
  decodeFrozenSubmission,
  encodeFrozenSubmission,
  FrozenSubmissionError,
  type FrozenSubmission,
} from './frozen.ts';
export { DmpPreventedError, insForDmp, type DmpPatient, type DmpPreventionCode } from './guards.ts';
export { DmpRefusalError, explainRefusal } from './refusals.ts';
export { dmpOppose, dmpSender, TO_FREEZE_AGAIN, type DepositPatient } from './sender.ts';
export { DMP_DEFAULTS, type DmpExchange, type DmpSettings, type DmpSigner } from './settings.ts';
export type { SubmitOutcome } from './submit.ts';
export { keepDmpStatus, listConsents, readDmpStatus, recordConsent } from '../dmp-statut/index.ts';
export { keepExchange, type KeptExchange } from './exchange.commands.ts';
