import { insForSharing, TEST_INS_OIDS } from '../../../shared/domain/ins.ts';
import { phraseOpposition, type Patient } from '../../../shared/domain/patient.ts';
import { HygieError } from '../../../shared/errors.ts';
import { citizenAddress, domainOf, isRecipientTrusted, type WhiteList } from '../../formats/mime/index.ts';

/** Domain of Mon espace santé: reached by its own road only, with its own rules. */
export const CITIZENS = 'patient.mssante.fr';

export type PatientAdresse = Pick<Patient, 'ins' | 'statutIdentite' | 'oppositionMessagerie'>;

/**
 * True when the message carries an XDM archive. Its metadata identify the patient by the INS (ECO.2.1.2): without a qualified one the readable PDF leaves
 * alone, for a human to file (choix, à vérifier : la valeur « N » de X-MSS-INS laisse penser que certains opérateurs acceptent une archive sans INS).
 */
export function avecArchive(patient: Pick<Patient, 'ins' | 'statutIdentite'>): boolean {
  return patient.ins !== null && patient.statutIdentite === 'qualifiee';
}

/** Why nothing may be written to colleagues about this patient; null when it may (MSS/va1.22). */
export function confreresEmpeches(patient: PatientAdresse): string | null {
  return patient.oppositionMessagerie?.portee === 'patient' ? null : patientOppose(patient);
}

/** The patient's opposition to mail, with its date and reason, whatever else it closes; null when there is none (MSS/va1.20). */
export function patientOppose({ oppositionMessagerie: said }: PatientAdresse): string | null {
  if (said === null) return null;
  return phraseOpposition(
    said.portee === 'patient' ? 'à l’envoi à son Mon espace santé' : 'à l’envoi par messagerie',
    said,
  );
}

/**
 * Why the document may not go to the patient's Mon espace santé; null when it may. Blocks what must not be shown to the patient (« invisible patient »,
 * consultation d'annonce), an identity that is not qualified (ECO.2.2.6) and the patient's opposition (MSS/va1.20).
 */
export function patientEmpeche(
  patient: PatientAdresse,
  masques: { readonly invisiblePatient: boolean },
  test: boolean,
): string | null {
  if (masques.invisiblePatient)
    return 'Ce document est masqué au patient (« invisible patient ») : il ne peut pas lui être envoyé.';
  if (patient.ins === null || patient.statutIdentite !== 'qualifiee') {
    return 'L’identité du patient n’est pas qualifiée : son adresse Mon espace santé ne peut pas être formée.';
  }
  if (TEST_INS_OIDS.includes(patient.ins.oid) !== test) {
    return test
      ? 'En mode test, seules les identités de test peuvent être utilisées.'
      : 'Cette identité de test ne peut pas être utilisée en production.';
  }
  return patientOppose(patient);
}

/** The patient's opposition, when it alone closes their Mon espace santé: read out and acknowledged, it may be lifted for one message (MSS/va1.20). */
export function oppositionAuPatient(patient: PatientAdresse, test: boolean): string | null {
  const without = { ...patient, oppositionMessagerie: null };
  return patientEmpeche(without, { invisiblePatient: false }, test) === null ? patientOppose(patient) : null;
}

/**
 * Why a message frozen earlier may not leave now; null when it may. The identity may have lost its qualification, or the patient may have objected, since
 * then; `ins` is the matricule that the message carries. An opposition lifted for that one message stays lifted: it was part of the gesture.
 */
export function departEmpeche(
  patient: PatientAdresse,
  canal: string,
  { ins, oppositionLevee }: { readonly ins: string | null; readonly oppositionLevee: boolean },
): string | null {
  if (ins !== null && (patient.statutIdentite !== 'qualifiee' || patient.ins?.matricule !== ins)) {
    return 'L’identité du patient a changé ou n’est plus qualifiée : l’INS que porte ce message ne peut plus sortir.';
  }
  if (canal === 'mssante-confrere') return confreresEmpeches(patient);
  return oppositionLevee ? null : patientOppose(patient);
}

/** Address of the patient in Mon espace santé. Throws InsNotQualifiedError. */
export function adressePatient(patient: PatientAdresse): string {
  return citizenAddress(insForSharing(patient).matricule);
}

/**
 * Recipients of a message to colleagues: distinct, all in the trust space, and none a citizen: a patient is never written to as a colleague, which would
 * go round the masks. Throws HygieError RECIPIENT_NOT_ALLOWED and names the addresses at fault.
 */
export function destinatairesConfreres(addresses: readonly string[], list: WhiteList | null): string[] {
  const distinct = new Map(addresses.map((address) => [address.trim().toLowerCase(), address.trim()]));
  const outside = [...distinct.values()].filter(
    (address) => !isRecipientTrusted(address, list) || domainOf(address) === CITIZENS,
  );
  if (outside.length > 0) {
    const said =
      list === null ? ' (liste blanche jamais chargée : seuls les domaines en .mssante.fr sont acceptés)' : '';
    throw new HygieError('RECIPIENT_NOT_ALLOWED', `${outside.join(', ')}${said}`);
  }
  if (distinct.size === 0) throw new HygieError('INVALID_INPUT', 'Choisissez au moins un destinataire.');
  return [...distinct.values()];
}
