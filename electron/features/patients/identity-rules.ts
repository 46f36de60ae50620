import { PatientFields, type Patient } from '../../../shared/domain/patient.ts';
import { HygieError } from '../../../shared/errors.ts';

const STRICT = [
  'nomNaissance',
  'premierPrenom',
  'prenoms',
  'dateNaissance',
  'sexe',
  'lieuNaissanceInsee',
  'ins',
] as const;

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** Names of the fields that differ. */
export function changedFields(before: PatientFields, after: PatientFields): string[] {
  return PatientFields.keyof().options.filter((name) => !same(before[name], after[name]));
}

/**
 * RNIV: the status says what the identity stands on. « Récupérée » and « qualifiée » come from the INS service, so they need an INS.
 * Throws HygieError INVALID_INPUT.
 */
export function checkIdentity(fields: PatientFields): void {
  if (fields.ins === null && (fields.statutIdentite === 'qualifiee' || fields.statutIdentite === 'recuperee')) {
    throw new HygieError('INVALID_INPUT', 'Une identité récupérée ou qualifiée porte un INS.');
  }
}

/**
 * Strict traits that came from the INS service are not typed over: the status is first lowered, in the same write or before.
 * Throws HygieError STRICT_TRAITS_LOCKED.
 */
export function checkStrictTraits(before: Patient, after: PatientFields): void {
  const locked = before.statutIdentite === 'qualifiee' || before.statutIdentite === 'recuperee';
  if (
    locked &&
    after.statutIdentite === before.statutIdentite &&
    STRICT.some((name) => !same(before[name], after[name]))
  ) {
    throw new HygieError('STRICT_TRAITS_LOCKED');
  }
}
