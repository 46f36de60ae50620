import type { EntreeAnnuaire } from '../../../shared/contract/annuaire.ts';
import { TypeBal } from '../../../shared/contract/annuaire.ts';

/** Columns of the public extraction « Correspondance MSSanté » that are kept, found by their name: their place may change. */
const COLUMNS = {
  typeBal: 'type de bal',
  adresse: 'adresse bal',
  idNat: 'identification nationale pp',
  rpps: 'identifiant pp',
  typeId: 'type identifiant pp',
  structureId: 'identification structure',
  service: 'service de rattachement',
  civilite: "civilite d'exercice",
  nom: "nom d'exercice",
  prenom: "prenom d'exercice",
  profession: 'libelle profession',
  specialite: 'libelle savoir-faire',
  dematerialisation: 'dematerialisation',
  raisonSociale: 'raison sociale structure bal',
  enseigne: 'enseigne commerciale structure bal',
  complement: 'l2complementlocalisation',
  distribution: 'l3complementdistribution',
  numero: 'l4numerovoie',
  complementNumero: 'l4complementnumerovoie',
  typeVoie: 'l4typevoie',
  voie: 'l4libellevoie',
  lieuDit: 'l5lieuditmention',
  acheminement: 'l6ligneacheminement',
  codePostal: 'code postal',
} as const;
type Column = keyof typeof COLUMNS;

/** Without these a line is no mailbox of anybody. */
const NEEDED: readonly Column[] = ['typeBal', 'adresse', 'nom', 'profession'];

const folded = (name: string): string =>
  name.normalize('NFD').replace(/\p{M}/gu, '').replace(/[’]/g, "'").trim().toLowerCase();

/** Where each column stands; null when the line is not the header of an extraction. */
export function readHeader(line: string): ReadonlyMap<string, number> | null {
  const names = line
    .replace(/^\ufeff/, '')
    .split('|')
    .map(folded);
  // One edition writes « NL4TYPEVOIE ».
  const at = (name: string) => (names.includes(name) ? names.indexOf(name) : names.indexOf(`n${name}`));
  const places = new Map<string, number>();
  for (const [column, name] of Object.entries(COLUMNS)) {
    const place = at(name);
    if (place >= 0) places.set(column, place);
  }
  return NEEDED.every((column) => places.has(column)) ? places : null;
}

const LONGEST_FIELD = 200;
const LIKELY_ADDRESS = /^[^\s@|]{1,64}@[^\s@|]{3,190}$/;

/** One line of the extraction; null for one that is no mailbox. */
export function readLine(line: string, header: ReadonlyMap<string, number>): EntreeAnnuaire | null {
  const fields = line.split('|');
  const of = (column: Column): string => (fields[header.get(column) ?? -1] ?? '').trim().slice(0, LONGEST_FIELD);
  const orNull = (value: string): string | null => (value === '' ? null : value);
  const adresse = of('adresse').toLowerCase();
  if (!LIKELY_ADDRESS.test(adresse)) return null;
  const typeBal = TypeBal.safeParse(of('typeBal').toUpperCase());
  const acheminement = of('acheminement');
  const voie = [of('numero'), of('complementNumero'), of('typeVoie'), of('voie')]
    .filter((part) => part !== '')
    .join(' ');
  return {
    adresse,
    typeBal: typeBal.success ? typeBal.data : null,
    idNat: orNull(of('idNat')),
    rpps: of('typeId') === '8' ? orNull(of('rpps')) : null,
    civilite: orNull(of('civilite')),
    nom: orNull(of('nom')),
    prenom: orNull(of('prenom')),
    profession: orNull(of('profession')),
    specialite: orNull(of('specialite')),
    structure: orNull(of('raisonSociale') || of('enseigne')),
    structureId: orNull(of('structureId')),
    service: orNull(of('service')),
    adressePostale: [of('complement'), of('distribution'), voie, of('lieuDit')].filter((part) => part !== ''),
    codePostal: orNull(of('codePostal')),
    commune: orNull(acheminement.replace(/^\d{5}\s+/, '')),
    dematerialisation: of('dematerialisation') === '' ? null : /^(?:O|OUI|1|TRUE)$/i.test(of('dematerialisation')),
  };
}

/** `Extraction_Correspondance_MSSante_AAAAMMJJhhmm.txt` says when it was made; null for another name. */
export function generationOf(name: string): string | null {
  const found = /_(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})\b/.exec(name.replace(/\.txt$/i, ''));
  return found === null ? null : `${found[1]}-${found[2]}-${found[3]}T${found[4]}:${found[5]}`;
}
