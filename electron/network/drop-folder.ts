import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { access, mkdir, open, readdir, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** A file of a watched folder, claimed: nobody else on the share takes it. */
export interface ClaimedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Moves it to the archive, once what it holds is on disk in the record. */
  archive(): Promise<void>;
}

/** Said when a folder cannot serve; the sentence is for the doctor, and holds no path. */
export class DropFolderError extends Error {}

const CLAIMED = '.en-cours';
/** Half-written or foreign to the exchange, by the habits of the software that writes there. */
const NOT_YET = /^[~.]|\.(tmp|part|filepart|crdownload|lock|checkedout)$/i;
const LARGEST = 64 * 1024 * 1024;

interface Seen {
  readonly size: number;
  readonly modified: number;
  readonly since: number;
}

async function writable(folder: string): Promise<void> {
  try {
    await access(folder, constants.R_OK);
  } catch (cause) {
    throw new DropFolderError('Le dossier n’est pas accessible.', { cause });
  }
  try {
    await access(folder, constants.W_OK);
  } catch (cause) {
    throw new DropFolderError('Le dossier est en lecture seule : les fichiers ne peuvent pas être archivés.', {
      cause,
    });
  }
}

/** Written whole on the archive's side even when it is another disk: never removed before the copy is there. */
async function moveTo(from: string, folder: string, name: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const target = join(folder, name);
  try {
    await rename(from, target);
  } catch (error) {
    if ((error as { code?: string }).code !== 'EXDEV') throw error;
    const { copyFile, unlink } = await import('node:fs/promises');
    const partial = `${target}.tmp`;
    await copyFile(from, partial);
    const handle = await open(partial, 'r+');
    await handle.sync();
    await handle.close();
    await rename(partial, target);
    await unlink(from);
  }
}

/** Under its own name, or the first free one after it: a rename takes the place of what is there without a word. */
async function putBack(path: string, folder: string, name: string): Promise<void> {
  for (let rank = 0; ; rank += 1) {
    const target = join(folder, rank === 0 ? name : `${rank}-${name}`);
    const taken = await stat(target).then(
      () => true,
      () => false,
    );
    if (!taken) return await rename(path, target);
  }
}

const two = (value: number) => String(value).padStart(2, '0');

/**
 * One watched folder. A file is taken once its size and date have not changed for some seconds, claimed by a rename that works on a share, and moved to the archive
 * only when asked. What a crash left claimed is put back at the start.
 */
export class DropFolder {
  readonly #folder: string;
  readonly #archive: string;
  readonly #stable: number;
  readonly #now: () => Date;
  readonly #seen = new Map<string, Seen>();

  constructor(options: { folder: string; archive: string | null; stableMs: number; now: () => Date }) {
    this.#folder = options.folder;
    this.#archive = options.archive ?? join(options.folder, 'archives');
    this.#stable = options.stableMs;
    this.#now = options.now;
  }

  /** Puts back what was claimed and never archived; beside, never over, a later file of the same name. Throws DropFolderError. */
  async recover(): Promise<void> {
    await writable(this.#folder);
    const claimed = join(this.#folder, CLAIMED);
    for (const name of await readdir(claimed).catch(() => []))
      await putBack(join(claimed, name), this.#folder, name).catch(() => undefined);
  }

  /** Files ready to be taken, oldest first. Throws DropFolderError. */
  async ready(): Promise<string[]> {
    await writable(this.#folder);
    const now = this.#now().getTime();
    const found: { name: string; modified: number }[] = [];
    const present = new Set<string>();
    for (const entry of await readdir(this.#folder, { withFileTypes: true })) {
      if (!entry.isFile() || NOT_YET.test(entry.name)) continue;
      const about = await stat(join(this.#folder, entry.name)).catch(() => null);
      if (about === null) continue;
      present.add(entry.name);
      const known = this.#seen.get(entry.name);
      if (known === undefined || known.size !== about.size || known.modified !== about.mtimeMs) {
        this.#seen.set(entry.name, { size: about.size, modified: about.mtimeMs, since: now });
        continue;
      }
      // An empty file is one that is still being written; after a minute it is one that will stay empty.
      const wait = about.size === 0 ? Math.max(this.#stable, 60_000) : this.#stable;
      if (now - known.since >= wait) found.push({ name: entry.name, modified: about.mtimeMs });
    }
    for (const name of this.#seen.keys()) if (!present.has(name)) this.#seen.delete(name);
    return found.sort((a, b) => a.modified - b.modified || (a.name < b.name ? -1 : 1)).map(({ name }) => name);
  }

  /** Claims a file and reads it; null when somebody else took it. Throws DropFolderError. */
  async claim(name: string): Promise<ClaimedFile | null> {
    const claimed = join(this.#folder, CLAIMED);
    const path = join(claimed, name);
    try {
      await mkdir(claimed, { recursive: true });
      await rename(join(this.#folder, name), path);
    } catch (error) {
      if ((error as { code?: string }).code === 'ENOENT') return null;
      throw new DropFolderError('Un fichier ne peut pas être pris : vérifiez les droits du dossier.', { cause: error });
    }
    this.#seen.delete(name);
    const { size } = await stat(path);
    if (size > LARGEST) {
      await rename(path, join(this.#folder, `${name}.trop-gros.lock`));
      throw new DropFolderError(`« ${name} » dépasse 64 Mo : il est laissé dans le dossier.`);
    }
    const handle = await open(path, 'r');
    const bytes = await handle.readFile();
    await handle.close();
    return { name, bytes, archive: () => this.#store(path, name, bytes) };
  }

  async #store(path: string, name: string, bytes: Uint8Array): Promise<void> {
    const now = this.#now();
    const day = `${now.getFullYear()}${two(now.getMonth() + 1)}${two(now.getDate())}`;
    const time = `${two(now.getHours())}${two(now.getMinutes())}${two(now.getSeconds())}`;
    const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 8);
    await moveTo(
      path,
      join(this.#archive, String(now.getFullYear()), two(now.getMonth() + 1)),
      `${day}-${time}_${hash}_${name}`,
    );
  }
}
