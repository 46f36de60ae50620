import { randomBytes, randomUUID } from 'node:crypto';
import type { Patient } from '../../../shared/domain/patient.ts';
import type { Practitioner } from '../../../shared/domain/practitioner.ts';
import { HygieError } from '../../../shared/errors.ts';
import {
  ARCHIVE_NAME,
  buildHealthMessage,
  displayName,
  domainOf,
  isMailAddress,
  readableName,
  shownSubject,
  withXdmPrefix,
  type WhiteList,
} from '../../formats/mime/index.ts';
import type { DocumentJoint } from './document.ts';
import { adressePatient, confreresEmpeches, destinatairesConfreres, patientEmpeche } from './rules.ts';
import { mentionRemplacement, objetPropose } from './texts.ts';

export interface MessageAFiger {
  readonly kind: 'confrere' | 'patient';
  readonly patient: Pick<
    Patient,
    'ins' | 'statutIdentite' | 'oppositionMessagerie' | 'nomNaissance' | 'premierPrenom' | 'dateNaissance'
  >;
  readonly sender: Pick<Practitioner, 'civilite' | 'prenom' | 'nom'> & {
    readonly adresse: string;
    readonly entite: string | null;
  };
  /** Colleagues' addresses; ignored for the patient, whose address comes from the qualified INS. */
  readonly destinataires: readonly string[];
  readonly documents: readonly DocumentJoint[];
  /** IHE XDM archive of these documents, as `formats/xdm` writes it; null when the identity allows none: the PDF then leaves alone. */
  readonly archive: Uint8Array | null;
  /** True when one of these documents must not be shown to the patient. */
  readonly invisiblePatient: boolean;
  /**
   * The doctor's own subject. With an archive the reference imposes the subject (ECO.2.1.3): other words than the proposed ones then open the text,
   * so that they are not lost.
   */
  readonly objet: string;
  readonly corps: string;
  /** Mon espace santé: the patient is offered no reply. */
  readonly finEchange: boolean;
  readonly accuseLecture: boolean;
  /** The patient's opposition to patient mail was read out and lifted for this message (MSS/va1.20). */
  readonly oppositionLevee: boolean;
  readonly remplace: { readonly messageId: string; readonly date: Date } | null;
  readonly numeroDossier: string | null;
}

export interface CadreMessagerie {
  readonly now: Date;
  /** X-MSS-NIL, given by Convergence. */
  readonly nil: string;
  readonly whiteList: WhiteList | null;
  /** Limit of the encoded message in bytes; 10 MB unless the operator says less (its SIZE is checked when sending). */
  readonly tailleMaximale?: number;
  readonly test: boolean;
}

/** A message as it will leave, byte for byte, whatever happens. */
export interface MessageFige {
  readonly raw: Uint8Array;
  readonly from: string;
  readonly to: readonly string[];
  /** Without angle brackets. */
  readonly messageId: string;
  readonly objet: string;
  /** Matricule that the archive or the address carries; null when neither does. */
  readonly ins: string | null;
  /** An opposition stood, and was lifted for this message. */
  readonly oppositionLevee: boolean;
}

export const TAILLE_PAR_DEFAUT = 10 * 1024 * 1024;
/** Mon espace santé refuses more than this, whatever the sender's operator takes. */
const TAILLE_MES = 25 * 1024 * 1024;

const megabytes = (bytes: number): string =>
  `${(bytes / 1024 / 1024).toLocaleString('fr-FR', { maximumFractionDigits: 1 })} Mo`;

function checkRights(message: MessageAFiger, frame: CadreMessagerie): string[] {
  const { patient } = message;
  if (message.kind === 'patient') {
    const without = message.oppositionLevee ? { ...patient, oppositionMessagerie: null } : patient;
    const why = patientEmpeche(without, message, frame.test);
    if (why !== null) {
      const unqualified = !message.invisiblePatient && (patient.ins === null || patient.statutIdentite !== 'qualifiee');
      const opposed = patientEmpeche({ ...without, oppositionMessagerie: null }, message, frame.test) === null;
      throw new HygieError(unqualified ? 'INS_NOT_QUALIFIED' : opposed ? 'PATIENT_OPPOSED' : 'NOT_ALLOWED', why);
    }
    return [adressePatient(patient)];
  }
  const why = confreresEmpeches(patient);
  if (why !== null) throw new HygieError('PATIENT_OPPOSED', why);
  return destinatairesConfreres(message.destinataires, frame.whiteList);
}

/**
 * No INS leaves unless it is qualified, neither in a document nor typed by hand; and a document of somebody else leaves under no circumstances.
 */
