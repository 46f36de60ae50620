import { attribute, child, children } from '../../xml/index.ts';
import type { XmlElement } from '../../xml/index.ts';
import { V3 } from '../namespaces.ts';
import { isPdf, readMedia } from './media.ts';
import type { Media } from './media.ts';
import { hasTemplate } from './results.ts';

/** FR-Document-PDF-copie, and the section of second-intention results, which carries only a PDF. */
const PDF_SECTIONS: ReadonlySet<string> = new Set(['1.2.250.1.213.1.1.2.243', '1.2.250.1.213.1.1.2.60']);
const PDF_CODES: ReadonlySet<string> = new Set(['55108-5', '101792-0']);

export function isPdfSection(section: XmlElement): boolean {
  return hasTemplate(section, PDF_SECTIONS) || PDF_CODES.has(attribute(child(section, V3, 'code'), 'code') ?? '');
}

/** Every observationMedia below, in document order. */
export function mediaBelow(start: XmlElement): XmlElement[] {
  const found: XmlElement[] = [];
  const waiting: XmlElement[] = [start];
  for (let element = waiting.pop(); element !== undefined; element = waiting.pop()) {
    if (element.namespace === V3 && element.local === 'observationMedia') found.push(element);
    else waiting.push(...children(element).reverse());
  }
  return found;
}

const claimsPdf = (media: XmlElement): boolean =>
  attribute(child(media, V3, 'value'), 'mediaType')
    ?.trim()
    .toLowerCase() === 'application/pdf';

export interface AttachedPdf {
  readonly pdf: Media | null;
  /** A PDF was announced, and its bytes are none. */
  readonly broken: boolean;
}

/** The readable PDF inside a structured body: that of the « Copie du document » first, else the first one. */
export function attachedPdf(body: XmlElement): AttachedPdf {
  const claimed = mediaBelow(body).filter(claimsPdf);
  const copies = new Set(sectionsOf(body).filter(isPdfSection).flatMap(mediaBelow));
  const ordered = [...claimed.filter((one) => copies.has(one)), ...claimed.filter((one) => !copies.has(one))];
  for (const media of ordered) {
    const read = readMedia(child(media, V3, 'value'));
    if (read !== null && isPdf(read.bytes)) return { pdf: read, broken: false };
  }
  return { pdf: null, broken: claimed.length > 0 };
}

/** Every section of a body, outermost first, in document order. */
export function sectionsOf(body: XmlElement): XmlElement[] {
  return children(body, V3, 'component')
    .flatMap((component) => children(component, V3, 'section'))
    .flatMap((section) => [section, ...sectionsOf(section)]);
}
