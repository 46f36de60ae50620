import type {
  Correspondant,
  DocumentDuMessage,
  Message,
  MessageId,
  PieceJointe,
  SuiviDestinataire,
} from '../../../shared/contract/messagerie.ts';
import type { Instant } from '../../../shared/domain/civil-date.ts';
import { HygieError } from '../../../shared/errors.ts';
import type { DocumentId, PatientId } from '../../../shared/ids.ts';
import { sql } from 'kysely';
import { defineQuery, type MailAttachmentRow, type MailMessageRow, type ReadableRecord } from '../../record/index.ts';
import { summariesOf } from '../reception/index.ts';
import { correspondentOf, knowledgeOf, type NamedAddress } from './correspondents.ts';
import { followUpOf } from './followup.repository.ts';
import type { KeptHeaders } from './index-mail.commands.ts';
import { NOTICE_DOUBTS } from './notices.ts';
import { EXTRA, linesOf, type LineRow } from './list.repository.ts';

/** A message with everything but its text, which is read from its bytes. */
export type MailHeld = Omit<Message, 'texte' | 'html'>;

const KINDS: Readonly<Record<string, PieceJointe['genre']>> = {
  archive: 'archive',
  cda: 'cda',
  hprim: 'hprim',
  pdf: 'pdf',
  image: 'image',
  text: 'texte',
  message: 'message',
  tnef: 'tnef',
  signature: 'signature',
  encrypted: 'chiffre',
};

export const pieceOf = (row: MailAttachmentRow): PieceJointe => ({
  rang: row.rang,
  nom: row.nom,
  typeMedia: row.typeMedia,
  taille: row.taille,
  genre: KINDS[row.genre] ?? 'autre',
  contentId: row.contentId,
  dansLeCorps: row.dansLeCorps === 1,
});

export const attachmentsOf = (db: Pick<ReadableRecord, 'selectFrom'>, key: number): Promise<MailAttachmentRow[]> =>
  db.selectFrom('mail_attachments').selectAll().where('messageKey', '=', key).orderBy('rang').execute();

const DOUBTS: Readonly<Record<string, string>> = {
  absent: 'Le message ne dit pas qui l’envoie.',
  several: 'Le message nomme plusieurs expéditeurs.',
  malformed: 'L’adresse de l’expéditeur est mal formée.',
  name_is_another_address: 'Le nom affiché montre une autre adresse que celle de l’expéditeur.',
  sent_by_another_domain: 'Le message a été envoyé par un autre domaine que celui de l’expéditeur.',
  bad_signature: 'La signature du message est fausse.',
};

interface ReportRow {
  readonly arriveeId: string;
  readonly rang: number;
  readonly issue: DocumentDuMessage['issue'];
  readonly raison: DocumentDuMessage['raison'];
  readonly patientId: string | null;
  readonly documentId: string | null;
  readonly contenuJson: string | null;
  readonly anormal: number;
  readonly titre: string | null;
  readonly type: string | null;
  readonly date: string | null;
  readonly auteurNom: string | null;
  readonly etablissement: string | null;
}

interface WaitingContent {
  readonly document: {
    readonly title: string;
    readonly type: string | null;
    readonly date: string | null;
    readonly author: string;
    readonly organisation: string;
  };
}

async function documentsOf(db: ReadableRecord, arriveeId: string | null): Promise<DocumentDuMessage[]> {
  if (arriveeId === null) return [];
  const { rows } = await sql<ReportRow>`
    SELECT a.id AS arriveeId, r.rang, r.issue, r.raison, r.patientId, r.documentId, r.contenuJson, r.anormal,
      d.titre, d.type, d.date, d.auteurNom, d.etablissement
    FROM arrivals a JOIN arrival_reports r ON r.arrivalKey = a.key LEFT JOIN documents d ON d.id = r.documentId
    WHERE a.id = ${arriveeId} ORDER BY r.rang`.execute(db);
  const patients = await summariesOf(
    db,
    rows.flatMap(({ patientId }) => patientId ?? []),
  );
  return rows.map((row) => {
    const waiting = row.contenuJson === null ? null : (JSON.parse(row.contenuJson) as WaitingContent).document;
    return {
      arriveeId: row.arriveeId,
      rang: row.rang,
      titre: row.titre ?? waiting?.title ?? 'Document',
      type: row.type ?? waiting?.type ?? '',
      date: row.date ?? waiting?.date ?? null,
      auteur: row.auteurNom ?? waiting?.author ?? '',
      organisation: row.etablissement ?? waiting?.organisation ?? '',
      issue: row.issue,
      raison: row.raison,
      patient: row.patientId === null ? null : (patients.get(row.patientId) ?? null),
      documentId: row.documentId as DocumentId | null,
      patientId: row.patientId as PatientId | null,
      anormal: row.anormal,
    };
  });
}

const NO_HEADERS: KeptHeaders = {
  cc: [],
  replyTo: [],
  rawSubject: '',
  references: [],
  closed: false,
  replaces: false,
  encrypted: null,
  receiptTo: null,
  returnPath: null,
  doubts: [],
  warnings: [],
  refusal: null,
  about: null,
  noticeDoubt: null,
};

export const headersOfRow = (row: Pick<MailMessageRow, 'enTetesJson'>): KeptHeaders => ({
  ...NO_HEADERS,
  ...(JSON.parse(row.enTetesJson) as Partial<KeptHeaders>),
});

