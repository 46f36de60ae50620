/** Sending: the queue of jobs with their frozen bytes, its engine, and the documents still due. */
export { documentsAClore, documentsDus, ecarterDocument, type DocumentDu } from './due.ts';
export { SendingEngine, SYSTEM_CLOCK, type EngineClock, type EngineOptions, type EngineRecord } from './engine.ts';
export { engineRecord } from './engine-record.ts';
export type { BrouillonEnvoi, EtatJob, Issue, JobPris, Motif, ReponseDestinataire } from './job.ts';
export { annulerEnvoi, creerEnvois, relancerEnvoi, resoudreEnvoi } from './jobs.commands.ts';
export { contenuEnvoi, listerEnvois, resumerEnvois, type FiltreEnvois, type ResumeEnvois } from './jobs.repository.ts';
export { ENVOIS_ENTRIES } from './registry.ts';
export type { ChannelSender } from './sender.ts';
