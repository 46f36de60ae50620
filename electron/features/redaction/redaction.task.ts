import type { ModeleStructure } from '../../../shared/domain/structured-writing.ts';
import {
  buildLevel1,
  buildStructured,
  zoneOffsetMinutes,
  type Level1Header,
  type StructuredSource,
} from '../../formats/cda/index.ts';
import type { Coded } from '../../formats/cda/terminology.ts';
import { buildPaper, type Paper } from '../../formats/pdf/index.ts';

/** What makes a paper and its CDA, as it crosses to the format worker: plain values, the ids already drawn. */
export interface PaperOrder {
  readonly paper: Paper;
  readonly author: string;
  /** UTC instant; the practice's zone is added here. */
  readonly instant: string;
  /** null: the PDF alone, for the preview. */
  readonly header: (Omit<Level1Header, 'now' | 'type'> & { readonly type: Coded }) | null;
  /** What the structured document is made of beside the header and the PDF; null: level 1, the PDF inside. */
  readonly structure:
    (Pick<StructuredSource, 'content' | 'drugs' | 'replaced'> & { readonly modele: ModeleStructure }) | null;
}

export interface PaperMade {
  readonly pdf: Uint8Array;
  readonly cda: Uint8Array | null;
}

/** Makes the PDF/A and its CDA: structured when there is what its model asks for, else level 1 around the PDF. Runs in the format worker. */
export async function makePaper(order: PaperOrder, newId: () => string): Promise<PaperMade> {
  const { paper, author, instant, header, structure } = order;
  const pdf = await buildPaper(paper, author, instant);
  if (header === null) return { pdf, cda: null };
  const now = { instant, zoneOffsetMinutes: zoneOffsetMinutes(new Date(instant)) };
  if (structure === null) return { pdf, cda: buildLevel1({ header: { ...header, now }, pdf }) };
  const { modele, ...rest } = structure;
  return { pdf, cda: buildStructured(modele, { ...rest, header: { ...header, now }, pdf, newId }) };
}
