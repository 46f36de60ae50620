import { bpco } from './bpco.ts';
import type { FicheLivree } from './fiche.ts';

/** Cards shipped with Hygie. Medical text comes only from a source that was read; where there is none, the tile is empty and says so. */
export const FICHES_LIVREES: readonly FicheLivree[] = [bpco];
