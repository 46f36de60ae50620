import { lazy } from 'react';
import type { FeatureMount } from '../../app/features.ts';

/** In the top bar, when the doctor has to sign in; the mailbox and « Envois » say why. */
export const pscMount: FeatureMount = {
  topBar: [{ id: 'pro-sante-connect', Component: lazy(() => import('./PscBadge.tsx')) }],
};
