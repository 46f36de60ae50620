import type { FeatureMount } from '../../app/features.ts';
import MedicalView from './MedicalView.tsx';
import { texts } from './texts.ts';

/** [30] The first view of a record. */
export const dossierMount: FeatureMount = {
  recordViews: [
    {
      id: 'medical',
      titre: texts.donneesMedicales,
      place: 'menu',
      raccourci: 'Alt+1',
      // Every record opens on it: waiting for it would be waiting at each patient.
      Component: MedicalView,
    },
  ],
};
