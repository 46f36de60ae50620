/** The readers of single documents, one a format. */
export { readCda } from '../cda/read/index.ts';
export { readHprim } from '../hprim/index.ts';
