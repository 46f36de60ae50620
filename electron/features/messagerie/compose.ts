import { randomBytes, randomUUID } from 'node:crypto';
import type { Patient } from '../../../shared/domain/patient.ts';
import type { Practitioner } from '../../../shared/domain/practitioner.ts';
import {
  buildMail,
  citizenAddress,
  displayName,
  domainOf,
  isMailAddress,
  isRecipientTrusted,
  type WhiteList,
} from '../../formats/mime/index.ts';
import type { DraftContent, DraftFile } from './drafts.repository.ts';
import { TAILLE_PAR_DEFAUT } from './freeze.ts';
import { CITIZENS, confreresEmpeches, patientEmpeche } from './rules.ts';

/** Mon espace santé refuses more than this, whatever the sender's operator takes. */
const TAILLE_MES = 25 * 1024 * 1024;

export interface ComposeFrame {
  readonly whiteList: WhiteList | null;
  readonly test: boolean;
  /** Patient whom the draft is about; null for none. */
  readonly patient: Patient | null;
  /** Sender of the message that this one answers: a Mon espace santé user may be answered at the address they wrote from. */
  readonly answered: string | null;
}

export interface RecipientVerdict {
  readonly adresse: string;
  /** Why nothing may be sent there, in French; null when it may. */
  readonly refus: string | null;
  readonly usager: boolean;
}

export const isCitizen = (address: string): boolean => domainOf(address) === CITIZENS;

const distinct = (addresses: readonly string[]): string[] => {
  const found = new Map(addresses.map((address) => [address.trim().toLowerCase(), address.trim()]));
  found.delete('');
  return [...found.values()];
};
export const recipientsOf = (draft: Pick<DraftContent, 'a' | 'cc'>): string[] => distinct([...draft.a, ...draft.cc]);

function citizenRefused(address: string, draft: DraftContent, frame: ComposeFrame): string | null {
  if (draft.masquePatient) return 'Un document joint est masqué au patient (« invisible patient »).';
  const { patient, answered } = frame;
  if (patient === null)
    return answered?.toLowerCase() === address.toLowerCase()
      ? null
      : 'Choisissez le patient : son adresse Mon espace santé vient de son identité qualifiée.';
  const why = patientEmpeche(patient, { invisiblePatient: false }, frame.test);
  if (why !== null) return why;
  return patient.ins !== null && citizenAddress(patient.ins.matricule) === address.toLowerCase()
    ? null
    : 'Cette adresse n’est pas celle du patient choisi.';
}

/** Whether each recipient may be written to (Référentiel socle MSSanté #2: white list; ECO.2.2.6 for a citizen). */
export function verdicts(draft: DraftContent, frame: ComposeFrame): RecipientVerdict[] {
  return recipientsOf(draft).map((adresse) => {
    if (!isMailAddress(adresse)) return { adresse, refus: 'Ce n’est pas une adresse.', usager: false };
    const usager = isCitizen(adresse);
    if (usager) return { adresse, usager, refus: citizenRefused(adresse, draft, frame) };
    const opposed = frame.patient === null ? null : confreresEmpeches(frame.patient);
    const refus = isRecipientTrusted(adresse, frame.whiteList)
      ? opposed
      : frame.whiteList === null
        ? 'Hors de l’espace de confiance (aucune liste blanche : seuls les domaines en .mssante.fr sont acceptés).'
        : 'Cette adresse n’appartient pas à l’espace de confiance MSSanté.';
    return { adresse, usager, refus };
  });
}

/** Why the draft as a whole may not leave, in French; recipients apart. */
export function prevented(draft: DraftContent, frame: ComposeFrame): string[] {
  const said: string[] = [];
  if (recipientsOf(draft).length === 0) said.push('Choisissez au moins un destinataire.');
  const { patient } = frame;
  if (patient !== null && patient.ins !== null && patient.statutIdentite !== 'qualifiee') {
    const told = `${draft.objet}\n${draft.corps}`.replace(/[\s.]/g, '');
    if (told.includes(patient.ins.matricule.slice(0, 13)))
      said.push('L’objet ou le texte contient l’INS d’une identité qui n’est pas qualifiée.');
  }
  return said;
}

export const limitOf = (to: readonly string[]): number =>
  to.some(isCitizen) ? Math.min(TAILLE_PAR_DEFAUT, TAILLE_MES) : TAILLE_PAR_DEFAUT;

/** Size of the message once encoded: base64 and its line ends, plus headers. */
export const encodedSize = (draft: DraftContent, files: readonly { readonly taille: number }[]): number =>
  files.reduce(
    (total, { taille }) => total + Math.ceil(taille * 1.37) + 400,
    Math.ceil(draft.corps.length * 1.4) + 2000,
  );

export interface Sender extends Pick<Practitioner, 'civilite' | 'prenom' | 'nom'> {
  readonly adresse: string;
  readonly entite: string | null;
  readonly nil: string;
}

export interface FrozenMail {
  readonly raw: Uint8Array;
  /** Without angle brackets. */
  readonly messageId: string;
  readonly to: readonly string[];
  readonly cc: readonly string[];
}

/**
 * The final bytes of a draft, one message for the colleagues and one for each citizen: the end of an exchange is said to the citizen only, and nobody learns a patient's address.
 */
export async function freezeDraft(
  draft: DraftContent,
  files: readonly Omit<DraftFile, 'rang'>[],
  about: {
    readonly sender: Sender;
    readonly now: Date;
    readonly inReplyTo: string | null;
    readonly references: readonly string[];
  },
): Promise<FrozenMail[]> {
  const [to, cc] = [distinct(draft.a), distinct(draft.cc)];
  const groups = [
    { to: to.filter((one) => !isCitizen(one)), cc: cc.filter((one) => !isCitizen(one)), citizen: false },
    ...distinct([...to, ...cc])
      .filter(isCitizen)
      .map((one) => ({ to: [one], cc: [], citizen: true })),
  ].filter((group) => group.to.length + group.cc.length > 0);
  const { sender } = about;
  const frozen: FrozenMail[] = [];
  for (const group of groups) {
    const messageId = `${randomUUID()}@${domainOf(sender.adresse) ?? 'mssante.fr'}`;
    const raw = await buildMail({
      messageId,
      date: about.now,
      boundary: randomBytes(12).toString('hex'),
      from: { name: displayName(sender), address: sender.adresse },
      to: group.to,
      cc: group.cc,
      subject: draft.objet,
      body: draft.corps,
      files: files.map(({ nom, typeMedia, bytes }) => ({ name: nom, mediaType: typeMedia, bytes })),
      headers: {
        'X-MSS-NIL': sender.nil,
        ...(group.citizen && draft.finEchange ? { 'X-MSS-MES': 'FIN' } : {}),
        ...(draft.accuseLecture ? { 'Disposition-Notification-To': `<${sender.adresse}>` } : {}),
      },
      inReplyTo: about.inReplyTo,
      references: about.references,
    });
    frozen.push({ raw, messageId, to: group.to, cc: group.cc });
  }
  return frozen;
}
