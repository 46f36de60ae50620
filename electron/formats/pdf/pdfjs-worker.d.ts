/** The engine of the PDF reader puts itself on globalThis; nothing of it is named. */
declare module 'pdfjs-dist/legacy/build/pdf.worker.mjs';