/** A message that this doctor may read: of their own mailbox, or assigned to the patient whose record is open. Throws HygieError NOT_FOUND. */
export async function readableRow(
  db: Pick<ReadableRecord, 'selectFrom'>,
  input: { readonly id: string; readonly patientId: string | null },
  owner: string,
): Promise<MailMessageRow> {
  const row = await db.selectFrom('mail_messages').selectAll().where('id', '=', input.id).executeTakeFirst();
  const allowed = input.patientId === null ? row?.proprietaire === owner : row?.patientId === input.patientId;
  if (row === undefined || !allowed) throw new HygieError('NOT_FOUND');
  return row;
}

async function receiptAsked(row: MailMessageRow, headers: KeptHeaders): Promise<Message['accuse']> {
  if (headers.receiptTo === null || row.classe !== 'message') return null;
  const same = headers.receiptTo.toLowerCase() === (headers.returnPath ?? '').toLowerCase();
  return { demandePar: headers.receiptTo, memeAdresse: same, fait: row.accuseFait as Instant | null };
}

/** One message whole but its text [103]; reading it here changes nothing. */
export const readMailRow = defineQuery({
  name: 'messagerie.lire',
  run: async (
    db,
    input: { id: string; patientId: string | null },
    context,
  ): Promise<{ message: MailHeld; bytes: Uint8Array | null; brouillon: string | null }> => {
    const row = await readableRow(db, input, context.actor.idNat);
    const { rows } = await sql<LineRow>`SELECT m.*, ${EXTRA} FROM mail_messages m WHERE m.key = ${row.key}`.execute(db);
    const [line] = await linesOf(db, rows);
    if (line === undefined) throw new HygieError('NOT_FOUND');
    const headers = headersOfRow(row);
    const to = JSON.parse(row.aJson) as NamedAddress[];
    const knowledge = await knowledgeOf(
      db,
      [...to, ...headers.cc].map(({ address }) => address),
    );
    const named = (list: readonly NamedAddress[]): Correspondant[] =>
      list.map((mailbox) => correspondentOf(mailbox, knowledge));
    const about =
      headers.about === null
        ? undefined
        : await db
            .selectFrom('mail_messages')
            .select('id')
            .where('messageId', '=', headers.about)
            .where('proprietaire', '=', row.proprietaire)
            .executeTakeFirst();
    const traces = await db
      .selectFrom('mail_traces')
      .select(['le', 'parNom as qui', 'quoi'])
      .where('messageKey', '=', row.key)
      .orderBy('rang')
      .execute();
    const draft = await db
      .selectFrom('mail_drafts')
      .select('contenuJson')
      .where('messageKey', '=', row.key)
      .executeTakeFirst();
    const sent = row.liste === 'envoyes' || row.liste === 'boite-envoi';
    const suivi: SuiviDestinataire[] =
      sent && row.messageId !== null
        ? await followUpOf(
            db,
            row.messageId,
            [...to, ...headers.cc].map(({ address }) => address),
          )
        : [];
    return {
      message: {
        ...line,
        // What is not believed is no receipt of a message sent.
        raison: headers.noticeDoubt?.startsWith('accuse-') === true ? null : line.raison,
        a: to.map(({ name, address }) => name || address),
        destinataires: named(to),
        copies: named(headers.cc),
        repondreA: [...headers.replyTo],
        objetBrut: headers.rawSubject || row.objet,
        piecesJointes: (await attachmentsOf(db, row.key)).map(pieceOf),
        documents: await documentsOf(db, row.arriveeId),
        remplace: headers.replaces,
        finEchange: headers.closed,
        chiffre: headers.encrypted,
        alertes: [
          ...(line.apicrypt
            ? [
                'Message du réseau Apicrypt : accepté, mais ce n’est pas un message MSSanté. Rien n’en est classé sans vous.',
              ]
            : []),
          ...(row.horsEspace === 1 && row.classe !== 'non-remise' && !line.apicrypt
            ? ['L’expéditeur n’appartient pas à l’espace de confiance MSSanté.']
            : []),
          ...headers.doubts.map((doubt) => DOUBTS[doubt] ?? doubt),
          ...(headers.noticeDoubt === null ? [] : [NOTICE_DOUBTS[headers.noticeDoubt]]),
          ...(headers.refusal === null ? [] : [headers.refusal]),
          ...headers.warnings,
        ],
        accuse: await receiptAsked(row, headers),
        suivi,
        concerne: (about?.id ?? null) as MessageId | null,
        traces: traces.map((each) => ({ ...each, le: each.le as Instant })),
      },
      bytes: row.bytesHash === null ? null : context.documents.get(row.bytesHash),
      brouillon: draft?.contenuJson ?? null,
    };
  },
});

/** Bytes of a message, and of one of its own attached files when it is a draft. */
export const readMailBytes = defineQuery({
  name: 'messagerie.octets',
  run: async (
    db,
    input: { id: string; patientId: string | null; rang: number | null },
    context,
  ): Promise<{ nom: string; bytes: Uint8Array; piece: PieceJointe | null }> => {
    const row = await readableRow(db, input, context.actor.idNat);
    const nom = `${
      row.objet
        .replace(/[^\p{L}\p{N} -]+/gu, ' ')
        .trim()
        .slice(0, 80) || 'message'
    }.eml`;
    if (input.rang !== null) {
      const part = (await attachmentsOf(db, row.key)).find(({ rang }) => rang === input.rang);
      if (part === undefined) throw new HygieError('NOT_FOUND');
      if (part.bytesHash !== null)
        return { nom: part.nom, bytes: context.documents.get(part.bytesHash), piece: pieceOf(part) };
    }
    if (row.bytesHash === null) throw new HygieError('NOT_FOUND');
    return { nom, bytes: context.documents.get(row.bytesHash), piece: null };
  },
});
