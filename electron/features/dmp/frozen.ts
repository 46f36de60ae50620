import { createHash } from 'node:crypto';
import { z } from 'zod';
import { Ins } from '../../../shared/domain/ins.ts';
import type { Attachment } from '../../network/soap/mtom.ts';

/**
 * A submission set in its final bytes, made once before the first attempt. Each attempt sends them as they are under a fresh assertion, so that the DMP can
 * recognise a set that it has already received.
 */
export interface FrozenSubmission {
  readonly setUniqueId: string;
  readonly documentUniqueId: string;
  readonly signatureUniqueId: string;
  readonly ins: Ins;
  /** Who prepared it: it leaves under that doctor's card only. */
  readonly idNat: string;
  readonly structureId: string;
  readonly frozenAt: string;
  /** `xds:ProvideAndRegisterDocumentSetRequest`, each document referenced by its Content-ID. */
  readonly body: string;
  /** The CDA document, then the signature document. */
  readonly parts: readonly Attachment[];
}

/** Bytes that are not a frozen set, or not whole any more. */
export class FrozenSubmissionError extends Error {
  constructor(options?: { cause?: unknown }) {
    super('Le lot préparé pour le DMP est illisible : il n’a pas été envoyé. Partagez de nouveau le document depuis le dossier.', options);
    this.name = 'FrozenSubmissionError';
  }
}

const MAGIC = 'hygie-lot-dmp-1\n';

const Header = z.object({
  setUniqueId: z.string(),
  documentUniqueId: z.string(),
  signatureUniqueId: z.string(),
  ins: Ins,
  idNat: z.string(),
  structureId: z.string(),
  frozenAt: z.string(),
  bodyLength: z.int().nonnegative(),
  parts: z.array(z.object({ contentId: z.string(), contentType: z.string(), length: z.int().nonnegative() })).max(10),
  sha256: z.string(),
});

const fingerprint = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex');

/** One block of bytes for the queue: a line that says what it is, a JSON line, then the request and the documents, end to end. */
export function encodeFrozenSubmission(frozen: FrozenSubmission): Uint8Array {
  const body = new TextEncoder().encode(frozen.body);
  const content = Buffer.concat([body, ...frozen.parts.map(({ bytes }) => bytes)]);
  const header: z.infer<typeof Header> = {
    setUniqueId: frozen.setUniqueId,
    documentUniqueId: frozen.documentUniqueId,
    signatureUniqueId: frozen.signatureUniqueId,
    ins: frozen.ins,
    idNat: frozen.idNat,
    structureId: frozen.structureId,
    frozenAt: frozen.frozenAt,
    bodyLength: body.length,
    parts: frozen.parts.map(({ contentId, contentType, bytes }) => ({ contentId, contentType, length: bytes.length })),
    sha256: fingerprint(content),
  };
  return Buffer.concat([Buffer.from(`${MAGIC}${JSON.stringify(header)}\n`), content]);
}

/** @throws FrozenSubmissionError */
export function decodeFrozenSubmission(bytes: Uint8Array): FrozenSubmission {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = all.indexOf(0x0a, MAGIC.length);
  if (all.subarray(0, MAGIC.length).toString('latin1') !== MAGIC || end < 0) throw new FrozenSubmissionError();
  let header: z.infer<typeof Header>;
  try {
    header = Header.parse(JSON.parse(all.subarray(MAGIC.length, end).toString('utf8')));
  } catch (cause) {
    throw new FrozenSubmissionError({ cause });
  }
  const content = all.subarray(end + 1);
  const total = header.parts.reduce((sum, { length }) => sum + length, header.bodyLength);
  if (content.length !== total || fingerprint(content) !== header.sha256) throw new FrozenSubmissionError();
  let at = header.bodyLength;
  const parts = header.parts.map(({ contentId, contentType, length }) => {
    at += length;
    return { contentId, contentType, bytes: content.subarray(at - length, at) };
  });
  const { setUniqueId, documentUniqueId, signatureUniqueId, ins, idNat, structureId, frozenAt } = header;
  const body = content.subarray(0, header.bodyLength).toString('utf8');
  return { setUniqueId, documentUniqueId, signatureUniqueId, ins, idNat, structureId, frozenAt, body, parts };
}
