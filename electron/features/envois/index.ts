/** Sending: the queue of jobs with their frozen bytes, its engine, and the documents still due. */
export { documentsAClore, documentsDus, ecarterDocument, type DocumentDu } from './due.ts';
export { SendingEngine, type EngineOptions, type EngineRecord } from './engine.ts';
export { type EngineClock } from './pacer.ts';
export { engineRecord } from './engine-record.ts';
export type { BrouillonEnvoi, EtatJob, Issue, JobPris, Motif, ReponseDestinataire } from './job.ts';
export { annulerEnvoi, creerEnvois, relancerEnvoi, resoudreEnvoi } from './jobs.commands.ts';
export { listerEnvois, resumerEnvois, type FiltreEnvois, type ResumeEnvois } from './jobs.repository.ts';

export type { ChannelSender } from './sender.ts';
