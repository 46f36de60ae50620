import {
  createFolder,
  deleteFolder,
  ensureFolder,
  type FOLDER_NAMES,
  listFolders,
  renameFolder,
} from '../../network/imap-folders.ts';
import {
  appendMessage,
  eraseMessages,
  moveMessages,
  setMarks,
  stateOf,
  type Mark,
} from '../../network/imap-messages.ts';
import { mailErrorOf, type MailSession } from '../../network/imap.ts';
import type { MailFolderRow } from '../../record/index.ts';
import { UNSEEN } from './boxes.commands.ts';
import { draftToMirror } from './drafts.repository.ts';
import { mirrorOf } from './mirror.ts';
import { noteReplayed, noteReplayFailure, type Replayed } from './replay.commands.ts';
import { foldersToSync, operationsToReplay, type OperationToReplay } from './sync.repository.ts';
import type { RecordPort } from './sync-folder.ts';

/** A gesture that the server refuses so often is given up, and said: the rest must not wait behind it for ever. */
const MOST_TRIES = 5;

type Done = Omit<Replayed, 'operation' | 'genre' | 'adresse' | 'refus'>;
const NOTHING: Done = { place: null, folder: null };

async function move(session: MailSession, operation: OperationToReplay, record: RecordPort): Promise<Done> {
  const { messageKey, uid, chemin } = operation;
  if (messageKey === null || uid === null || chemin === null) return NOTHING;
  let target = operation.versChemin;
  let folder: Done['folder'] = null;
  let dossierId = operation.dossierId;
  if (target === null) {
    const { genre } = JSON.parse(operation.argumentsJson) as { genre: MailFolderRow['genre'] };
    if (genre === 'personnel' || genre === 'reception') return NOTHING;
    const made = await ensureFolder(session, genre as keyof typeof FOLDER_NAMES, await listFolders(session));
    target = made.path;
    const folders = await record.query(foldersToSync, { adresse: operation.adresse });
    const known = folders.find(({ chemin: path }) => path === made.path);
    dossierId = known?.id ?? null;
    if (known === undefined) folder = { id: null, path: made.path, name: made.name, use: made.use };
  }
  if (target === chemin) return { place: { messageKey, dossierId: operation.dossierId, uid }, folder };
  const places = await moveMessages(session, chemin, [uid], target);
  return { place: { messageKey, dossierId, uid: dossierId === null ? null : (places.get(uid) ?? null) }, folder };
}

async function mirrorDraft(session: MailSession, operation: OperationToReplay, record: RecordPort): Promise<Done> {
  if (operation.messageKey === null) return NOTHING;
  const draft = await record.query(draftToMirror, { key: operation.messageKey });
  if (draft === null) return NOTHING;
  const folders = await listFolders(session);
  const target = await ensureFolder(session, 'brouillons', folders);
  const here = await record.query(foldersToSync, { adresse: operation.adresse });
  const known = here.find(({ chemin }) => chemin === target.path);
  const uid = await appendMessage(session, target.path, await mirrorOf(draft), ['\\Draft', '\\Seen']);
  // The former copy goes once the new one is there: cut in between, there are two, never none.
  if (operation.uid !== null && operation.chemin !== null)
    await eraseMessages(session, operation.chemin, [operation.uid]);
  return {
    place: { messageKey: operation.messageKey, dossierId: known?.id ?? null, uid: known === undefined ? null : uid },
    folder: known === undefined ? { id: null, path: target.path, name: target.name, use: target.use } : null,
  };
}

