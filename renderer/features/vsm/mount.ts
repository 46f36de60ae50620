import { lazy } from 'react';
import type { FeatureMount } from '../../app/features.ts';

/** [73] The VSM, one click away under « Saisir un document ». */
export const vsmMount: FeatureMount = {
  recordViews: [
    {
      id: 'vsm',
      titre: 'Synthèse médicale (VSM)',
      place: 'saisir',
      raccourci: 'Alt+5',
      Component: lazy(() => import('./VsmView.tsx')),
    },
  ],
};
