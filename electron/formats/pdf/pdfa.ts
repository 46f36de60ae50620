import pdfmake from 'pdfmake';
import { ROBOTO, fontBytes } from './fonts.ts';

export interface PdfMetadata {
  readonly title: string;
  readonly author: string;
  /** Moment of the document, ISO 8601 UTC: the only date in the file, so that the same document is the same bytes. */
  readonly now: string;
}

export interface PdfPage {
  readonly content: readonly object[];
  /** Line at the foot of each page; the library gives the page and their number. */
  readonly footer: (page: number, pages: number) => object;
  /** A4 unless said otherwise. */
  readonly pageSize?: 'A4' | 'A5';
  readonly fontSize?: number;
}

let ready = false;

/** Fonts come from memory; no file and no address is ever read for a document. */
function prepared(): typeof pdfmake {
  if (!ready) {
    for (const name of Object.values(ROBOTO)) pdfmake.virtualfs.writeFileSync(name, fontBytes(name));
    pdfmake.setFonts({ Roboto: ROBOTO });
    pdfmake.setUrlAccessPolicy(() => false);
    pdfmake.setLocalAccessPolicy(() => false);
    ready = true;
  }
  return pdfmake;
}

/** The library writes metadata into XML without escaping them. */
const plain = (text: string): string => text.replace(/[<>&]/g, ' ').replace(/\s+/g, ' ').trim();

/**
 * PDF/A-1b (ISO 19005-1): fonts embedded, sRGB output intent, XMP identification, no transparency, French as the language. A4 or A5 portrait.
 * @throws RangeError when `now` is not a date
 */
export async function pdfA(metadata: PdfMetadata, page: PdfPage): Promise<Uint8Array> {
  const date = new Date(metadata.now);
  if (Number.isNaN(date.getTime())) throw new RangeError('the date of the document is not a date');
  date.setUTCMilliseconds(0);
  const bytes = await prepared()
    .createPdf({
      pageSize: page.pageSize ?? 'A4',
      pageMargins: [36, 36, 36, 48],
      version: '1.4',
      subset: 'PDF/A-1b',
      language: 'fr-FR',
      displayTitle: true,
      compress: true,
      info: {
        title: plain(metadata.title),
        author: plain(metadata.author),
        creator: 'Hygie',
        producer: 'Hygie',
        creationDate: date,
      },
      defaultStyle: { font: 'Roboto', fontSize: page.fontSize ?? 9, lineHeight: 1.15 },
      content: page.content,
      footer: page.footer,
    })
    .getBuffer();
  return new Uint8Array(bytes);
}
