import type { Message, PieceJointe } from '../../../shared/contract/messagerie.ts';
import { formatCivilDate } from '../../../shared/domain/civil-date.ts';
import type { DraftContent } from './drafts.repository.ts';

export type ReplyKind = 'repondre' | 'tous' | 'transferer';

const PREFIX: Readonly<Record<ReplyKind, string>> = { repondre: 'RE: ', tous: 'RE: ', transferer: 'TR: ' };

/** « RE: » once, whatever was answered. */
export function subjectOf(kind: ReplyKind, subject: string): string {
  const bare = subject.replace(/^(?:\s*(?:RE|TR|FW|FWD)\s*:\s*)+/i, '').trim();
  return `${PREFIX[kind]}${bare}`;
}

const LONGEST_QUOTE = 20_000;

function quoted(message: Pick<Message, 'date' | 'de' | 'texte' | 'objet' | 'destinataires'>, kind: ReplyKind): string {
  const day = formatCivilDate(message.date.slice(0, 10));
  const text = (message.texte ?? '').slice(0, LONGEST_QUOTE);
  if (kind === 'transferer')
    return [
      '',
      '',
      '---------- Message transféré ----------',
      `De : ${message.de.nom} <${message.de.adresse}>`,
      `Date : ${day}`,
      `Objet : ${message.objet}`,
      `À : ${message.destinataires.map(({ adresse }) => adresse).join(', ')}`,
      '',
      text,
    ].join('\n');
  const lines = text.split('\n').map((line) => `> ${line}`);
  return ['', '', `Le ${day}, ${message.de.nom} a écrit :`, ...lines].join('\n');
}

/** Images of the text stay with it; an archive of health documents leaves by « Partager » only, with the headers that it must have. */
export const isForwardable = ({ dansLeCorps, genre }: PieceJointe): boolean => !dansLeCorps && genre !== 'archive';

/** A draft that answers or forwards: recipients, subject and quoted text proposed; the doctor writes above. `own`: the address of this mailbox. */
export function prepareReply(message: Message, kind: ReplyKind, own: string): Omit<DraftContent, 'masquePatient'> {
  const me = own.toLowerCase();
  const distinct = (addresses: readonly string[]) => [
    ...new Map(addresses.map((address) => [address.toLowerCase(), address])).values(),
  ];
  const sender = message.repondreA.length > 0 ? message.repondreA : [message.de.adresse];
  const others = [...message.destinataires, ...message.copies].map(({ adresse }) => adresse);
  const a = kind === 'transferer' ? [] : distinct(sender).filter((address) => address !== '');
  const cc =
    kind === 'tous'
      ? distinct(others).filter(
          (address) => address.toLowerCase() !== me && !a.some((one) => one.toLowerCase() === address.toLowerCase()),
        )
      : [];
  return {
    a,
    cc,
    objet: subjectOf(kind, message.objet),
    corps: quoted(message, kind),
    patientId: message.patient?.id ?? null,
    reponseA: kind === 'transferer' ? null : message.id,
    transfertDe:
      kind === 'transferer'
        ? {
            id: message.id,
            pieces: message.piecesJointes.filter(isForwardable).map(({ rang }) => rang),
          }
        : null,
    accuseLecture: false,
    finEchange: false,
  };
}
