import { lazy } from 'react';
import type { FeatureMount } from '../../app/features.ts';
import { texts } from './texts.ts';

/** The care pathway of a record, the practice's protocols and cards. */
export const parcoursMount: FeatureMount = {
  recordViews: [
    {
      id: 'parcours',
      titre: texts.titre,
      place: 'menu',
      raccourci: 'Alt+T',
      Component: lazy(() => import('./ParcoursView.tsx')),
    },
  ],
  pages: [
    { id: 'protocoles', titre: texts.protocoles, Component: lazy(() => import('./ProtocolsPage.tsx')) },
    { id: 'fiches', titre: texts.fiches, Component: lazy(() => import('./CardsPage.tsx')) },
  ],
};
