import { MailError, type MailSession } from './imap.ts';

/** What a folder is for, on any server. */
export type FolderUse = 'reception' | 'envoyes' | 'brouillons' | 'supprimes' | 'archives' | 'personnel';

export interface RemoteFolder {
  readonly path: string;
  readonly name: string;
  /** Path of the folder it is inside; null at the top. */
  readonly parent: string | null;
  readonly use: FolderUse;
}

const SPECIAL: Readonly<Record<string, FolderUse>> = {
  '\\Sent': 'envoyes',
  '\\Drafts': 'brouillons',
  '\\Trash': 'supprimes',
  '\\Archive': 'archives',
};
/** What servers without SPECIAL-USE call them (Référentiel socle MSSanté #2, folders of the application), in French and in English. */
const USUAL: readonly (readonly [RegExp, FolderUse])[] = [
  [/^(éléments envoyés|messages envoyés|envoyés|sent|sent items|sent messages)$/i, 'envoyes'],
  [/^(brouillons|drafts)$/i, 'brouillons'],
  [/^(éléments supprimés|messages supprimés|corbeille|supprimés|trash|deleted items|deleted messages)$/i, 'supprimes'],
  [/^(archives?|messages archivés)$/i, 'archives'],
];
/** Name of a folder that has to be made because the server has none for this use. */
export const FOLDER_NAMES: Readonly<Record<Exclude<FolderUse, 'reception' | 'personnel'>, string>> = {
  envoyes: 'Éléments envoyés',
  brouillons: 'Brouillons',
  supprimes: 'Éléments supprimés',
  archives: 'Archives',
};

interface Listed {
  readonly path: string;
  readonly name: string;
  readonly parentPath: string;
  readonly flags: ReadonlySet<string>;
  readonly specialUse?: string | undefined;
  readonly specialUseSource?: string | undefined;
}

/** Every folder with its use: by SPECIAL-USE, else by its usual name; each use belongs to one folder at most. Throws MailError. */
export async function listFolders(session: MailSession): Promise<RemoteFolder[]> {
  const listed = (await session.run((client) => client.list())) as readonly Listed[];
  const uses = new Map<string, FolderUse>();
  const taken = new Set<FolderUse>();
  const give = (path: string, use: FolderUse | undefined) => {
    if (use === undefined || taken.has(use) || uses.has(path)) return;
    uses.set(path, use);
    taken.add(use);
  };
  for (const folder of listed) {
    if (folder.path.toUpperCase() === 'INBOX') give(folder.path, 'reception');
    else if (folder.specialUseSource === 'extension') give(folder.path, SPECIAL[folder.specialUse ?? '']);
  }
  for (const folder of listed) {
    const name = folder.name.normalize('NFC');
    give(folder.path, USUAL.find(([pattern]) => pattern.test(name))?.[1]);
  }
  return listed
    .filter((folder) => !folder.flags.has('\\Noselect') && !folder.flags.has('\\NonExistent'))
    .map((folder) => ({
      path: folder.path,
      name: folder.name.normalize('NFC'),
      parent: folder.parentPath === '' ? null : folder.parentPath,
      use: uses.get(folder.path) ?? 'personnel',
    }));
}

/** Makes a folder, inside another when `parent` is its path; returns its path. An existing one is taken as it is. */
export async function createFolder(session: MailSession, name: string, parent: string | null): Promise<string> {
  // The delimiter of the server would make two folders of one name.
  const clean = name.replaceAll(/[/\\]/g, '-');
  const made = await session.run((client) => client.mailboxCreate(parent === null ? clean : [parent, clean]));
  return made.path;
}

export async function renameFolder(
  session: MailSession,
  path: string,
  name: string,
  parent: string | null,
): Promise<string> {
  const clean = name.replaceAll(/[/\\]/g, '-');
  const made = await session.run((client) => client.mailboxRename(path, parent === null ? clean : [parent, clean]));
  return made.newPath;
}

/** Deletes a folder; one that is gone already is no failure. */
export async function deleteFolder(session: MailSession, path: string): Promise<void> {
  const known = await listFolders(session);
  if (!known.some((folder) => folder.path === path)) return;
  await session.run((client) => client.mailboxDelete(path));
}

/** The folder of a use, made when the server has none. */
export async function ensureFolder(
  session: MailSession,
  use: keyof typeof FOLDER_NAMES,
  known: readonly RemoteFolder[],
): Promise<RemoteFolder> {
  const found = known.find((folder) => folder.use === use);
  if (found !== undefined) return found;
  const path = await createFolder(session, FOLDER_NAMES[use], null);
  if (path === '') throw new MailError('protocole', 'dossier non créé');
  return { path, name: FOLDER_NAMES[use], parent: null, use };
}
