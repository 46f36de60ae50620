import { lazy } from 'react';
import type { FeatureMount } from '../../app/features.ts';

/** On the home page, when the doctor has to sign in again. */
export const pscMount: FeatureMount = {
  homeBlocks: [{ id: 'pro-sante-connect', Component: lazy(() => import('./PscNotice.tsx')) }],
};
