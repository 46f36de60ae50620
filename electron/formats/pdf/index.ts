/** PDF/A written here: fonts embedded, same bytes for the same document, in the window and on the command line. */
export { buildVsmPdf } from './vsm-pdf.ts';
export { pdfA } from './pdfa.ts';
export type { PdfMetadata, PdfPage } from './pdfa.ts';
export { printable } from './fonts.ts';