function checkIns(message: MessageAFiger): void {
  const { ins, statutIdentite } = message.patient;
  const shared = statutIdentite === 'qualifiee' ? (ins?.matricule ?? null) : null;
  for (const document of message.documents) {
    if (document.ins === null || document.ins === shared) continue;
    if (document.ins === ins?.matricule)
      throw new HygieError('INS_NOT_QUALIFIED', 'Le document porte l’INS. Produisez-le de nouveau.');
    throw new HygieError('NOT_ALLOWED', 'L’un des documents est celui d’un autre patient. Rien n’a été envoyé.');
  }
  if (ins === null || shared !== null) return;
  const told = `${message.objet}\n${message.corps}`.replace(/[\s.]/g, '');
  if (told.includes(ins.matricule) || told.includes(ins.matricule.slice(0, 13))) {
    throw new HygieError('INS_NOT_QUALIFIED', 'L’objet ou le texte du message contient l’INS.');
  }
}

/** The subject that the reference imposes, and the text with what must open it. */
function wording(message: MessageAFiger): { objet: string; corps: string } {
  const replaces = message.remplace !== null;
  const imposed = objetPropose(
    message.patient,
    message.documents.map((document) => document.type),
    replaces,
  );
  const mention = message.remplace === null ? '' : mentionRemplacement(message.remplace.date);
  if (message.archive === null) {
    const own = shownSubject(message.objet) || shownSubject(imposed);
    return { objet: own, corps: `${mention}${message.corps}` };
  }
  const own = withXdmPrefix(message.objet, replaces);
  const opening = own === imposed || shownSubject(own) === '' ? '' : `Objet : ${shownSubject(message.objet)}\n\n`;
  return { objet: imposed, corps: `${mention}${opening}${message.corps}` };
}

/**
 * Builds the message once and for all: recipients, masks, opposition, identity and size are checked before anything is written. Throws HygieError
 * RECIPIENT_NOT_ALLOWED, PATIENT_OPPOSED, INS_NOT_QUALIFIED, NOT_ALLOWED (masked to the patient, or test and production mixed), TOO_LARGE, INVALID_INPUT.
 */
export async function freezeMail(message: MessageAFiger, frame: CadreMessagerie): Promise<MessageFige> {
  const { sender, patient } = message;
  if (!isMailAddress(sender.adresse))
    throw new HygieError('INVALID_INPUT', 'L’adresse MSSanté de l’expéditeur n’est pas valable.');
  if (message.documents.length === 0) throw new HygieError('INVALID_INPUT', 'Ce message ne contient aucun document.');
  const to = checkRights(message, frame);
  checkIns(message);
  const messageId = `${randomUUID()}@${domainOf(sender.adresse) ?? 'mssante.fr'}`;
  const { objet, corps } = wording(message);
  const readable = message.documents.map((document) => ({
    name: readableName({
      dateActe: document.dateActe,
      type: document.type,
      nomNaissance: patient.nomNaissance,
      premierPrenom: patient.premierPrenom,
      numeroDossier: message.numeroDossier,
    }),
    bytes: document.pdf,
  }));
  const raw = await buildHealthMessage({
    messageId,
    date: frame.now,
    boundary: randomBytes(12).toString('hex'),
    from: { name: displayName(sender), address: sender.adresse },
    to: to.map((address) => ({ name: null, address })),
    replyTo: null,
    subject: objet,
    body: corps,
    nil: frame.nil,
    archive:
      message.archive === null
        ? null
        : {
            bytes: message.archive,
            codes: message.documents.map((document) => document.code),
            insQualifiee: patient.ins !== null && patient.statutIdentite === 'qualifiee',
          },
    readable,
    closesExchange: message.kind === 'patient' && message.finEchange,
    readReceipt: message.accuseLecture,
    oldDeliveryReceipt: false,
    inReplyTo: message.remplace?.messageId ?? null,
  });
  const limit = Math.min(frame.tailleMaximale ?? TAILLE_PAR_DEFAUT, message.kind === 'patient' ? TAILLE_MES : Infinity);
  if (raw.length > limit) {
    const archive = message.archive === null ? [] : [{ name: ARCHIVE_NAME, bytes: message.archive }];
    const heavy = [...archive, ...readable].toSorted((a, b) => b.bytes.length - a.bytes.length);
    const files = heavy.slice(0, 3).map((file) => `${file.name} (${megabytes(file.bytes.length)})`);
    throw new HygieError(
      'TOO_LARGE',
      `Message de ${megabytes(raw.length)} pour une limite de ${megabytes(limit)}. Pièces les plus lourdes : ${files.join(', ')}.`,
    );
  }
  const carried =
    message.kind === 'patient'
      ? patient.ins?.matricule
      : message.documents.find((document) => document.ins !== null)?.ins;
  const oppositionLevee =
    message.kind === 'patient' && message.oppositionLevee && patient.oppositionMessagerie !== null;
  return { raw, from: sender.adresse, to, messageId, objet, ins: carried ?? null, oppositionLevee };
}
