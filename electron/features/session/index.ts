export type { RecordAccess } from './access.ts';
export type { BaseGate, CardIdentity, CardLogin, CardPort, RestoreProof } from './ports.ts';
export { SessionService, type LockReason, type OpenSession } from './session.service.ts';

export type { HandlersFor } from './handlers.ts';
export { sessionHandlers } from './session.handlers.ts';
