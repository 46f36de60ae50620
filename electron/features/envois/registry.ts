import type { RegistryEntry } from '../../record/index.ts';
import { documentsAClore, documentsDus, ecarterDocument } from './due.ts';
import { finirEnvoi, noterCopie, prendreEnvoi, prouverEnvoi, reprendreEnvois } from './engine.commands.ts';
import { annulerEnvoi, creerEnvois, relancerEnvoi, reprendreApresConnexion, resoudreEnvoi } from './jobs.commands.ts';
import { courrierArrete, remplacerCourrier } from './former-mailbox.ts';
import { courriersAnterieurs } from './former-mail.repository.ts';
import {
  contenuEnvoi,
  listerEnvois,
  lotRefuse,
  prochainEnvoi,
  resumerEnvois,
  suitesEnvois,
} from './jobs.repository.ts';

/** Every command and query of this feature, for the record's two threads. */
export const ENVOIS_ENTRIES: readonly RegistryEntry[] = [
  creerEnvois,
  relancerEnvoi,
  reprendreApresConnexion,
  annulerEnvoi,
  resoudreEnvoi,
  prendreEnvoi,
  finirEnvoi,
  reprendreEnvois,
  prouverEnvoi,
  noterCopie,
  listerEnvois,
  lotRefuse,
  resumerEnvois,
  prochainEnvoi,
  contenuEnvoi,
  courriersAnterieurs,
  courrierArrete,
  remplacerCourrier,
  suitesEnvois,
  documentsAClore,
  documentsDus,
  ecarterDocument,
];
