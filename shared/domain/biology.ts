import { z } from 'zod';

/** One result of a laboratory, whatever road it came by (HPRIM, CDA CR-BIO). What was sent is kept as it was sent; what was deduced is beside it. */
export const LabResult = z.object({
  /** Place in the report, from 1: results are shown in the laboratory's own order. */
  rang: z.int().positive(),
  section: z.string().nullable(),
  /** The laboratory's own words. */
  label: z.string(),
  /** The sender's local code; significant only with the sender. */
  code: z.string().nullable(),
  loinc: z.string().nullable(),
  /** How the LOINC code is known: given by the document, learned from a human, or read from the label (analytes table). */
  loincOrigine: z.enum(['cda', 'apprise', 'libelle']).nullable(),
  kind: z.enum(['numeric', 'text', 'coded']),
  /** The number in the laboratory's own unit; null when there is none. */
  value: z.number().nullable(),
  /** The value as it was written, decimals included: this is what is shown. */
  text: z.string().nullable(),
  comparator: z.enum(['<', '<=', '>', '>=']).nullable(),
  unit: z.string().nullable(),
  /** Bounds of the laboratory's own reference range, in its unit; several ranges or words are in `rangeText`. */
  low: z.number().nullable(),
  high: z.number().nullable(),
  rangeText: z.string().nullable(),
  /** The laboratory's flag, as sent (N, L, H, LL, HH, A, AA, POS, R, S…). */
  interpretation: z.string().nullable(),
  /** From the bounds, when they say so; shown beside the laboratory's flag when the two disagree. */
  computed: z.enum(['N', 'L', 'H']).nullable(),
  /** F final, P partial, C corrected, R not validated, D deleted, X not done; another letter as sent. */
  status: z.string(),
  /** When the sample was taken: ISO local time to the minute (2026-03-16T08:10), or the civil date alone; null when nothing says. */
  date: z.string().nullable(),
  value2: z.number().nullable(),
  unit2: z.string().nullable(),
  low2: z.number().nullable(),
  high2: z.number().nullable(),
  /** Who validated it and when, as the document says (« Dr X, 16/03/2026 11:05 »). */
  validation: z.string().nullable(),
  comment: z.string().nullable(),
  /** Antibiogram, isolate, panel: what the result stands under, outermost first. */
  groupe: z.array(z.string()),
});
export type LabResult = z.infer<typeof LabResult>;

/** True when somebody must look: the laboratory's flag says so, or the bounds when it gave none. */
export function isOutOfRange(result: Pick<LabResult, 'interpretation' | 'computed'>): boolean {
  const flag = result.interpretation?.toUpperCase() ?? null;
  if (flag === null || flag === '') return result.computed === 'L' || result.computed === 'H';
  return ['L', 'H', 'LL', 'HH', 'A', 'AA', '<', '>', 'POS'].includes(flag);
}

/** Flags that raise an alert whoever the patient is (BIO/va1.01): panic values. */
export function isCritical(result: Pick<LabResult, 'interpretation'>): boolean {
  return ['LL', 'HH', 'AA'].includes(result.interpretation?.toUpperCase() ?? '');
}
