import { lazy } from 'react';
import type { FeatureMount } from '../../app/features.ts';

/** [151] « Partager le VSM », in the bar of the record; [89] what is due, asked when the record closes. */
export const partageMount: FeatureMount = {
  recordDialogs: [
    {
      id: 'partager-vsm',
      titre: 'Partager le VSM',
      place: 'bouton',
      raccourci: 'Ctrl+Maj+P',
      Component: lazy(() => import('./ShareDialog.tsx')),
    },
  ],
  closing: [{ id: 'envoi-dmp', Component: lazy(() => import('./closing/ClosingDialog.tsx')) }],
};
