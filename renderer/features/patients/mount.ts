import { lazy } from 'react';
import type { FeatureMount } from '../../app/features.ts';
import { texts } from './texts.ts';

/** [33] The patient's administrative data, as a view of the record. */
export const patientsMount: FeatureMount = {
  recordViews: [
    {
      id: 'administratif',
      titre: texts.donneesAdministratives,
      place: 'menu',
      raccourci: 'Alt+4',
      Component: lazy(() => import('./AdministrativeView.tsx')),
    },
  ],
};
