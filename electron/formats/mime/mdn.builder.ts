import { oneLine } from './text.ts';

export interface ReadReceiptToSend {
  /** Without angle brackets. */
  readonly messageId: string;
  readonly date: Date;
  /** Random text that makes the MIME boundaries. */
  readonly boundary: string;
  /** Display name of the mailbox (ECO.2.2.7). */
  readonly fromName: string;
  readonly from: string;
  readonly to: string;
  readonly originalMessageId: string;
  readonly originalSubject: string;
  readonly product: string;
  /** Product reference given by Convergence (header X-MSS-NIL). */
  readonly nil: string;
}

/** A subject of any language in a header (RFC 2047), in words short enough for a line. */
function encodedWords(text: string): string {
  const words: string[] = [];
  let word = '';
  for (const character of oneLine(text)) {
    if (Buffer.byteLength(word + character) > 42) {
      words.push(word);
      word = '';
    }
    word += character;
  }
  return [...words, word].map((part) => `=?UTF-8?B?${Buffer.from(part).toString('base64')}?=`).join('\r\n ');
}

const bare = (value: string): string => oneLine(value).replace(/[<>]/g, '');

/**
 * Read receipt sent by the doctor's gesture (RFC 8098; Référentiel socle MSSanté #2, ECO.3.1.6): displayed, sent manually. It tells nothing of the message but its
 * identifier.
 */
export function buildReadReceipt(receipt: ReadReceiptToSend): Uint8Array {
  const boundary = `----=_Hygie-${receipt.boundary}`;
  const [to, from] = [bare(receipt.to), bare(receipt.from)];
  const lines = [
    `Message-ID: <${bare(receipt.messageId)}>`,
    `Date: ${receipt.date.toUTCString().replace('GMT', '+0000')}`,
    `From: ${encodedWords(receipt.fromName)} <${from}>`,
    `To: <${to}>`,
    `Subject: ${encodedWords(`Lu : ${receipt.originalSubject}`.slice(0, 200))}`,
    `In-Reply-To: <${bare(receipt.originalMessageId)}>`,
    `References: <${bare(receipt.originalMessageId)}>`,
    `X-MSS-NIL: ${bare(receipt.nil)}`,
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
    `Content-Type: multipart/report; report-type=disposition-notification;`,
    ` boundary="${boundary}"`,
    '',
    `--${boundary}`,
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
    '',
    'Le message a été affiché par son destinataire.',
    '',
    `--${boundary}`,
    'Content-Type: message/disposition-notification',
    '',
    `Reporting-UA: ${bare(receipt.product)}`,
    `Original-Recipient: rfc822;${from}`,
    `Final-Recipient: rfc822;${from}`,
    `Original-Message-ID: <${bare(receipt.originalMessageId)}>`,
    'Disposition: manual-action/MDN-sent-manually; displayed',
    '',
    `--${boundary}--`,
    '',
  ];
  return Buffer.from(lines.join('\r\n'), 'utf8');
}
