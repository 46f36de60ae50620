/** PDF/A written here: fonts embedded, same bytes for the same document, in the window and on the command line. */
import type { Paper } from './paper.ts';
import type { VsmModel } from '../../../shared/domain/vsm-model.ts';

// The library and its fonts take a fifth of a second to load: nobody who does not write a PDF waits for them.

/**
 * Readable VSM, PDF/A-1b, from the model that the CDA narrative and the preview are made of.
 * @param now moment of the document, ISO 8601 UTC; the same model and moment give the same bytes
 */
export async function buildVsmPdf(model: VsmModel, now: string): Promise<Uint8Array> {
  return (await import('./vsm-pdf.ts')).buildVsmPdf(model, now);
}

export type { Paper, PaperBlock, PaperLine } from './paper.ts';

/** A paper of the practice (prescription, letter, certificate), PDF/A-1b. */
export async function buildPaper(paper: Paper, author: string, now: string): Promise<Uint8Array> {
  return (await import('./paper.ts')).buildPaper(paper, author, now);
}
