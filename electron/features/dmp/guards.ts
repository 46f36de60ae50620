import { insForSharing, TEST_INS_OIDS } from '../../../shared/domain/ins.ts';
import type { Ins } from '../../../shared/domain/ins.ts';
import type { Patient } from '../../../shared/domain/patient.ts';

/** What the DMP client needs to know of a patient. */
export type DmpPatient = Pick<Patient, 'ins' | 'statutIdentite'>;

export type DmpPreventionCode =
  | 'INS_DE_TEST'
  | 'INS_DE_PRODUCTION'
  | 'AUTRE_PATIENT'
  | 'NON_AUTEUR'
  | 'REMPLACEMENT_INCOMPLET'
  | 'CONSENTEMENT_ABSENT'
  | 'AUTRE_MEDECIN'
  | 'AUTRE_MODE'
  | 'AUTRE_STRUCTURE'
  | 'SIGNATURE_INVALIDE'
  | 'REFERENCE_AMBIGUE';

const SENTENCES: Readonly<Record<DmpPreventionCode, string>> = {
  INS_DE_TEST:
    'L’INS de ce patient est une INS de test : elle ne peut pas sortir d’une installation réelle. Rien n’a été envoyé.',
  INS_DE_PRODUCTION:
    'Cette installation est réservée aux essais : l’INS d’une personne réelle ne peut pas en sortir. Rien n’a été envoyé.',
  AUTRE_PATIENT:
    'Le document ne porte pas l’INS de ce patient. Rien n’a été envoyé ; vérifiez le dossier et régénérez le document.',
  NON_AUTEUR:
    'Seul un auteur du document peut le déposer ou le remplacer dans le DMP. Rien n’a été envoyé ; demandez-le à son auteur, ou transmettez-le par MSSanté.',
  REMPLACEMENT_INCOMPLET:
    'Le document et la demande ne désignent pas la même version à remplacer. Rien n’a été envoyé ; régénérez le document.',
  CONSENTEMENT_ABSENT:
    'Le consentement du patient doit être recueilli et enregistré avant de demander cet accès. Rien n’a été envoyé.',
  AUTRE_MEDECIN: 'Cet envoi a été préparé par un autre médecin : il partira avec sa carte. Rien n’a été envoyé.',
  AUTRE_MODE:
    'Ce lot a été préparé et signé pour un autre mode d’accès au DMP (carte ou certificats du cabinet) que celui des réglages. Rien n’a été envoyé sous ce mode.',
  AUTRE_STRUCTURE:
    'Ce lot a été préparé et signé pour une autre structure que celle où vous exercez aujourd’hui. Rien n’a été envoyé en son nom.',
  SIGNATURE_INVALIDE:
    'La signature du lot ne se vérifie pas. Rien n’a été envoyé ; retirez la carte, insérez-la de nouveau et recommencez.',
  REFERENCE_AMBIGUE: 'Le DMP connaît plusieurs documents sous cet identifiant. Rien n’a été remplacé.',
};

/** We refused by ourselves, before any byte left. */
export class DmpPreventedError extends Error {
  readonly code: DmpPreventionCode;
  constructor(code: DmpPreventionCode, options?: { cause?: unknown }) {
    super(SENTENCES[code], options);
    this.name = 'DmpPreventedError';
    this.code = code;
  }
}

/**
 * The INS of a patient, allowed to leave for this DMP.
 * @throws InsNotQualifiedError, or DmpPreventedError when a test INS meets a real platform or the reverse
 */
export function insForDmp(patient: DmpPatient, test: boolean): Ins {
  const ins = insForSharing(patient);
  const isTest = TEST_INS_OIDS.includes(ins.oid);
  if (isTest && !test) throw new DmpPreventedError('INS_DE_TEST');
  if (!isTest && test) throw new DmpPreventedError('INS_DE_PRODUCTION');
  return ins;
}
