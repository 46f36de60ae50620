import type { RaisonReception } from '../../../shared/domain/reception.ts';
import { isSenderOfMssante } from '../mime/index.ts';
import type { ReadAttachment, ReadMail, WhiteList } from '../mime/index.ts';
import { readXdmDocuments, severalPatients } from './xdm-documents.ts';
import type { XdmDocument } from './xdm-documents.ts';

export interface MailDocuments {
  /** First of the conditions 1, 2, 3, 6, 7 that fails; null when only the patients are still to be asked (4 and 5). */
  readonly reason: RaisonReception | null;
  readonly refused: boolean;
  readonly documents: readonly XdmDocument[];
  readonly warnings: readonly string[];
}

/**
 * Condition 6, the sender: one well-formed mailbox of the trust space, that nothing in the message contradicts.
 * Choix, à vérifier : une enveloppe ou un champ Sender d’un autre domaine, ou un nom qui montre une autre adresse, suffisent à faire douter.
 */
export function isSenderTrusted(mail: ReadMail, whiteList: WhiteList | null): boolean {
  return mail.from !== null && mail.senderDoubts.length === 0 && isSenderOfMssante(mail.from.address, whiteList);
}

/**
 * What a message without any archive is told to lack. A report of HPRIM names somebody without a qualified identity (SANS_INS_QUALIFIE: the doctor compares traits); a PDF, a bare CDA or
 * plain words have no metadata at all (SANS_METADONNEES).
 * Choix : aucun texte ne départage ces deux motifs ; à vérifier.
 */
function reasonWithoutArchive(mail: ReadMail, bodyIsReport: boolean): RaisonReception {
  return bodyIsReport || mail.attachments.some(({ kind }) => kind === 'hprim')
    ? 'SANS_INS_QUALIFIE'
    : 'SANS_METADONNEES';
}

/** Reasons that hold whatever the attachments are, in the order they are told. */
function reasonOfMessage(mail: ReadMail, whiteList: WhiteList | null): RaisonReception | null {
  if (mail.class === 'unreadable') return 'MESSAGE_REFUSE';
  if (mail.class === 'mdn') return 'ACCUSE_DE_LECTURE';
  if (mail.class === 'dsn') return 'NON_DISTRIBUE';
  return isSenderTrusted(mail, whiteList) ? null : 'EXPEDITEUR_HORS_ESPACE';
}

const archivesOf = (mail: ReadMail): readonly ReadAttachment[] =>
  mail.attachments.filter(({ kind }) => kind === 'archive');

/**
 * Documents of the archives of a message and the verdict on them (seven conditions of the automatic filing; 4 and 5 are the record's). A receipt embeds the message it answers: nothing in it is a
 * received document. An archive in a forwarded message is not opened and keeps the whole message from being filed alone, lest two patients' documents be filed together.
 */
export async function readMailDocuments(
  mail: ReadMail,
  { whiteList, test, bodyIsReport = false }: { whiteList: WhiteList | null; test: boolean; bodyIsReport?: boolean },
): Promise<MailDocuments> {
  const general = reasonOfMessage(mail, whiteList);
  if (mail.class !== 'message')
    return { reason: general, refused: mail.class === 'unreadable', documents: [], warnings: [] };
  const readings = await Promise.all(archivesOf(mail).map(({ bytes }) => readXdmDocuments(bytes, test)));
  // A zip without metadata beside a real archive is an ordinary attachment.
  const exchanges = readings.filter(({ reason }) => reason !== 'SANS_METADONNEES');
  const documents = exchanges.flatMap((reading) => reading.documents);
  const reason =
    general ??
    exchanges.find((reading) => reading.documents.length === 0)?.reason ??
    (mail.nestedArchive ? 'XDM_IMBRIQUE' : null) ??
    (exchanges.length === 0 ? reasonWithoutArchive(mail, bodyIsReport) : null) ??
    exchanges.find((reading) => reading.reason !== null)?.reason ??
    (severalPatients(documents) ? 'PLUSIEURS_PATIENTS' : null);
  return {
    reason,
    refused: exchanges.some((reading) => reading.refused),
    documents,
    warnings: exchanges.flatMap((reading) => reading.warnings),
  };
}
