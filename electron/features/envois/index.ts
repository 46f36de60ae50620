/** Sending: the queue of jobs with their frozen bytes, its engine, and the documents still due. */
export { documentsAClore, documentsDus, ecarterDocument } from './due.ts';
export { SendingEngine } from './engine.ts';
export { engineRecord } from './engine-record.ts';
export type { BrouillonEnvoi, Issue, JobPris, ReponseDestinataire } from './job.ts';
export { annulerEnvoi, creerEnvois, relancerEnvoi, reprendreApresConnexion, resoudreEnvoi } from './jobs.commands.ts';
export { courriersAnterieurs, remises } from './former-mail.repository.ts';
export { courrierArrete, remplacerCourrier } from './former-mailbox.ts';
export { listerEnvois, lotRefuse, resumerEnvois } from './jobs.repository.ts';
export type { ChannelSender } from './sender.ts';
export { AUTRE_BOITE, SESSION_FERMEE } from './states.ts';
