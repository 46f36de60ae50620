/** What is read of a PDF's own text at most: a letter has two pages, a scanned file none. */
const MOST_PAGES = 300;
const MOST_CHARACTERS = 200_000;
const MOST_BYTES = 30_000_000;
/** Beyond this the beginning is kept, and said to be cut; whoever runs it stops it altogether later. */
const MOST_MILLISECONDS = 6_000;

export interface PdfText {
  readonly lines: readonly string[];
  /** True when only the beginning was read. */
  readonly cut: boolean;
}

/** The reader and its engine, in this very thread; loaded when a PDF is first read. */
async function loadReader() {
  const reader = await import('pdfjs-dist/legacy/build/pdf.mjs');
  // Its engine puts itself on globalThis, where the reader looks before it would start a thread of its own.
  await import('pdfjs-dist/legacy/build/pdf.worker.mjs');
  return reader;
}

/**
 * Text layer of a PDF, by lines in the order of the file; no line when it is a picture. Bounded in bytes, pages, characters and time; nothing of it is run.
 * @throws Error when it is no PDF, is damaged beyond repair, encrypted or too large
 */
export async function pdfText(bytes: Uint8Array, now: () => number = () => performance.now()): Promise<PdfText> {
  if (bytes.length > MOST_BYTES) throw new Error('PDF trop grand');
  const { getDocument, VerbosityLevel } = await loadReader();
  const task = getDocument({
    // The reader keeps what it is given for itself.
    data: Uint8Array.from(bytes),
    verbosity: VerbosityLevel.ERRORS,
    enableXfa: false,
    useSystemFonts: false,
    disableFontFace: true,
    stopAtErrors: false,
    useWorkerFetch: false,
    isOffscreenCanvasSupported: false,
    isImageDecoderSupported: false,
  });
  const end = now() + MOST_MILLISECONDS;
  try {
    const pdf = await task.promise;
    const lines: string[] = [];
    let length = 0;
    for (let number = 1; number <= Math.min(pdf.numPages, MOST_PAGES); number += 1) {
      const page = await pdf.getPage(number);
      const { items } = await page.getTextContent();
      page.cleanup();
      const text = items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join('');
      for (const line of text.split('\n')) {
        const clean = line.normalize('NFC').replace(/\s+/g, ' ').trim();
        if (clean === '') continue;
        lines.push(clean);
        length += clean.length + 1;
      }
      if (length > MOST_CHARACTERS || now() > end) return { lines, cut: true };
    }
    return { lines, cut: pdf.numPages > MOST_PAGES };
  } finally {
    await task.destroy();
  }
}
