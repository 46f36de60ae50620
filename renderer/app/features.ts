import type { ComponentType, LazyExoticComponent } from 'react';
import type { PatientId } from '../../shared/ids.ts';

/** Loaded when first shown (`lazy`), unless it is on the way of every consultation. */
type Lazy<P> = LazyExoticComponent<ComponentType<P>> | ComponentType<P>;

export interface RecordProps {
  readonly patientId: PatientId;
}

/** A page of its own beside the home page: « Envois », « Réglages ». Reached by the menu, the palette and its key. */
export interface PageMount {
  readonly id: string;
  readonly titre: string;
  readonly raccourci?: string;
  readonly Component: Lazy<object>;
}

/** A view of the record. `place: 'saisir'` lists it under « Saisir un document » [31]; 'menu' gives it a button of its own. */
export interface RecordViewMount {
  readonly id: string;
  readonly titre: string;
  readonly place: 'menu' | 'saisir';
  readonly raccourci?: string;
  readonly Component: Lazy<RecordProps>;
  /** Shown after the title of its button: what is new there [38]. */
  readonly Pastille?: ComponentType<RecordProps>;
}

/** A dialog over the record: « Partager le VSM ». `place: 'bouton'` puts a button in the record's bar. */
export interface RecordDialogMount {
  readonly id: string;
  readonly titre: string;
  readonly place: 'bouton' | 'saisir';
  readonly raccourci?: string;
  readonly Component: Lazy<RecordProps & { readonly onClose: () => void }>;
}

/** Asked before a record closes [89]; calls `onDone(true)` at once when it has nothing to show [95]. */
export interface ClosingMount {
  readonly id: string;
  readonly Component: Lazy<RecordProps & { readonly onDone: (close: boolean) => void }>;
}

/** A block of the home page or a badge of the top bar. */
export interface SlotMount {
  readonly id: string;
  readonly Component: Lazy<object>;
}

/** What a feature adds to the frame; the frame knows no feature by name. */
export interface FeatureMount {
  readonly pages?: readonly PageMount[];
  readonly recordViews?: readonly RecordViewMount[];
  readonly recordDialogs?: readonly RecordDialogMount[];
  readonly closing?: readonly ClosingMount[];
  readonly homeBlocks?: readonly SlotMount[];
  readonly topBar?: readonly SlotMount[];
}
