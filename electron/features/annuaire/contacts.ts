import type { Contact, EntreeAnnuaire } from '../../../shared/contract/annuaire.ts';
import type { Instant } from '../../../shared/domain/civil-date.ts';
import { comparableName } from '../../../shared/domain/patient.ts';
import { HygieError } from '../../../shared/errors.ts';
import { isMailAddress } from '../../formats/mime/index.ts';
import { defineCommand, defineQuery, type ContactRow } from '../../record/index.ts';

const contactOf = (row: ContactRow): Contact => ({
  ...(JSON.parse(row.entreeJson) as EntreeAnnuaire),
  adresse: row.adresse,
  id: row.id,
  favori: row.favori === 1,
  note: row.note,
  dernierUsageLe: row.dernierUsageLe as Instant | null,
  origine: row.origine,
  version: row.version,
});

const searchable = (entry: EntreeAnnuaire): string =>
  comparableName(
    [entry.nom, entry.prenom, entry.profession, entry.specialite, entry.structure, entry.commune, entry.adresse]
      .filter((part) => part !== null)
      .join(' '),
  );

/** Contacts of the practice [102]: favourites first, then by alphabet; every typed word begins one of theirs. */
export const listContacts = defineQuery({
  name: 'contacts.lister',
  run: async (db, input: { texte: string }): Promise<Contact[]> => {
    const words = comparableName(input.texte)
      .split(' ')
      .filter((word) => word !== '');
    const rows = await db.selectFrom('contacts').selectAll().where('retireLe', 'is', null).orderBy('tri').execute();
    return rows
      .filter(({ recherche }) => words.every((word) => ` ${recherche}`.includes(` ${word}`)))
      .sort((a, b) => b.favori - a.favori)
      .map(contactOf);
  },
});

/** « Ajouter aux contacts »; one that was there is brought up to date. Throws HygieError INVALID_INPUT for what is no address. */
export const addContact = defineCommand({
  name: 'contacts.ajouter',
  run: async (
    db,
    input: { entree: EntreeAnnuaire; origine: Contact['origine']; favori: boolean; note: string },
    context,
  ): Promise<Contact> => {
    const adresse = input.entree.adresse.trim().toLowerCase();
    if (!isMailAddress(adresse)) throw new HygieError('INVALID_INPUT', 'Cette adresse n’est pas valable.');
    const entree = { ...input.entree, adresse };
    const columns = {
      adresse,
      entreeJson: JSON.stringify(entree),
      recherche: searchable(entree),
      tri: comparableName([entree.nom ?? entree.structure ?? adresse, entree.prenom].filter(Boolean).join(' ')),
      origine: input.origine,
    };
    const present = await db
      .selectFrom('contacts')
      .selectAll()
      .where('adresse', '=', adresse)
      .where('retireLe', 'is', null)
      .executeTakeFirst();
    if (present !== undefined) {
      const change = {
        ...columns,
        favori: present.favori === 1 || input.favori ? 1 : 0,
        note: input.note === '' ? present.note : input.note,
        version: present.version + 1,
      };
      await db.updateTable('contacts').set(change).where('id', '=', present.id).execute();
      return contactOf({ ...present, ...change });
    }
    const row: ContactRow = {
      ...columns,
      id: context.newId(),
      favori: input.favori ? 1 : 0,
      note: input.note,
      dernierUsageLe: null,
      version: 1,
      creeLe: context.now,
      retireLe: null,
    };
    await db.insertInto('contacts').values(row).execute();
    return contactOf(row);
  },
  audit: (_input, output) => ({ action: 'contacts.ajouter', patientId: null, detail: { contact: output.id } }),
});

/** Throws HygieError NOT_FOUND, VERSION_CONFLICT. */
export const updateContact = defineCommand({
  name: 'contacts.modifier',
  run: async (db, input: { id: string; version: number; favori: boolean; note: string }): Promise<Contact> => {
    const row = await db
      .selectFrom('contacts')
      .selectAll()
      .where('id', '=', input.id)
      .where('retireLe', 'is', null)
      .executeTakeFirst();
    if (row === undefined) throw new HygieError('NOT_FOUND');
    if (row.version !== input.version)
      throw new HygieError('VERSION_CONFLICT', 'Ce contact a été modifié entre-temps.');
    const change = { favori: input.favori ? 1 : 0, note: input.note, version: row.version + 1 };
    await db.updateTable('contacts').set(change).where('id', '=', row.id).execute();
    return contactOf({ ...row, ...change });
  },
  audit: (input) => ({ action: 'contacts.modifier', patientId: null, detail: { contact: input.id } }),
});

export const removeContact = defineCommand({
  name: 'contacts.retirer',
  run: async (db, input: { id: string }, context) => {
    await db.updateTable('contacts').set({ retireLe: context.now }).where('id', '=', input.id).execute();
    return {};
  },
  audit: (input) => ({ action: 'contacts.retirer', patientId: null, detail: { contact: input.id } }),
});
