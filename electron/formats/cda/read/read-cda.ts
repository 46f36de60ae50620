import type { RaisonReception } from '../../../../shared/domain/reception.ts';
import type { ReadFile, ReadReport } from '../../received.ts';
import { at, find, parseXml, XmlRefusedError } from '../../xml/index.ts';
import type { XmlElement } from '../../xml/index.ts';
import type { CdaHeader } from '../header.ts';
import { CdaUnreadableError, cdaHeaderOf } from '../header.reader.ts';
import { V3 } from '../namespaces.ts';
import { attachedPdf } from './attached.ts';
import { readMedia, textOfMedia } from './media.ts';
import { NarrativeWords } from './narrative-words.ts';
import { documentOf, identityOf, kindOf, statusOf } from './report-header.ts';
import { MAX_RESULTS, readResults } from './results.ts';
import type { Results } from './results.ts';
import { rtfText } from './rtf-text.ts';

interface Body {
  readonly pdf: Uint8Array | null;
  readonly text: string | null;
  readonly results: Results | null;
  readonly warnings: readonly string[];
}

const NO_BODY: Body = { pdf: null, text: null, results: null, warnings: [] };

/** Level 1: one file in the body, known by its content. */
function mediaBody(element: XmlElement): Body {
  const media = readMedia(element);
  if (media === null) return { ...NO_BODY, warnings: ['Le corps du document est vide.'] };
  switch (media.mediaType) {
    case 'application/pdf':
      return { ...NO_BODY, pdf: media.bytes };
    case 'text/plain':
      return { ...NO_BODY, text: textOfMedia(media) };
    case 'text/rtf':
      return { ...NO_BODY, text: rtfText(media.bytes) };
    case 'application/octet-stream':
    case 'text/html':
      return {
        ...NO_BODY,
        warnings: ['Le corps du document n’est pas de la forme annoncée ; il est gardé tel que reçu.'],
      };
    default:
      return NO_BODY;
  }
}

function structuredBody(body: XmlElement, document: XmlElement, kind: ReadReport['kind']): Body {
  const { pdf, broken } = attachedPdf(body);
  const warnings = broken ? ['La copie PDF annoncée est illisible ; le document structuré est gardé entier.'] : [];
  if (kind !== 'biology') return { ...NO_BODY, pdf: pdf?.bytes ?? null, warnings };
  const results = readResults(body, new NarrativeWords(document));
  if (results.truncated) warnings.push(`Seuls les ${MAX_RESULTS} premiers résultats ont été lus.`);
  return { pdf: pdf?.bytes ?? null, text: null, results, warnings };
}

function bodyOf(document: XmlElement, kind: ReadReport['kind']): Body {
  const structured = at(document, V3, 'component', 'structuredBody');
  if (structured !== null) return structuredBody(structured, document, kind);
  const media = at(document, V3, 'component', 'nonXMLBody', 'text');
  return media === null ? { ...NO_BODY, warnings: ['Le document n’a pas de corps.'] } : mediaBody(media);
}

function reportOf(header: CdaHeader, document: XmlElement): ReadReport {
  const kind = kindOf(header);
  const body = bodyOf(document, kind);
  const results = body.results?.placed.map(({ result }) => result) ?? [];
  const none = kind === 'biology' && results.length === 0;
  return {
    rank: 1,
    format: 'cda',
    kind,
    identity: identityOf(header.patient),
    status: statusOf(header, document),
    document: { ...documentOf(header, document), pdf: body.pdf, sampledAt: body.results?.sampledAt ?? null },
    results,
    text: body.text,
    warnings: none
      ? [...body.warnings, 'Aucun résultat structuré : le compte rendu se lit, il ne s’intègre pas.']
      : body.warnings,
  };
}

const unread = (outcome: 'kept_raw' | 'refused', reason: RaisonReception, warnings: readonly string[]): ReadFile => ({
  format: 'cda',
  outcome,
  reason,
  warnings,
  reports: [],
  charset: null,
});

/**
 * Reads a CDA R2 document of any level, also inside a self-displaying style sheet: identity, document and, for a report of biology, every result. Results that a letter quotes
 * are left to its text: they are another report's. Never throws: 'refused' is what the XML door does not let in, 'kept_raw' what is no readable CDA.
 */
export function readCda(bytes: Uint8Array): ReadFile {
  try {
    const parsed = parseXml(bytes);
    const document = find(parsed.root, V3, 'ClinicalDocument');
    const header = cdaHeaderOf(parsed);
    const report = document === null ? [] : [reportOf(header, document)];
    return { format: 'cda', outcome: 'read', reason: null, warnings: [], reports: report, charset: null };
  } catch (error) {
    if (error instanceof XmlRefusedError) {
      return unread('refused', error.reason === 'size' ? 'TAILLE' : 'XML_REFUSE', [error.message]);
    }
    if (error instanceof CdaUnreadableError) return unread('kept_raw', 'FORMAT_INCONNU', [error.message]);
    return unread('kept_raw', 'ERREUR_DE_LECTURE', []);
  }
}
