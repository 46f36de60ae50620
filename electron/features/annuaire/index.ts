/** Directory of the espace de confiance (extraction and FHIR interface) and the practice's contacts. */
import { addContact, listContacts, removeContact, updateContact } from './contacts.ts';
import { beginDirectory, layDirectory, sweepDirectory, useDirectory } from './directory.commands.ts';
import { readDirectoryBase, searchDirectory } from './directory.repository.ts';

export { annuaireHandlers } from './handlers.ts';

export const ANNUAIRE_ENTRIES = [
  searchDirectory,
  readDirectoryBase,
  beginDirectory,
  layDirectory,
  useDirectory,
  sweepDirectory,
  listContacts,
  addContact,
  updateContact,
  removeContact,
] as const;
