import { create } from 'zustand';
import type { ResumeState } from '../../shared/contract/session.ts';
import type { DocumentId, PatientId } from '../../shared/ids.ts';

export const HOME = 'accueil';
export const FIRST_RECORD_VIEW = 'medical';
export const DOCUMENTS_VIEW = 'documents';
export const MAILBOX_PAGE = 'messagerie';
export const NEW_PATIENT = 'nouveau-patient';

export type Theme = NonNullable<ResumeState['theme']>;

export interface RecordTab {
  readonly patientId: PatientId;
  readonly vue: string;
}

/** What is on the screen: open records, the active place, the dialog over it. Nothing medical lives here. */
export interface ShellState {
  readonly onglets: readonly RecordTab[];
  /** 'accueil', 'page:ID' or 'dossier:PATIENT'. */
  readonly actif: string;
  /** data-champ of the field that has or had the focus. */
  readonly champ: string | null;
  /** null: the computer's own. */
  readonly theme: Theme | null;
  /** The record that is asked to close, while the closing steps run. */
  readonly fermeture: PatientId | null;
  readonly dialogue: { readonly id: string; readonly patientId: PatientId | null } | null;
  /** The document that another place (a curve, the news, a message) asked to read; the documents view takes it and forgets it. */
  readonly documentDemande: { readonly patientId: PatientId; readonly documentId: DocumentId } | null;
  /** The message that another place asked to read; the mailbox takes it and forgets it. */
  readonly messageDemande: string | null;
  goHome(): void;
  goToPage(id: string): void;
  openRecord(patientId: PatientId, vue?: string): void;
  showView(patientId: PatientId, vue: string): void;
  askClose(patientId: PatientId): void;
  keepOpen(): void;
  closed(patientId: PatientId): void;
  /** Opens the record on its documents, this one shown. */
  openDocument(patientId: PatientId, documentId: DocumentId): void;
  documentTaken(): void;
  /** Opens the mailbox on this message. */
  openMessage(messageId: string): void;
  messageTaken(): void;
  openDialog(id: string, patientId?: PatientId): void;
  closeDialog(): void;
  focused(champ: string | null): void;
  chooseTheme(theme: Theme | null): void;
  restore(state: ResumeState): void;
}

export const recordPlace = (patientId: string) => `dossier:${patientId}`;

const MAX_TABS = 20;

export const useShell = create<ShellState>((set) => ({
  onglets: [],
  actif: HOME,
  champ: null,
  theme: null,
  fermeture: null,
  dialogue: null,
  documentDemande: null,
  messageDemande: null,
  goHome: () => set({ actif: HOME }),
  goToPage: (id) => set({ actif: `page:${id}` }),
  openRecord: (patientId, vue) =>
    set(({ onglets }) => {
      const known = onglets.find((tab) => tab.patientId === patientId);
      const tab = { patientId, vue: vue ?? known?.vue ?? FIRST_RECORD_VIEW };
      const next =
        known === undefined
          ? [...onglets, tab].slice(-MAX_TABS)
          : onglets.map((each) => (each.patientId === patientId ? tab : each));
      return { onglets: next, actif: recordPlace(patientId) };
    }),
  showView: (patientId, vue) =>
    set(({ onglets }) => ({
      onglets: onglets.map((tab) => (tab.patientId === patientId ? { patientId, vue } : tab)),
      actif: recordPlace(patientId),
    })),
  openDocument: (patientId, documentId) => {
    useShell.getState().openRecord(patientId, DOCUMENTS_VIEW);
    set({ documentDemande: { patientId, documentId } });
  },
  documentTaken: () => set({ documentDemande: null }),
  openMessage: (messageId) => set({ actif: `page:${MAILBOX_PAGE}`, messageDemande: messageId }),
  messageTaken: () => set({ messageDemande: null }),
  askClose: (patientId) => set({ fermeture: patientId, actif: recordPlace(patientId) }),
  keepOpen: () => set({ fermeture: null }),
  closed: (patientId) =>
    set(({ onglets, actif }) => {
      const position = onglets.findIndex((tab) => tab.patientId === patientId);
      const next = onglets.filter((tab) => tab.patientId !== patientId);
      const neighbour = next[Math.min(position, next.length - 1)];
      const place = neighbour === undefined ? HOME : recordPlace(neighbour.patientId);
      return { onglets: next, fermeture: null, actif: actif === recordPlace(patientId) ? place : actif };
    }),
  openDialog: (id, patientId) => set({ dialogue: { id, patientId: patientId ?? null } }),
  closeDialog: () => set({ dialogue: null }),
  focused: (champ) => set({ champ }),
  chooseTheme: (theme) => set({ theme }),
  restore: ({ onglets, actif, champ, theme, dialogue }) =>
    set({
      onglets,
      actif,
      champ,
      theme: theme ?? null,
      dialogue: dialogue === undefined ? null : { id: dialogue, patientId: null },
    }),
}));

/** What the host keeps so that the same doctor finds everything where it was. */
export function resumeStateOf(
  state: Pick<ShellState, 'onglets' | 'actif' | 'champ' | 'theme' | 'dialogue'>,
): ResumeState {
  const { onglets, actif, champ, theme, dialogue } = state;
  return {
    onglets: onglets.map((tab) => ({ ...tab })),
    actif,
    champ,
    ...(theme === null ? {} : { theme }),
    // The only dialog whose typing is kept without a record around it.
    ...(dialogue?.id === NEW_PATIENT ? { dialogue: NEW_PATIENT } : {}),
  };
}

/** The patient whose record is active; null elsewhere. */
export function activePatient(state: Pick<ShellState, 'onglets' | 'actif'>): PatientId | null {
  return state.onglets.find((tab) => recordPlace(tab.patientId) === state.actif)?.patientId ?? null;
}
