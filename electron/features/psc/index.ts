/** The doctor's Pro Santé Connect session (OpenID Connect), whose token opens the mailbox. */
export { providerOf, pscProblem } from './provider.ts';
export { seal, unseal } from './sealed.ts';
export { PscSession, type PscPorts } from './session.ts';
