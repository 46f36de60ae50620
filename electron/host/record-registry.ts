import { AGENDA_ENTRIES } from '../features/agenda/index.ts';
import { ANNUAIRE_ENTRIES } from '../features/annuaire/index.ts';
import { BIOLOGIE_ENTRIES } from '../features/biologie/index.ts';
import { BROUILLONS_ENTRIES } from '../features/brouillons/index.ts';
import { CIM10_ENTRIES } from '../features/cim10/index.ts';
import { keepExchange, readExchanges } from '../features/dmp/exchange.commands.ts';
import { DMP_STATUS_ENTRIES } from '../features/dmp-statut/index.ts';
import { DOCUMENTS_ENTRIES } from '../features/documents/index.ts';
import { DOSSIER_ENTRIES } from '../features/dossier/index.ts';
import { ENVOIS_ENTRIES } from '../features/envois/registry.ts';
import { MEDICAMENTS_ENTRIES } from '../features/medicaments/index.ts';
import { MESSAGERIE_ENTRIES } from '../features/messagerie/registry.ts';
import { PARCOURS_ENTRIES } from '../features/parcours/index.ts';
import { ADMINISTRATIF_ENTRIES } from '../features/administratif/index.ts';
import { PATIENTS_ENTRIES } from '../features/patients/index.ts';
import { REDACTION_ENTRIES } from '../features/redaction/index.ts';
import { RECEPTION_ENTRIES } from '../features/reception/registry.ts';
import { REGLAGES_ENTRIES } from '../features/reglages/index.ts';
import { SEED_ENTRIES } from '../features/seed/index.ts';
import { SOURCES_ENTRIES } from '../features/sources/registry.ts';
import { SESSION_ENTRIES } from '../features/session/resume.commands.ts';
import { RECORD_ENTRIES, type RegistryEntry } from '../record/index.ts';

/** Every command and query of the house; the record's two threads run nothing else. */
export const REGISTRY: readonly RegistryEntry[] = [
  ...RECORD_ENTRIES,
  ...REGLAGES_ENTRIES,
  ...SESSION_ENTRIES,
  ...BROUILLONS_ENTRIES,
  ...PATIENTS_ENTRIES,
  ...ADMINISTRATIF_ENTRIES,
  ...AGENDA_ENTRIES,
  ...DOSSIER_ENTRIES,
  ...CIM10_ENTRIES,
  ...MEDICAMENTS_ENTRIES,
  ...REDACTION_ENTRIES,
  ...PARCOURS_ENTRIES,
  ...SOURCES_ENTRIES,
  ...DOCUMENTS_ENTRIES,
  ...RECEPTION_ENTRIES,
  ...BIOLOGIE_ENTRIES,
  ...DMP_STATUS_ENTRIES,
  keepExchange,
  readExchanges,
  ...ENVOIS_ENTRIES,
  ...MESSAGERIE_ENTRIES,
  ...ANNUAIRE_ENTRIES,
  ...SEED_ENTRIES,
];
