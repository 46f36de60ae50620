import { lazy } from 'react';
import type { FeatureMount } from '../../app/features.ts';
import { MAILBOX_PAGE } from '../../app/shell-store.ts';
import { texts } from './texts.ts';

/** The mailbox, its badge, and what is not assigned on the home page [24]. */
export const messagerieMount: FeatureMount = {
  pages: [
    { id: MAILBOX_PAGE, titre: texts.titre, raccourci: 'Alt+M', Component: lazy(() => import('./MessageriePage.tsx')) },
  ],
  homeBlocks: [{ id: 'non-assignes', Component: lazy(() => import('./UnassignedBlock.tsx')) }],
  topBar: [{ id: 'messagerie', Component: lazy(() => import('./MailBadge.tsx')) }],
};
