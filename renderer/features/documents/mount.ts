import { lazy } from 'react';
import type { FeatureMount } from '../../app/features.ts';

/** [32] The record's documents. */
export const documentsMount: FeatureMount = {
  recordViews: [
    {
      id: 'documents',
      titre: 'Liste des documents',
      place: 'menu',
      raccourci: 'Alt+3',
      Component: lazy(() => import('./DocumentsView.tsx')),
    },
  ],
};
