import type { Brouillon, Message, MessageId, PieceJointe } from '../../../shared/contract/messagerie.ts';
import type { Output } from '../../../shared/contract/index.ts';
import { createAutosave, trackAutosave, type Autosave } from '../../lib/autosave.ts';
import { call } from '../../lib/client.ts';

/** What is on the screen of the composer: the draft without its identity, and the files that the host already keeps. */
export type Composition = Omit<Brouillon, 'id' | 'pieces' | 'garder'> & {
  readonly piecesJointes: readonly PieceJointe[];
};

export interface ComposeDraft {
  id(): MessageId | null;
  content(): Composition;
  change(part: Partial<Composition>): void;
  /** Adds files: kept by the host before they are shown. */
  attach(pieces: Brouillon['pieces']): Promise<void>;
  detach(rang: number): Promise<void>;
  readonly autosave: Autosave<Composition>;
  subscribe(listener: () => void): () => void;
  release(): void;
}

export const EMPTY_COMPOSITION: Composition = {
  a: [],
  cc: [],
  objet: '',
  corps: '',
  patientId: null,
  documents: [],
  reponseA: null,
  transfertDe: null,
  accuseLecture: false,
  finEchange: false,
  piecesJointes: [],
};

/** A message being written: on disk at each pause, whatever the network does. */
export function createComposeDraft(start: Composition, known: MessageId | null = null): ComposeDraft {
  let id = known;
  let content = start;
  const listeners = new Set<() => void>();
  const become = (next: Composition) => {
    content = next;
    for (const listener of listeners) listener();
  };
  async function keep(value: Composition, pieces: Brouillon['pieces'] = []): Promise<string> {
    const { piecesJointes, ...written } = value;
    const kept: Output<'messagerie.garderBrouillon'> = await call('messagerie.garderBrouillon', {
      ...written,
      id,
      pieces,
      garder: piecesJointes.map(({ rang }) => rang),
    });
    id = kept.id;
    // Files named once are kept by the host from then on.
    become({ ...content, piecesJointes: kept.piecesJointes, documents: [], transfertDe: null });
    return kept.garde;
  }
  const autosave = createAutosave<Composition>({ save: () => keep(content) });
  const release = trackAutosave(autosave);
  return {
    id: () => id,
    content: () => content,
    change: (part) => {
      become({ ...content, ...part });
      autosave.change(content);
    },
    attach: async (pieces) => {
      await autosave.flush();
      await keep(content, pieces);
    },
    detach: async (rang) => {
      become({ ...content, piecesJointes: content.piecesJointes.filter((each) => each.rang !== rang) });
      await autosave.flush();
      await keep(content);
    },
    autosave,
    subscribe: (listener) => {
      listeners.add(listener);
      const stop = autosave.subscribe(listener);
      return () => {
        listeners.delete(listener);
        stop();
      };
    },
    release,
  };
}

/** The draft that answers or forwards a message. */
export async function answering(
  message: Pick<Message, 'id'>,
  genre: 'repondre' | 'tous' | 'transferer',
): Promise<Composition> {
  const { piecesTransferables, ...prepared } = await call('messagerie.preparerReponse', { id: message.id, genre });
  return {
    ...prepared,
    documents: [],
    piecesJointes: [],
    transfertDe:
      genre === 'transferer' ? { id: message.id, pieces: piecesTransferables.map(({ rang }) => rang) } : null,
  };
}

/** A draft kept earlier. */
export async function reopened(id: MessageId): Promise<ComposeDraft> {
  const { garde: _kept, piecesJointes, ...rest } = await call('messagerie.lireBrouillon', { id });
  const { id: _id, ...content } = rest;
  return createComposeDraft({ ...content, documents: [], piecesJointes }, id);
}
