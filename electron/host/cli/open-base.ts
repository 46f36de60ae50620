import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { IdNat } from '../../../shared/ids.ts';
import { createCardService, forkCardProcess, type CardHolder, type LoginOutcome } from '../../card/index.ts';
import {
  openReadOnly,
  openRecord,
  unlockWithCard,
  unlockWithRecoveryCode,
  type Actor,
  type ReadOnlyRecord,
  type RecordStore,
} from '../../record/index.ts';
import { cardModules, readInstallation } from '../installation.ts';
import { readFileOrNull } from '../read-file.ts';
import type { CommandLine } from './arguments.ts';
import { secretFrom } from './terminal.ts';
import { RefusedError, UsageError } from './usage.ts';

/** Files that the command line needs of the checkout or of the installed application. */
export interface Programs {
  readonly recordWorker: string;
  readonly cardProcess: string;
  readonly formatWorker: string;
  readonly nativeBinding: string | null;
}

export const COMMAND_LINE_ACTOR: Actor = { idNat: '000000000' as IdNat, nom: 'Ligne de commande', structureId: null };

const SOON = 5_000;

/** Why the card did not open, without a word of its code. */
function refusalOf(login: Exclude<LoginOutcome, { outcome: 'ok' }>): RefusedError {
  switch (login.outcome) {
    case 'wrong-pin': {
      const left = login.triesLeft === 'plusieurs' ? '' : ` Il reste ${login.triesLeft} essai(s).`;
      return new RefusedError(`Code porteur faux : la base n’a pas été ouverte.${left}`);
    }
    case 'last-try-needs-confirmation':
      return new RefusedError('Il ne reste qu’un essai avant le blocage de la carte : il se fait dans la fenêtre.');
    case 'blocked':
      return new RefusedError('La carte est bloquée : elle se débloque avec son code de secours, hors de Hygie.');
    default:
      return new RefusedError(login.message);
  }
}

async function cardKey(
  line: CommandLine,
  programs: Programs,
  pinDescriptor: string,
): Promise<{ key: Uint8Array; actor: Actor }> {
  const installation = readInstallation(dirname(line.directory));
  const modulePath =
    process.env['CPS_MODULE'] ?? cardModules(installation).find((each) => each.present)?.chemin ?? null;
  const roots =
    process.env['CPS_CA'] === undefined ? installation.cardRoots : [readFileSync(process.env['CPS_CA'], 'utf8')];
  const card = createCardService({
    fork: () => forkCardProcess(programs.cardProcess),
    modulePath,
    trust: {
      authorities: roots,
      revocationList: () => readFileOrNull(process.env['CPS_CRL'] ?? installation.cardRevocationList ?? ''),
    },
    now: () => new Date(),
  });
  try {
    await new Promise<void>((found, missing) => {
      const timer = setTimeout(() => missing(new RefusedError('Aucune carte lisible dans le lecteur.')), SOON);
      const look = () => {
        if (card.view().etat !== 'carte') return;
        clearTimeout(timer);
        found();
      };
      card.onChange(look);
      look();
    });
    const pin = secretFrom(pinDescriptor, 'pin-fd');
    const login = await card.login(pin, false).finally(() => pin.fill(0));
    if (login.outcome !== 'ok') throw refusalOf(login);
    const key = await unlockWithCard(line.directory, {
      cardId: login.holder.auth.fingerprint,
      idNat: login.holder.idNat,
      label: login.holder.cardSerial,
      sign: (message) => card.authSignature(message),
    });
    if (key === null) throw new RefusedError('Cette carte n’a pas d’accès à cette base.');
    return { key, actor: actorOf(login.holder) };
  } finally {
    card.close();
  }
}

function actorOf({ idNat, prenom, nom, situations }: CardHolder): Actor {
  return { idNat: idNat as IdNat, nom: `Dr ${prenom} ${nom}`, structureId: situations[0]?.structureId ?? null };
}

async function baseKey(line: CommandLine, programs: Programs): Promise<{ key: Uint8Array; actor: Actor }> {
  const { 'pin-fd': pin, 'recovery-fd': recovery } = line.values;
  if (pin !== undefined && recovery !== undefined)
    throw new UsageError('La base s’ouvre par la carte ou par son code : --pin-fd et --recovery-fd s’excluent.');
  if (pin !== undefined) return cardKey(line, programs, pin);
  // The variable is for tests only: an environment can be read by other programs of the same user.
  const variable = process.env['HYGIE_TEST'] === '1' ? process.env['HYGIE_RECOVERY_CODE'] : undefined;
  const code = recovery === undefined ? variable : secretFrom(recovery, 'recovery-fd').toString('utf8').trim();
  if (code === undefined) throw new UsageError('La base s’ouvre par --pin-fd N ou --recovery-fd N.');
  return { key: unlockWithRecoveryCode(line.directory, code), actor: COMMAND_LINE_ACTOR };
}

/** Opens the base for writing, or says that the window holds it. */
export async function withBase<T>(
  line: CommandLine,
  programs: Programs,
  work: (store: RecordStore, actor: Actor) => Promise<T>,
): Promise<T> {
  const { key, actor } = await baseKey(line, programs);
  let store: RecordStore;
  try {
    store = await openRecord({
      directory: line.directory,
      key,
      workerPath: programs.recordWorker,
      nativeBinding: programs.nativeBinding,
      actor,
    });
  } finally {
    key.fill(0);
  }
  try {
    return await work(store, actor);
  } finally {
    await store.close();
  }
}

/** Opens the base beside the window: it can only be read. */
export async function besideWindow<T>(
  line: CommandLine,
  programs: Programs,
  work: (record: ReadOnlyRecord, key: Uint8Array) => Promise<T>,
): Promise<T> {
  const { key } = await baseKey(line, programs);
  try {
    const record = openReadOnly({ directory: line.directory, key, nativeBinding: programs.nativeBinding });
    try {
      return await work(record, key);
    } finally {
      record.close();
    }
  } finally {
    key.fill(0);
  }
}
