import type { Command, Query } from '../../record/index.ts';
import { DropFolder, DropFolderError } from '../../network/drop-folder.ts';
import { SftpError, withSftp, type SftpAccess } from '../../network/sftp.ts';
import type { Incoming } from '../reception/index.ts';
import { notePassage } from './commands.ts';
import { knownSources } from './repository.ts';
import type { KnownSource } from './source-row.ts';

export interface SourcesPorts {
  execute<I, O>(command: Command<I, O>, input: I): Promise<O>;
  query<I, O>(query: Query<I, O>, input: I): Promise<O>;
  /** The one way in: resolves once the bytes are on disk in the record and sorted. */
  intake(files: readonly Incoming[]): Promise<unknown>;
  now(): Date;
  changed(): void;
  report(what: string, error: unknown): void;
}

export interface Sources {
  start(): void;
  /** One passage now, whatever the mode; how many files came. */
  collect(id: string): Promise<number>;
  /** The configuration changed: the next passage uses it. */
  reload(): void;
  stop(): Promise<void>;
}

/** The scan is the truth: a share's notices are lost. Choix : toutes les trois secondes, sans bruit pour un dossier local. */
const PERIOD = 3_000;
const SFTP_PERIOD = 60_000;
/** A file whose size and date have not changed for this long is whole. */
const STABLE = 2_500;
const BATCH = 64;
const HELD = /^[~.]|\.(tmp|part|filepart|lock)$/i;

function sftpAccess(source: KnownSource): SftpAccess | null {
  const { sftp, secret } = source.config;
  if (sftp === null || secret === null) return null;
  return {
    host: sftp.hote,
    port: sftp.port,
    user: sftp.utilisateur,
    secret: secret.includes('PRIVATE KEY') ? { kind: 'key', key: secret } : { kind: 'password', password: secret },
    fingerprint: sftp.empreinte,
  };
}

/** Watched folders and hospitals' servers, from the unlock to the lock: while locked, files wait where they are. */
export function createSources(ports: SourcesPorts): Sources {
  const folders = new Map<string, { readonly key: string; readonly folder: DropFolder }>();
  const lastSftp = new Map<string, number>();
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  let stopped = false;

  const incoming = (source: KnownSource, nom: string, bytes: Uint8Array): Incoming => ({
    nom,
    bytes,
    voie: source.voie,
    sourceId: source.id,
    expediteur: source.config.expediteur,
    charset: source.config.charset,
  });

  /** The object that remembers which files were already seen, made again when the paths change. */
  async function folderOf(source: KnownSource): Promise<DropFolder | null> {
    const { dossier, archive } = source.config;
    if (dossier === null) return null;
    const key = `${dossier}\n${archive ?? ''}`;
    const known = folders.get(source.id);
    if (known?.key === key) return known.folder;
    const folder = new DropFolder({ folder: dossier, archive, stableMs: STABLE, now: ports.now });
    await folder.recover();
    folders.set(source.id, { key, folder });
    return folder;
  }

  /** A night's backlog comes in one passage, a batch at a time: `came` is told after each. */
  async function fromFolder(source: KnownSource, came: (count: number) => void): Promise<void> {
    const folder = await folderOf(source);
    if (folder === null) return;
    const names = await folder.ready();
    for (let from = 0; from < names.length && !stopped; from += BATCH)
      came(await takeBatch(folder, source, names.slice(from, from + BATCH)));
  }

  async function takeBatch(folder: DropFolder, source: KnownSource, names: readonly string[]): Promise<number> {
    const claimed = [];
    try {
      for (const name of names) {
        if (stopped) break;
        const file = await folder.claim(name);
        if (file !== null) claimed.push(file);
      }
      if (claimed.length === 0) return 0;
      await ports.intake(claimed.map((file) => incoming(source, file.name, file.bytes)));
      // Archived only now: a crash before this line puts it back, and its hash tells that it is known.
      for (const file of claimed) await file.archive();
      return claimed.length;
    } catch (error) {
      // What was claimed and could not be kept, or archived, is found again at the next passage.
      await folder.recover().catch(() => undefined);
      throw error;
    }
  }

  async function fromSftp(source: KnownSource, came: (count: number) => void): Promise<void> {
    const access = sftpAccess(source);
    const { sftp } = source.config;
    if (access === null || sftp === null) return;
    await withSftp(access, sftp.chemin, async (session) => {
      const files = (await session.list())
        .filter(({ name }) => !HELD.test(name))
        .sort((a, b) => a.modified - b.modified);
      for (const file of files.slice(0, BATCH)) {
        if (stopped) break;
        const bytes = await session.read(file.name);
        await ports.intake([incoming(source, file.name, bytes)]);
        if (sftp.archivage === 'deplacer') await session.moveInto(file.name, 'archives');
        came(1);
      }
    });
  }

  async function pass(source: KnownSource, asked: boolean): Promise<number> {
    let recus = 0;
    let erreur: string | null = null;
    let empreinte: string | null = null;
    const came = (count: number) => {
      recus += count;
      if (count > 0) ports.changed();
    };
    try {
      await (source.voie === 'sftp' ? fromSftp(source, came) : fromFolder(source, came));
    } catch (error) {
      if (error instanceof SftpError && error.kind === 'cle-inconnue') {
        // The first key is learned by a human's own gesture, and shown to be compared; then it never changes by itself.
        empreinte = asked ? error.shown : null;
        erreur = `${error.message}${error.shown === null ? '' : ` Empreinte : ${error.shown}.`}${asked ? ' Elle est maintenant retenue : relevez de nouveau.' : ' Relevez une fois à la main.'}`;
      } else if (error instanceof SftpError || error instanceof DropFolderError) {
        erreur =
          error instanceof SftpError && error.shown !== null
            ? `${error.message} Empreinte présentée : ${error.shown}.`
            : error.message;
      } else {
        ports.report('source', error);
        erreur = 'La source n’a pas pu être relevée ; les fichiers sont restés où ils étaient.';
      }
    }
    await ports.execute(notePassage, { id: source.id, recus, erreur, empreinte });
    if (recus > 0 || erreur !== null) ports.changed();
    return recus;
  }

  async function round(): Promise<void> {
    for (const source of await ports.query(knownSources, {})) {
      if (stopped || !source.actif || source.config.mode !== 'direct') continue;
      if (source.voie === 'sftp') {
        const now = ports.now().getTime();
        if (now - (lastSftp.get(source.id) ?? 0) < SFTP_PERIOD) continue;
        lastSftp.set(source.id, now);
      }
      await pass(source, false);
    }
  }

  function plan(): void {
    if (stopped) return;
    timer = setTimeout(() => {
      running = running.then(round).catch((error: unknown) => ports.report('sources', error));
      void running.then(plan);
    }, PERIOD);
    timer.unref();
  }

  return {
    start: plan,
    collect: async (id) => {
      let taken = 0;
      const work = running.then(async () => {
        const source = (await ports.query(knownSources, {})).find((each) => each.id === id);
        if (source !== undefined) taken = await pass(source, true);
      });
      running = work.catch(() => undefined);
      await work;
      return taken;
    },
    reload: () => folders.clear(),
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
