import { lazy } from 'react';
import type { FeatureMount } from '../../app/features.ts';
import { texts } from './texts.ts';

/** [58]–[62] Results of every laboratory, drawn from the reports received. */
export const biologieMount: FeatureMount = {
  recordViews: [
    {
      id: 'biologie',
      titre: texts.titre,
      place: 'menu',
      raccourci: 'Alt+6',
      Component: lazy(() => import('./BiologieView.tsx')),
    },
  ],
};
