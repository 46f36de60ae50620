import { formatCivilDate } from '../../../shared/domain/civil-date.ts';
import type { Patient } from '../../../shared/domain/patient.ts';
import { civilite } from '../../../shared/domain/patient.ts';
import { xdmSubject } from '../../formats/mime/index.ts';
import { avecArchive } from './rules.ts';

type Named = Pick<
  Patient,
  | 'ins'
  | 'statutIdentite'
  | 'nomNaissance'
  | 'nomUtilise'
  | 'premierPrenom'
  | 'prenomUtilise'
  | 'dateNaissance'
  | 'sexe'
>;
interface Sender {
  readonly civilite: string;
  readonly prenom: string;
  readonly nom: string;
}

const signature = (sender: Sender): string => `${sender.civilite} ${sender.prenom} ${sender.nom}`.trim();

/** Subject proposed to the doctor, as the reference asks (ECO.2.1.3). */
export function objetPropose(
  patient: Pick<Patient, 'nomNaissance' | 'premierPrenom' | 'dateNaissance'>,
  types: readonly string[],
  remplace: boolean,
): string {
  return xdmSubject({
    labels: types,
    nomNaissance: patient.nomNaissance,
    premierPrenom: patient.premierPrenom,
    dateNaissance: patient.dateNaissance,
    replaces: remplace,
  });
}

/** Body proposed for colleagues. */
export function corpsConfrere(patient: Named, types: readonly string[], sender: Sender): string {
  const who = [
    civilite(patient.sexe),
    patient.nomUtilise ?? patient.nomNaissance,
    patient.prenomUtilise ?? patient.premierPrenom,
  ]
    .filter(Boolean)
    .join(' ');
  const ne = { M: 'né', F: 'née', I: 'né(e)' }[patient.sexe];
  const what = types.length === 1 ? `le document « ${types[0]} »` : `les documents suivants : ${types.join(', ')}`;
  return [
    'Chère consœur, cher confrère,',
    '',
    `Vous trouverez en pièce jointe ${what} concernant ${who}, ${ne} le ${formatCivilDate(patient.dateNaissance)}.`,
    avecArchive(patient)
      ? 'L’archive IHE_XDM.zip est destinée à votre logiciel ; le fichier PDF se lit directement.'
      : 'Le fichier PDF se lit directement.',
    '',
    'Bien confraternellement,',
    signature(sender),
  ].join('\n');
}

/** Body proposed for the patient: plain words, and what the files are. */
export function corpsPatient(types: readonly string[], sender: Sender, closes: boolean): string {
  const what = types.length === 1 ? `le document « ${types[0]} »` : `les documents suivants : ${types.join(', ')}`;
  return [
    'Bonjour,',
    '',
    `Votre médecin vous adresse ${what}. Le fichier PDF joint se lit directement ; l’autre fichier est destiné aux logiciels de santé.`,
    closes
      ? 'Ce message n’appelle pas de réponse. En cas d’urgence, appelez le 15.'
      : 'En cas d’urgence, n’utilisez pas cette messagerie : appelez le 15.',
    '',
    signature(sender),
  ].join('\n');
}

/** First line of a new version: which message it replaces. */
export function mentionRemplacement(date: Date): string {
  const day = new Intl.DateTimeFormat('fr-FR', {
    dateStyle: 'short',
    timeStyle: 'short',
    timeZone: 'Europe/Paris',
  }).format(date);
  return `Ce message annule et remplace celui du ${day}.\n\n`;
}
