import type { IdentiteRecue } from '../../../shared/domain/reception.ts';
import type { PatientForm } from '../patients/patient-form.ts';

/**
 * The sheet of a new patient as a header fills it: names, a birth date that is sure, the address. Never the INS nor the billing number: a header qualifies
 * no identity (RNIV).
 */
export function sheetFromHeader(identite: IdentiteRecue): Partial<PatientForm> {
  const town = identite.adresse.at(-1)?.match(/^(\d{5})\s+(.+)$/);
  const [date] = identite.datesNaissance;
  return {
    nomNaissance: identite.nom,
    nomUtilise: identite.nomUtilise ?? '',
    prenoms: identite.prenoms ?? identite.premierPrenom ?? '',
    premierPrenom: identite.premierPrenom ?? '',
    dateNaissance: identite.datesNaissance.length === 1 && date !== undefined ? date : '',
    sexe: identite.sexe ?? '',
    lieuNaissanceInsee: identite.lieuNaissanceInsee ?? '',
    adresse: (town ? identite.adresse.slice(0, -1) : identite.adresse).filter((line) => line.trim() !== '').join('\n'),
    codePostal: town?.[1] ?? '',
    commune: town?.[2] ?? '',
  };
}
