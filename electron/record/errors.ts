import { ERROR_SENTENCES, HygieError, type ErrorCode } from '../../shared/errors.ts';

const BY_CODE: Readonly<Record<string, ErrorCode>> = {
  SQLITE_FULL: 'DISK_FULL',
  ENOSPC: 'DISK_FULL',
  EDQUOT: 'DISK_FULL',
  SQLITE_READONLY: 'BASE_READ_ONLY',
  SQLITE_CANTOPEN: 'BASE_READ_ONLY',
  SQLITE_PERM: 'BASE_READ_ONLY',
  EROFS: 'BASE_READ_ONLY',
  EACCES: 'BASE_READ_ONLY',
  EPERM: 'BASE_READ_ONLY',
  SQLITE_CORRUPT: 'BASE_DAMAGED',
  SQLITE_NOTADB: 'BASE_DAMAGED',
};

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : '';
}

/** Turns what SQLite or the file system says into the closed list of errors; anything else is returned as it is. */
export function asRecordError(error: unknown): unknown {
  if (error instanceof HygieError) return error;
  const code = codeOf(error);
  // Extended codes (SQLITE_READONLY_DIRECTORY, SQLITE_IOERR_WRITE…) start with the plain one.
  const known = BY_CODE[code] ?? Object.entries(BY_CODE).find(([prefix]) => code.startsWith(`${prefix}_`))?.[1];
  return known === undefined ? error : new HygieError(known, null, { cause: error });
}

/** An error as it travels between threads: never a patient's data, since messages of SQLite name columns only. */
export interface ErrorMessage {
  readonly code: ErrorCode | null;
  readonly detail: string | null;
  readonly message: string;
  readonly stack: string | null;
}

export function toErrorMessage(error: unknown): ErrorMessage {
  const known = asRecordError(error);
  if (known instanceof HygieError) {
    return { code: known.code, detail: known.detail, message: known.message, stack: known.stack ?? null };
  }
  const plain = error instanceof Error ? error : new Error(String(error));
  return { code: null, detail: null, message: plain.message, stack: plain.stack ?? null };
}

export function fromErrorMessage(message: ErrorMessage): Error {
  const error =
    message.code !== null && Object.hasOwn(ERROR_SENTENCES, message.code)
      ? new HygieError(message.code, message.detail)
      : new Error(message.message);
  if (message.stack !== null) error.stack = message.stack;
  return error;
}
