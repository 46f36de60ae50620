import type { CorpsDocument, DocumentVue, LigneResultat, SectionVue } from '../../../../shared/domain/document-view.ts';
import { at, child, children, find, parseXml, XmlRefusedError } from '../../xml/index.ts';
import type { XmlElement } from '../../xml/index.ts';
import { CdaUnreadableError, cdaHeaderOf } from '../header.reader.ts';
import { V3 } from '../namespaces.ts';
import { cleanText } from '../read-values.ts';
import { attachedPdf, isPdfSection } from './attached.ts';
import { headerBlocks, shortHeader, shortName } from './header-view.ts';
import { isPdf, readMedia } from './media.ts';
import { mediaCorps } from './media-view.ts';
import { narrativeBudget, readNarrative } from './narrative.ts';
import type { NarrativeBudget } from './narrative.ts';
import { NarrativeWords } from './narrative-words.ts';
import { base64Of, picturesOf } from './pictures.ts';
import { issuerOf, kindOf } from './report-header.ts';
import { resultLine } from './result-lines.ts';
import { readResults } from './results.ts';
import type { PlacedResult } from './results.ts';

interface SectionReading {
  readonly words: NarrativeWords;
  readonly budget: NarrativeBudget;
  readonly bySection: ReadonlyMap<XmlElement, readonly PlacedResult[]>;
  /** The PDF copy is shown as such: its section has nothing else to say. */
  readonly hidePdf: boolean;
}

/** A group that only repeats the title it stands under says nothing. */
function underTitle(ligne: LigneResultat, titre: string): LigneResultat {
  const [first, ...rest] = ligne.groupe;
  return first === titre ? { ...ligne, groupe: rest } : ligne;
}

function sectionView(section: XmlElement, id: string, reading: SectionReading): SectionVue {
  const titre =
    cleanText(child(section, V3, 'title')) ?? reading.words.label(child(section, V3, 'code')) ?? 'Section sans titre';
  const { recit, notes } = readNarrative(child(section, V3, 'text'), reading.budget);
  return {
    id,
    titre,
    recit,
    notes,
    resultats: (reading.bySection.get(section) ?? []).map((placed) =>
      underTitle(resultLine(placed, reading.words), titre),
    ),
    sections: sectionViews(section, `${id}-`, reading),
  };
}

function sectionViews(parent: XmlElement, prefix: string, reading: SectionReading): SectionVue[] {
  return children(parent, V3, 'component')
    .flatMap((component) => children(component, V3, 'section'))
    .filter((section) => !(reading.hidePdf && isPdfSection(section)))
    .map((section, index) => sectionView(section, `${prefix}${index + 1}`, reading));
}

function structured(
  body: XmlElement,
  document: XmlElement,
  biology: boolean,
): Pick<DocumentVue, 'corps' | 'pdf' | 'avertissements'> {
  const words = new NarrativeWords(document);
  const attached = attachedPdf(body);
  const results = biology ? readResults(body, words).placed : [];
  const bySection = new Map<XmlElement, PlacedResult[]>();
  for (const placed of results) {
    const of = bySection.get(placed.section);
    if (of === undefined) bySection.set(placed.section, [placed]);
    else of.push(placed);
  }
  const sections = sectionViews(body, 's', {
    words,
    budget: narrativeBudget(picturesOf(body)),
    bySection,
    hidePdf: attached.pdf !== null,
  });
  return {
    corps: { kind: 'structure', sections },
    pdf: attached.pdf === null ? null : base64Of(attached.pdf.bytes),
    avertissements: attached.broken ? ['La copie PDF annoncée par ce document est illisible.'] : [],
  };
}

function level1(text: XmlElement | null): Pick<DocumentVue, 'corps' | 'pdf' | 'avertissements'> {
  const media = readMedia(text);
  const corps: CorpsDocument =
    media === null ? { kind: 'aucun', motif: 'Ce document n’a pas de corps.' } : mediaCorps(media);
  return { corps, pdf: media !== null && isPdf(media.bytes) ? base64Of(media.bytes) : null, avertissements: [] };
}

const unreadable = (motif: string): DocumentVue => ({
  format: 'inconnu',
  entete: null,
  metadonnees: [],
  corps: { kind: 'aucun', motif },
  pdf: null,
  avertissements: [],
});

/**
 * What the reading window shows of a CDA R2 document of any level. The narrative is what the author answers for: it is shown whole, and results are a table beside it. Never
 * throws: what cannot be read gives its reason in French.
 */
export function cdaView(bytes: Uint8Array): DocumentVue {
  try {
    const parsed = parseXml(bytes);
    const header = cdaHeaderOf(parsed);
    const document = find(parsed.root, V3, 'ClinicalDocument');
    if (document === null) return unreadable('Ce document n’est pas un document CDA R2 lisible.');
    const body = at(document, V3, 'component', 'structuredBody');
    return {
      format: 'cda',
      entete: {
        patient: shortName(header.patient),
        type: header.code.displayName ?? header.title,
        emetteur: issuerOf(header),
        lignes: shortHeader(header),
      },
      metadonnees: headerBlocks(header, document),
      ...(body === null
        ? level1(at(document, V3, 'component', 'nonXMLBody', 'text'))
        : structured(body, document, kindOf(header) === 'biology')),
    };
  } catch (error) {
    const said = error instanceof XmlRefusedError || error instanceof CdaUnreadableError;
    return unreadable(said ? error.message : 'La lecture de ce document a échoué. Il est gardé tel que reçu.');
  }
}
