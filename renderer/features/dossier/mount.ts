import type { FeatureMount } from '../../app/features.ts';
import MedicalView from './MedicalView.tsx';

/** [30] The first view of a record. */
export const dossierMount: FeatureMount = {
  recordViews: [
    {
      id: 'medical',
      titre: 'Données médicales',
      place: 'menu',
      raccourci: 'Alt+1',
      // Every record opens on it: waiting for it would be waiting at each patient.
      Component: MedicalView,
    },
  ],
};
