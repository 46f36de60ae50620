import { lazy } from 'react';
import type { FeatureMount } from '../../app/features.ts';

/** [30] The first view of a record. */
export const dossierMount: FeatureMount = {
  recordViews: [
    {
      id: 'medical',
      titre: 'Données médicales',
      place: 'menu',
      raccourci: 'Alt+1',
      Component: lazy(() => import('./MedicalView.tsx')),
    },
  ],
};