async function replayOne(session: MailSession, operation: OperationToReplay, record: RecordPort): Promise<Done> {
  const { uid, chemin, messageKey, dossierId, versChemin, versNom, versParent } = operation;
  switch (operation.genre) {
    case 'drapeau':
      if (uid !== null && chemin !== null)
        await setMarks(session, chemin, [uid], JSON.parse(operation.argumentsJson) as Partial<Record<Mark, boolean>>);
      return NOTHING;
    case 'deplacer':
      return await move(session, operation, record);
    case 'supprimer':
      if (uid !== null && chemin !== null) await eraseMessages(session, chemin, [uid]);
      return messageKey === null ? NOTHING : { place: { messageKey, dossierId: null, uid: null }, folder: null };
    case 'oublier-brouillon': {
      // Numbered anew since: the number would name another message.
      const was = JSON.parse(operation.argumentsJson) as ForgottenCopy;
      const { uidValidity } = await stateOf(session, was.chemin);
      if (was.uidValidity === undefined || was.uidValidity === uidValidity)
        await eraseMessages(session, was.chemin, [was.uid]);
      return NOTHING;
    }
    case 'brouillon':
      return await mirrorDraft(session, operation, record);
    case 'creer-dossier': {
      if (dossierId === null || versNom === null || versChemin !== null) return NOTHING;
      const path = await createFolder(session, versNom, versParent);
      return { place: null, folder: { id: dossierId, path, name: versNom, use: 'personnel' } };
    }
    case 'renommer-dossier': {
      if (dossierId === null || versNom === null || versChemin === null) return NOTHING;
      const path = await renameFolder(session, versChemin, versNom, versParent);
      return { place: null, folder: { id: dossierId, path, name: versNom, use: 'personnel' } };
    }
    case 'supprimer-dossier':
      if (versChemin !== null) await deleteFolder(session, versChemin);
      return NOTHING;
  }
}

/** Copy of a draft that goes; `uidValidity` is missing from those of before it was kept. */
interface ForgottenCopy {
  readonly uid: number;
  readonly chemin: string;
  readonly uidValidity?: string | null;
}

/** True while the folder of the message keeps the numbers that are known here. Each folder is asked once in a round. */
async function numbersHold(
  session: MailSession,
  { uid, chemin, uidValidity }: OperationToReplay,
  asked: Map<string, string>,
): Promise<boolean> {
  // In a folder that was not synchronised yet, the number comes from the server's own answer to a gesture.
  if (uid === null || chemin === null || uidValidity === null || uidValidity === UNSEEN) return true;
  const now = asked.get(chemin) ?? (await stateOf(session, chemin)).uidValidity;
  asked.set(chemin, now);
  return now === uidValidity;
}

/**
 * Tells the server of a mailbox the gestures made here, in their order. Each leaves the list only once the server has done it, so that a cut replays it: every gesture may be
 * done twice without harm. A folder that was numbered anew is synchronised first (`renumbered`), and the rest waits for it: a former number names another message.
 * Throws MailError when the connection is lost; a refusal is noted, and given up after a few tries.
 */
export async function replayOperations(
  session: MailSession,
  adresse: string,
  record: RecordPort,
  signal: AbortSignal,
): Promise<{ readonly count: number; readonly renumbered: boolean }> {
  const asked = new Map<string, string>();
  for (let count = 0; ; count += 1) {
    signal.throwIfAborted();
    // One at a time: what was done just before may have changed where the next message is.
    const [operation] = await record.query(operationsToReplay, { adresse, limite: 1 });
    if (operation === undefined) return { count, renumbered: false };
    const about = { operation: operation.key, genre: operation.genre, adresse };
    try {
      if (!(await numbersHold(session, operation, asked))) return { count, renumbered: true };
      const done = await replayOne(session, operation, record);
      await record.execute(noteReplayed, { ...about, ...done, refus: null });
    } catch (error) {
      const failure = mailErrorOf(error);
      if (!session.isOpen() || failure.kind === 'injoignable') throw failure;
      if (operation.essais + 1 < MOST_TRIES) {
        await record.execute(noteReplayFailure, { operation: operation.key, erreur: failure.message });
        throw failure;
      }
      await record.execute(noteReplayed, { ...about, ...NOTHING, refus: failure.message });
    }
  }
}
