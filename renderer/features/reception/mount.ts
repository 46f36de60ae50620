import { lazy } from 'react';
import type { FeatureMount } from '../../app/features.ts';
import { DropTarget } from './DropTarget.tsx';
import { texts } from './texts.ts';

/** What arrived and waits for a human, its badge, and the news of today's patients. */
export const receptionMount: FeatureMount = {
  pages: [
    { id: 'a-traiter', titre: texts.titre, raccourci: 'Alt+7', Component: lazy(() => import('./ATraiterPage.tsx')) },
  ],
  homeBlocks: [
    { id: 'actualites', Component: lazy(() => import('./NewsBlock.tsx')) },
    { id: 'taches', Component: lazy(() => import('./TasksBlock.tsx')) },
  ],
  topBar: [
    { id: 'depot', Component: DropTarget },
    { id: 'a-traiter', Component: lazy(() => import('./WaitingBadge.tsx')) },
  ],
};
