import { buildLevel1, zoneOffsetMinutes, type Level1Header } from '../../formats/cda/index.ts';
import { buildPaper, type Paper } from '../../formats/pdf/index.ts';

/** What makes a paper and its CDA, as it crosses to the format worker: plain values, the ids already drawn. */
export interface PaperOrder {
  readonly paper: Paper;
  readonly author: string;
  /** UTC instant; the practice's zone is added here. */
  readonly instant: string;
  /** null: the PDF alone, for the preview. */
  readonly header: Omit<Level1Header, 'now'> | null;
}

export interface PaperMade {
  readonly pdf: Uint8Array;
  readonly cda: Uint8Array | null;
}

/** Makes the PDF/A and the level 1 CDA around it. Runs in the format worker. */
export async function makePaper(order: PaperOrder): Promise<PaperMade> {
  const { paper, author, instant, header } = order;
  const pdf = await buildPaper(paper, author, instant);
  if (header === null) return { pdf, cda: null };
  const now = { instant, zoneOffsetMinutes: zoneOffsetMinutes(new Date(instant)) };
  return { pdf, cda: buildLevel1({ header: { ...header, now }, pdf }) };
}
