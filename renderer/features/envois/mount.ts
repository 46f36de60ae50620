import { lazy } from 'react';
import type { FeatureMount } from '../../app/features.ts';

/** Every sending, its badge, and what is due told on the home page. */
export const envoisMount: FeatureMount = {
  pages: [{ id: 'envois', titre: 'Envois', raccourci: 'Alt+9', Component: lazy(() => import('./EnvoisPage.tsx')) }],
  homeBlocks: [{ id: 'a-envoyer', Component: lazy(() => import('./HomeBlock.tsx')) }],
  topBar: [{ id: 'envois', Component: lazy(() => import('./EnvoisBadge.tsx')) }],
};
