export type ArchiveRefusal = 'ARCHIVE_ILLISIBLE' | 'ARCHIVE_REFUSEE';

/** An archive that is not opened: damaged, or dangerous. The detail is French and says which rule. */
export class ArchiveRefusedError extends Error {
  readonly reason: ArchiveRefusal;
  constructor(reason: ArchiveRefusal, detail: string, options?: { cause?: unknown }) {
    super(`L’archive n’a pas été ouverte : ${detail}. Elle a été gardée telle que reçue.`, options);
    this.name = 'ArchiveRefusedError';
    this.reason = reason;
  }
}
