import type { Actor, RecordStore } from '../../record/index.ts';
import { finirEnvoi, noterCopie, prendreEnvoi, prouverEnvoi, reprendreEnvois } from './engine.commands.ts';
import type { EngineRecord } from './engine.ts';
import { contenuEnvoi, prochainEnvoi, suitesEnvois } from './jobs.repository.ts';

/** The engine's view of an open base, under the name of the doctor whose card is in. */
export function engineRecord(store: Pick<RecordStore, 'execute' | 'query'>, actor: Actor): EngineRecord {
  return {
    suites: () => store.query(suitesEnvois, {}, actor),
    reprendre: (canauxIdempotents) => store.execute(reprendreEnvois, { canauxIdempotents }, actor),
    prochain: (canal) => store.query(prochainEnvoi, { canal }, actor),
    prendre: (jobId) => store.execute(prendreEnvoi, { jobId }, actor),
    contenu: (jobId) => store.query(contenuEnvoi, { jobId }, actor),
    finir: (fin) => store.execute(finirEnvoi, fin, actor),
    prouver: (jobId) => store.execute(prouverEnvoi, { jobId }, actor),
    noterCopie: (jobId, copie) => store.execute(noterCopie, { jobId, copie }, actor),
  };
}
