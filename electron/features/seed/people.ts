import { insKey } from '../../../shared/domain/ins.ts';
import { PatientFields } from '../../../shared/domain/patient.ts';
import type { Random } from './random.ts';

/** Surnames made of syllables: they sound like names and are nobody's. */
const STARTS = [
  'BRO',
  'CAR',
  'DEL',
  'FAU',
  'GAR',
  'LAM',
  'MAR',
  'MOR',
  'PER',
  'ROU',
  'SAL',
  'TRE',
  'VAU',
  'ZAN',
  'KER',
  'NOI',
  'OBE',
  'QUE',
  'HUB',
  'JAC',
];
const MIDDLES = ['BI', 'CHO', 'DA', 'FE', 'GNO', 'LI', 'MOU', 'NE', 'PI', 'RA', 'SSE', 'TAN', 'VI', 'ZE', 'LLO'];
const ENDS = ['ER', 'IN', 'EAU', 'ARD', 'OT', 'IER', 'ON', 'ET', 'OUX', 'AL'];
export const SURNAMES: readonly string[] = STARTS.flatMap((start, rank) =>
  MIDDLES.flatMap((middle, second) =>
    ENDS.filter((_, third) => (rank + second + third) % 2 === 0).map((end) => start + middle + end),
  ),
);
const WOMEN = [
  'Alix',
  'Anne',
  'Béatrice',
  'Camille',
  'Chloé',
  'Claire',
  'Élise',
  'Emma',
  'Hélène',
  'Inès',
  'Jeanne',
  'Julie',
  'Léa',
  'Lucie',
  'Marie',
  'Marie-Claude',
  'Nathalie',
  'Nora',
  'Sophie',
  'Zoé',
];
const MEN = [
  'Adam',
  'Alain',
  'André',
  'Bruno',
  'Denis',
  'Éric',
  'Gaël',
  'Henri',
  'Hugo',
  'Jean',
  'Jean-Marc',
  'Karim',
  'Louis',
  'Lucas',
  'Michel',
  'Noé',
  'Paul',
  'Pierre',
  'Rémi',
  'Yves',
];
const TOWNS: readonly (readonly [string, string, string])[] = [
  ['92100', 'BOULOGNE-BILLANCOURT', '92012'],
  ['69003', 'LYON 03', '69383'],
  ['35000', 'RENNES', '35238'],
  ['31000', 'TOULOUSE', '31555'],
];
const two = (value: number) => String(value).padStart(2, '0');

function birthDate(random: Random): string {
  // More old patients than young ones, as in a waiting room.
  const year = 2025 - Math.floor(95 * (1 - random.next() ** 1.6));
  return `${year}-${two(random.between(1, 12))}-${two(random.between(1, 28))}`;
}

/** A test identity (NIR de test): its order number is unique by the patient's rank. */
function testIns(rank: number, sexe: 'M' | 'F', date: string, insee: string): string {
  const order = String(100_000 + rank).slice(-6);
  const body = `${sexe === 'M' ? 1 : 2}${date.slice(2, 4)}${date.slice(5, 7)}${insee.slice(0, 2)}${order}`;
  return body + insKey(body);
}

/** An invented patient. `rank` makes the INS unique. */
export function inventedPatient(random: Random, rank: number, doctor: string): PatientFields {
  const sexe = random.next() < 0.54 ? 'F' : 'M';
  const premierPrenom = random.pick(sexe === 'F' ? WOMEN : MEN);
  const nomNaissance = random.pickUneven(SURNAMES) + (random.next() < 0.04 ? `-${random.pickUneven(SURNAMES)}` : '');
  const dateNaissance = birthDate(random);
  const [codePostal, commune, insee] = random.pick(TOWNS);
  const qualified = random.next() < 0.7;
  return PatientFields.parse({
    nomNaissance,
    premierPrenom,
    prenoms: [premierPrenom],
    dateNaissance,
    sexe,
    lieuNaissanceInsee: insee,
    nomUtilise: sexe === 'F' && random.next() < 0.4 ? random.pickUneven(SURNAMES) : null,
    prenomUtilise: null,
    ins: qualified ? { matricule: testIns(rank, sexe, dateNaissance, insee), oid: '1.2.250.1.213.1.4.10' } : null,
    statutIdentite: qualified ? 'qualifiee' : random.pick(['provisoire', 'validee']),
    coordonnees: {
      adresse: [`${random.between(1, 200)} rue du Banc d’essai`],
      codePostal,
      commune,
      telephoneDomicile: null,
      telephoneMobile: `06 00 ${two(random.between(0, 99))} ${two(random.between(0, 99))} ${two(random.between(0, 99))}`,
      courriel: null,
    },
    informationImportante: random.next() < 0.1 ? 'Information importante d’essai' : null,
    medecinTraitant: doctor,
    oppositionDmp: null,
    oppositionMessagerie: null,
  });
}
