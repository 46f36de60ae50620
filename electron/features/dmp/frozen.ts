import { createHash } from 'node:crypto';
import { z } from 'zod';
import { Ins } from '../../../shared/domain/ins.ts';
import type { AuthenticationMode } from '../../formats/vihf/index.ts';
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
  /** How the DMP was reached when it was signed: it leaves that way only. null: prepared before this was kept. */
  readonly mode: AuthenticationMode | null;
  readonly frozenAt: string;
  /** `xds:ProvideAndRegisterDocumentSetRequest`, each document referenced by its Content-ID. */
  readonly body: string;
  /** The CDA document, then the signature document. */
  readonly parts: readonly Attachment[];
}

/** Bytes that are not a frozen set, or not whole any more. */
export class FrozenSubmissionError extends Error {
  constructor(options?: { cause?: unknown }) {
    super(
      'Le lot préparé pour le DMP est illisible : il n’a pas été envoyé. Partagez de nouveau le document depuis le dossier.',
      options,
    );
    this.name = 'FrozenSubmissionError';
  }
}

const MAGIC = 'hygie-lot-dmp-1 ';

const Header = z.object({
  setUniqueId: z.string().regex(/^[0-9.]{1,64}$/),
  documentUniqueId: z.string(),
  signatureUniqueId: z.string(),
  ins: Ins,
  idNat: z.string(),
  structureId: z.string(),
  mode: z.enum(['direct', 'indirect']).nullable().default(null),
  frozenAt: z.string(),
  bodyLength: z.int().nonnegative(),
  parts: z.array(z.object({ contentId: z.string(), contentType: z.string(), length: z.int().nonnegative() })).max(10),
});

const fingerprint = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex');

/** One block of bytes for the queue: a line that says what it is and its fingerprint, a JSON line, then the request and the documents, end to end. */
export function encodeFrozenSubmission(frozen: FrozenSubmission): Uint8Array {
  const body = new TextEncoder().encode(frozen.body);
  const header: z.infer<typeof Header> = {
    setUniqueId: frozen.setUniqueId,
    documentUniqueId: frozen.documentUniqueId,
    signatureUniqueId: frozen.signatureUniqueId,
    ins: frozen.ins,
    idNat: frozen.idNat,
    structureId: frozen.structureId,
    mode: frozen.mode,
    frozenAt: frozen.frozenAt,
    bodyLength: body.length,
    parts: frozen.parts.map(({ contentId, contentType, bytes }) => ({ contentId, contentType, length: bytes.length })),
  };
  const contents = [body, ...frozen.parts.map(({ bytes }) => bytes)];
  const block = Buffer.concat([Buffer.from(`${JSON.stringify(header)}\n`), ...contents]);
  return Buffer.concat([Buffer.from(`${MAGIC}${fingerprint(block)}\n`), block]);
}

/** @throws FrozenSubmissionError */
export function decodeFrozenSubmission(bytes: Uint8Array): FrozenSubmission {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = all.indexOf(0x0a) + 1;
  const block = all.subarray(start);
  if (start === 0 || all.subarray(0, start).toString('latin1') !== `${MAGIC}${fingerprint(block)}\n`)
    throw new FrozenSubmissionError();
  const end = block.indexOf(0x0a);
  let header: z.infer<typeof Header>;
  try {
    header = Header.parse(JSON.parse(block.subarray(0, Math.max(0, end)).toString('utf8')));
  } catch (cause) {
    throw new FrozenSubmissionError({ cause });
  }
  const content = block.subarray(end + 1);
  let at = header.bodyLength;
  const parts = header.parts.map(({ contentId, contentType, length }) => {
    at += length;
    return { contentId, contentType, bytes: content.subarray(at - length, at) };
  });
  const { bodyLength, parts: _sizes, ...rest } = header;
  return { ...rest, body: content.subarray(0, bodyLength).toString('utf8'), parts };
}
