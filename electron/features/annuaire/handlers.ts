import { HygieError } from '../../../shared/errors.ts';
import { softwareCertificateTransport } from '../../network/https-software-certificate.ts';
import { readSettings, writeSettings } from '../reglages/index.ts';
import type { HandlersFor, RecordAccess } from '../session/index.ts';
import { addContact, listContacts, removeContact, updateContact } from './contacts.ts';
import { readDirectoryBase, searchDirectory } from './directory.repository.ts';
import type { ExtractionAnswer, ExtractionOrder } from './extraction.task.ts';
import { searchOnline } from './fhir.client.ts';
import { importDirectory } from './import.service.ts';

type Method =
  | `annuaire.${'chercher' | 'etat' | 'enLigne' | 'importer' | 'regler'}`
  | `contacts.${'lister' | 'ajouter' | 'modifier' | 'retirer'}`;

export interface AnnuaireHandlersOptions {
  readonly access: RecordAccess;
  /** The format worker. */
  readonly read: (order: ExtractionOrder) => Promise<ExtractionAnswer>;
  /** The native dialog: name and bytes of the file chosen; null when the doctor gives up. */
  readonly chooseFile: () => Promise<{ readonly name: string; readonly bytes: Uint8Array } | null>;
}

/** Directory and contacts. */
export function annuaireHandlers({ access, read, chooseFile }: AnnuaireHandlersOptions): HandlersFor<Method> {
  return {
    'annuaire.chercher': (input) => access.query(searchDirectory, input),
    'annuaire.etat': async () => {
      const [extraction, { annuaire }] = await Promise.all([
        access.query(readDirectoryBase, {}),
        access.query(readSettings, {}),
      ]);
      return {
        extraction,
        enLigne: annuaire === null || annuaire.url === '' ? null : { url: annuaire.url, cle: annuaire.cle !== null },
      };
    },
    'annuaire.enLigne': async (input) => {
      const { annuaire } = await access.query(readSettings, {});
      if (annuaire === null || annuaire.url === '' || annuaire.cle === null || annuaire.racines.length === 0)
        throw new HygieError(
          'NOT_ALLOWED',
          'L’adresse, la clé ou les autorités de l’Annuaire Santé ne sont pas réglées. La recherche dans l’extraction reste possible.',
        );
      return await searchOnline(
        {
          url: annuaire.url.replace(/\/+$/, ''),
          key: annuaire.cle,
          transport: softwareCertificateTransport({
            trust: { roots: annuaire.racines, revocationLists: [] },
            client: null,
          }),
        },
        input,
      );
    },
    'annuaire.importer': async ({ forcer }) => {
      const file = await chooseFile();
      if (file === null) return null;
      return await importDirectory(file, forcer, {
        execute: (command, input) => access.execute(command, input),
        read,
      });
    },
    'annuaire.regler': async ({ url, cle }) => {
      const { annuaire } = await access.query(readSettings, {});
      const changed = { url: url ?? '', cle: cle ?? annuaire?.cle ?? null, racines: annuaire?.racines ?? [] };
      await access.execute(writeSettings, { settings: { annuaire: changed } });
      return {};
    },
    'contacts.lister': (input) => access.query(listContacts, input),
    'contacts.ajouter': (input) => access.execute(addContact, input),
    'contacts.modifier': (input) => access.execute(updateContact, input),
    'contacts.retirer': (input) => access.execute(removeContact, input),
  };
}
