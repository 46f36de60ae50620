import { lazy } from 'react';
import type { FeatureMount } from '../../app/features.ts';

export const reglagesMount: FeatureMount = {
  pages: [
    { id: 'reglages', titre: 'Réglages', raccourci: 'Ctrl+,', Component: lazy(() => import('./ReglagesPage.tsx')) },
  ],
};
