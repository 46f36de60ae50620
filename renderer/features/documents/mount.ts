import { lazy } from 'react';
import type { FeatureMount } from '../../app/features.ts';
import { NewDocuments } from './NewDocuments.tsx';
import { texts } from './texts.ts';

/** [32] The record's documents. */
export const documentsMount: FeatureMount = {
  recordViews: [
    {
      id: 'documents',
      titre: texts.liste,
      place: 'menu',
      raccourci: 'Alt+3',
      Component: lazy(() => import('./DocumentsView.tsx')),
      Pastille: NewDocuments,
    },
  ],
};
