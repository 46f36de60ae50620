import { sql } from 'kysely';
import type { EntreeAnnuaire } from '../../../shared/contract/annuaire.ts';
import { TypeBal } from '../../../shared/contract/annuaire.ts';
import type { Correspondant } from '../../../shared/contract/messagerie.ts';
import { domainOf } from '../../formats/mime/index.ts';
import type { DirectoryEntryRow, ReadableRecord } from '../../record/index.ts';
import { CITIZENS } from './rules.ts';

export interface NamedAddress {
  readonly name: string;
  readonly address: string;
}

type Known = Pick<
  EntreeAnnuaire,
  'profession' | 'specialite' | 'structure' | 'typeBal' | 'nom' | 'prenom' | 'civilite'
>;
export type Knowledge = ReadonlyMap<string, Known>;

const typeBalOf = (value: string | null): TypeBal | null => {
  const parsed = TypeBal.safeParse(value);
  return parsed.success ? parsed.data : null;
};

/** What the contacts, else the directory, know of addresses; in one statement each. */
export async function knowledgeOf(
  db: Pick<ReadableRecord, 'getExecutor'>,
  addresses: readonly string[],
): Promise<Knowledge> {
  const wanted = JSON.stringify([...new Set(addresses.map((address) => address.toLowerCase()))]);
  const found = new Map<string, Known>();
  const entries = await sql<DirectoryEntryRow>`
    SELECT e.* FROM json_each(${wanted}) w CROSS JOIN directory_entries e ON e.adresse = w.value`.execute(
    db as ReadableRecord,
  );
  for (const entry of entries.rows)
    if (!found.has(entry.adresse)) found.set(entry.adresse, { ...entry, typeBal: typeBalOf(entry.typeBal) });
  const contacts = await sql<{ adresse: string; entreeJson: string }>`
    SELECT c.adresse, c.entreeJson FROM json_each(${wanted}) w
    CROSS JOIN contacts c ON c.adresse = w.value AND c.retireLe IS NULL`.execute(db as ReadableRecord);
  for (const contact of contacts.rows) found.set(contact.adresse, JSON.parse(contact.entreeJson) as EntreeAnnuaire);
  return found;
}

/** « Dr_Marie_MARTIN_Cabinet des Lilas » reads better without its underscores (ECO.2.2.7). */
const shown = (name: string): string => name.replaceAll('_', ' ').replace(/\s+/g, ' ').trim();

export function correspondentOf({ name, address }: NamedAddress, knowledge: Knowledge): Correspondant {
  const known = knowledge.get(address.toLowerCase());
  const official = known === undefined ? '' : [known.civilite, known.prenom, known.nom].filter(Boolean).join(' ');
  const typeBal = known?.typeBal ?? null;
  const citizen = domainOf(address) === CITIZENS;
  return {
    nom: shown(name) || official || known?.structure || address,
    adresse: address,
    profession: citizen ? null : (known?.profession ?? null),
    specialite: citizen ? null : (known?.specialite ?? null),
    structure: known?.structure ?? null,
    genre: citizen
      ? 'usager'
      : typeBal === 'ORG'
        ? 'structure'
        : typeBal === 'APP'
          ? 'application'
          : known === undefined
            ? 'inconnu'
            : 'professionnel',
    typeBal,
  };
}
