import type { Masques } from '../../../shared/contract/dossier.ts';
import type { Input, Output } from '../../../shared/contract/index.ts';
import type { PatientId } from '../../../shared/ids.ts';

export type Prepared = Output<'partage.preparer'>;

/** [152] The three roads of the sheet. */
export const CANAUX = ['messagerie', 'dmp', 'les-deux'] as const;
export type Choix = (typeof CANAUX)[number];

/** What the doctor chose and typed; kept whole whatever is refused. */
export interface ShareForm {
  readonly choix: Choix | null;
  readonly versPatient: boolean;
  /** The patient's opposition was read, and lifted for this message. */
  readonly oppositionLevee: boolean;
  readonly masques: Masques;
  readonly confreres: readonly string[];
  readonly autreAdresse: string;
  readonly objet: string;
  readonly corps: string;
}

/** Why each road is closed; null when it is open. */
export interface Obstacles {
  readonly messagerie: string | null;
  readonly dmp: string | null;
  readonly patient: string | null;
}

export const INVISIBLE_STOPS_PATIENT =
  'Document « invisible patient » : il ne lui est pas envoyé, puisque ce serait le lui montrer avant l’annonce.';

/** What stops each road, the answers of the DMP included: a closed or absent DMP takes no document. */
export function obstaclesOf(prepared: Prepared, masques: Masques, oppositionLevee = false): Obstacles {
  const absent = {
    aucun: 'Ce patient n’a pas de DMP.',
    ferme: 'Le DMP de ce patient est fermé.',
    ouvert: null,
    'non-verifie': null,
  }[prepared.dmp.etat];
  return {
    messagerie: prepared.messagerieEmpechee,
    dmp: prepared.dmpEmpeche ?? absent,
    patient:
      (oppositionLevee && prepared.patientOppose !== null ? null : prepared.patientEmpeche) ??
      (masques.invisiblePatient ? INVISIBLE_STOPS_PATIENT : null),
  };
}

/** Why a road of the sheet may not be taken; both at once wants both. */
export function obstacleOf(choix: Choix, obstacles: Obstacles): string | null {
  if (choix === 'messagerie') return obstacles.messagerie;
  if (choix === 'dmp') return obstacles.dmp;
  return obstacles.dmp ?? obstacles.messagerie;
}

/** Nothing is chosen for the doctor but what the practice can do at best: both roads when both are open. */
export function startOf(prepared: Prepared): ShareForm {
  const masques = { masquePs: false, invisiblePatient: false };
  const obstacles = obstaclesOf(prepared, masques);
  const first = (['les-deux', 'messagerie', 'dmp'] as const).find((choix) => obstacleOf(choix, obstacles) === null);
  return {
    choix: first ?? null,
    versPatient: false,
    oppositionLevee: false,
    masques,
    confreres: [],
    autreAdresse: '',
    objet: prepared.objet,
    corps: prepared.corps,
  };
}

export const usesMail = (form: ShareForm): boolean => form.choix === 'messagerie' || form.choix === 'les-deux';
export const usesDmp = (form: ShareForm): boolean => form.choix === 'dmp' || form.choix === 'les-deux';

const ADDRESS = /^[^\s@<>,;"]+@[^\s@<>,;"]+\.[^\s@<>,;"]+$/;

/** The addresses typed beside the list: separated by a comma, a semicolon or a blank. */
export function typedAddresses(text: string): { readonly good: string[]; readonly wrong: string[] } {
  const all = text.split(/[\s,;]+/).filter(Boolean);
  return { good: all.filter((each) => ADDRESS.test(each)), wrong: all.filter((each) => !ADDRESS.test(each)) };
}

/** What is to be sent; or the French sentence of what is missing. */
export function orderOf(
  patientId: PatientId,
  form: ShareForm,
  obstacles: Obstacles,
): { readonly order: Input<'partage.envoyer'> } | { readonly problem: string } {
  const versPatient = form.versPatient && obstacles.patient === null;
  if (form.choix === null && !versPatient) return { problem: 'Choisissez au moins un mode de partage.' };
  const obstacle = form.choix === null ? null : obstacleOf(form.choix, obstacles);
  if (obstacle !== null) return { problem: obstacle };
  const typed = typedAddresses(form.autreAdresse);
  if (usesMail(form) && typed.wrong.length > 0) return { problem: `Adresse à corriger : ${typed.wrong.join(', ')}.` };
  const confreres = usesMail(form) ? [...new Set([...form.confreres, ...typed.good])] : [];
  if (usesMail(form) && confreres.length === 0) {
    return { problem: 'Choisissez un confrère destinataire ou saisissez son adresse MSSanté.' };
  }
  if (usesMail(form) && form.objet.trim() === '') return { problem: 'L’objet du message est vide.' };
  return {
    order: {
      patientId,
      documentId: null,
      dmp: usesDmp(form),
      confreres,
      versPatient,
      masques: form.masques,
      objet: form.objet,
      corps: form.corps,
      finEchangePatient: true,
      oppositionLevee: versPatient && form.oppositionLevee,
    },
  };
}
