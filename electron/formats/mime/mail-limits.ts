/** What a message from outside may cost (Réf#2, limits of reception). Bytes and counts. */
export interface MailLimits {
  readonly maxMessage: number;
  /** Multiparts and embedded messages inside one another. */
  readonly maxDepth: number;
  readonly maxParts: number;
  /** One header block. */
  readonly maxHeader: number;
  /** Header lines of the whole message, and lines that look like a boundary: what bounds the time of a reading. */
  readonly maxHeaderLines: number;
  readonly maxBoundaryLines: number;
}

const MEGABYTE = 1024 * 1024;

export const DEFAULT_MAIL_LIMITS: MailLimits = {
  maxMessage: 40 * MEGABYTE,
  maxDepth: 30,
  maxParts: 500,
  maxHeader: MEGABYTE,
  maxHeaderLines: 100_000,
  maxBoundaryLines: 500_000,
};

/** A message beyond the limits: kept, never opened. The message is French. */
export class MailRefusedError extends Error {
  constructor(detail: string) {
    super(`Le message n’a pas été ouvert : ${detail}. Il a été gardé tel que reçu.`);
    this.name = 'MailRefusedError';
  }
}
