import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { HygieError } from '../../shared/errors.ts';
import { pscProblem } from '../features/psc/index.ts';
import {
  describeCertificate,
  describeStructureCertificates,
  PSC_DEFAUT,
  readCertificateFile,
  readPscSecret,
  readSecret,
  readSettings,
  secretOwners,
  writePscSecret,
  writeSecret,
  writeSettings,
  writeStructureCertificate,
} from '../features/reglages/index.ts';
import type { HandlersFor, RecordAccess } from '../features/session/index.ts';
import { listAudit } from '../record/index.ts';

export interface SettingsHandlersOptions {
  readonly access: RecordAccess;
  /** A test installation: its services may be on this machine. */
  readonly test: boolean;
  readonly setIdleMinutes: (minutes: number) => void;
  /** The DMP is reached otherwise from now on: address, mode, or certificates of the structure. */
  readonly dmpChanged: () => Promise<void>;
  /** The mailbox is reached otherwise from now on: address, servers, way to log in, secret. */
  readonly mailboxChanged: () => void;
  /** Pro Santé Connect is reached otherwise from now on. */
  readonly pscChanged: () => void;
  /** Folder of the backups; no path comes from the window. */
  readonly backupDirectory: string;
  readonly now: () => Date;
}

/** The practice's settings, its journal and its backup: unlocked and audited. */
export function settingsHandlers(
  options: SettingsHandlersOptions,
): HandlersFor<
  `reglages.${'lire' | 'modifier' | 'garderCertificat' | 'oublierCertificat'}` | 'audit.lister' | 'sauvegarde.creer'
> {
  const { access, setIdleMinutes, dmpChanged } = options;
  return {
    'reglages.lire': async () => {
      const [settings, owners, pscSecret, certificats] = await Promise.all([
        access.query(readSettings, {}),
        access.query(secretOwners, {}),
        access.query(readPscSecret, {}),
        access.query(describeStructureCertificates, {}),
      ]);
      const { structure, dmp } = settings;
      if (structure === null || dmp === null) throw new HygieError('BASE_DAMAGED', 'les réglages du cabinet manquent');
      return {
        structure,
        dmp,
        medecins: settings.medecins ?? [],
        comptes: (settings.comptes ?? []).map((compte) => ({
          ...compte,
          secretPresent: owners.includes(compte.proprietaire),
        })),
        psc: { ...(settings.psc ?? PSC_DEFAUT), secretPresent: pscSecret !== null },
        vsmVersion: settings.vsmVersion ?? '1.4',
        verrouillageMinutes: settings.verrouillageMinutes ?? 15,
        test: settings.test ?? false,
        certificats,
      };
    },
    'reglages.modifier': async ({ compte, psc, ...changes }) => {
      const settings = await access.query(readSettings, {});
      if (psc !== undefined) {
        const { secret, ...kept } = psc;
        const wrong = pscProblem(kept, options.test && settings.test === true);
        if (wrong !== null) throw new HygieError('INVALID_INPUT', wrong);
        await access.execute(writeSettings, { settings: { psc: kept } });
        // A secret belongs to the service that gave it: it is never shown to another one.
        if (secret !== null || kept.emetteur !== (settings.psc ?? PSC_DEFAUT).emetteur)
          await access.execute(writePscSecret, { secret });
        options.pscChanged();
      }
      if (compte !== undefined) {
        const { secret, ...kept } = compte;
        if (kept.proprietaire !== access.actor().idNat)
          throw new HygieError('NOT_ALLOWED', 'Une boîte MSSanté se règle avec la carte de son titulaire.');
        const others = (settings.comptes ?? []).filter((each) => each.proprietaire !== kept.proprietaire);
        await access.execute(writeSettings, { settings: { ...changes, comptes: [...others, kept] } });
        const former = await access.query(readSecret, { idNat: kept.proprietaire });
        if (secret !== null && secret !== former)
          await access.execute(writeSecret, { idNat: kept.proprietaire, secret });
        options.mailboxChanged();
      } else {
        await access.execute(writeSettings, { settings: changes });
      }
      if (changes.verrouillageMinutes !== undefined) setIdleMinutes(changes.verrouillageMinutes);
      if (changes.dmp !== undefined || changes.structure !== undefined) await dmpChanged();
      return {};
    },
    'reglages.garderCertificat': async ({ usage, fichier, cle, motDePasse }) => {
      const { structure } = await access.query(readSettings, {});
      if (structure === null) throw new HygieError('BASE_DAMAGED', 'les réglages du cabinet manquent');
      const bytes = (base64: string) => new Uint8Array(Buffer.from(base64, 'base64'));
      const garde = readCertificateFile(
        { usage, fichier: bytes(fichier), cle: cle === null ? null : bytes(cle), motDePasse },
        structure.idNat,
        options.now(),
      );
      await access.execute(writeStructureCertificate, { usage, garde });
      await dmpChanged();
      return describeCertificate(garde);
    },
    'reglages.oublierCertificat': async ({ usage }) => {
      await access.execute(writeStructureCertificate, { usage, garde: null });
      await dmpChanged();
      return {};
    },
    'audit.lister': (input) => access.query(listAudit, input),
    'sauvegarde.creer': async () => {
      mkdirSync(options.backupDirectory, { recursive: true, mode: 0o700 });
      const name = `hygie-${options.now().toISOString().slice(0, 19).replace(/[:T]/g, '-')}.sauvegarde`;
      const { fichier, octets, cartes } = await access
        .session()
        .store.backup(join(options.backupDirectory, name), access.actor());
      return { fichier, octets, cartes };
    },
  };
}
