import { dossierMount } from '../features/dossier/mount.ts';
import { biologieMount } from '../features/biologie/mount.ts';
import { documentsMount } from '../features/documents/mount.ts';
import { envoisMount } from '../features/envois/mount.ts';
import { messagerieMount } from '../features/messagerie/mount.ts';
import { parcoursMount } from '../features/parcours/mount.ts';
import { partageMount } from '../features/partage/mount.ts';
import { patientsMount } from '../features/patients/mount.ts';
import { pscMount } from '../features/psc/mount.ts';
import { receptionMount } from '../features/reception/mount.ts';
import { redactionMount } from '../features/redaction/mount.ts';
import { reglagesMount } from '../features/reglages/mount.ts';
import { vsmMount } from '../features/vsm/mount.ts';
import type { FeatureMount } from './features.ts';

/** Every feature of the window, in the order of its menus. A new feature adds one line here and nothing elsewhere in the frame. */
const FEATURES: readonly FeatureMount[] = [
  pscMount,
  dossierMount,
  parcoursMount,
  documentsMount,
  biologieMount,
  patientsMount,
  redactionMount,
  vsmMount,
  partageMount,
  messagerieMount,
  receptionMount,
  envoisMount,
  reglagesMount,
];

export const pages = FEATURES.flatMap((feature) => feature.pages ?? []);
export const recordViews = FEATURES.flatMap((feature) => feature.recordViews ?? []);
export const recordDialogs = FEATURES.flatMap((feature) => feature.recordDialogs ?? []);
export const closingSteps = FEATURES.flatMap((feature) => feature.closing ?? []);
export const homeBlocks = FEATURES.flatMap((feature) => feature.homeBlocks ?? []);
export const topBarSlots = FEATURES.flatMap((feature) => feature.topBar ?? []);
