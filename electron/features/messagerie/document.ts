import { HygieError } from '../../../shared/errors.ts';
import { readCdaHeader } from '../../formats/cda/index.ts';

/** One document of the message: what its headers and its readable file say of it. The CDA itself is in the archive. */
export interface DocumentJoint {
  /** `code/@code` of the CDA header. */
  readonly code: string;
  /** Display name of that code, as the CDA writes it: the label of the subject and of the file's name. */
  readonly type: string;
  /** Day of the act (serviceStartTime) where it happened, ISO civil date. */
  readonly dateActe: string;
  /** Matricule of the INS that the CDA carries; null when it carries none. */
  readonly ins: string | null;
  /** PDF/A of the same content. */
  readonly pdf: Uint8Array;
}

/** What a message says of a CDA, read from the CDA itself, so that headers, subject and names cannot differ from it. Throws HygieError INTERNAL for a CDA without code. */
export function documentJoint(cda: Uint8Array, pdf: Uint8Array): DocumentJoint {
  const header = readCdaHeader(cda);
  const { code, displayName } = header.code;
  if (code === null) throw new HygieError('INTERNAL', 'Ce document n’a pas de type : il ne peut pas être envoyé.');
  // HL7 times are written on the clock of the place: their first eight digits are the day there.
  const start = header.serviceEvents[0]?.effectiveTime.low ?? header.effectiveTime;
  const day = /^(\d{4})(\d{2})(\d{2})/.exec(start) ?? /^(\d{4})(\d{2})(\d{2})/.exec(header.effectiveTime);
  if (day === null) throw new HygieError('INTERNAL', 'Ce document n’est pas daté : il ne peut pas être envoyé.');
  const [, year, month, date] = day;
  return {
    code,
    type: displayName ?? header.title,
    dateActe: `${year}-${month}-${date}`,
    ins: header.patient.ins?.extension ?? null,
    pdf,
  };
}
