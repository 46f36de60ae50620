import type { ReadReport } from '../received.ts';
import { CUT_HEADER, SHIFTED_HEADER, SHORT_BIRTH_YEAR } from './header.ts';

const RESERVES: ReadonlySet<string> = new Set([SHIFTED_HEADER, CUT_HEADER, SHORT_BIRTH_YEAR]);

/**
 * Why an identity may only be proposed, in French: its header was shifted or cut, or its birth year is short. Null when nothing in how it was read forbids to file alone.
 */
export function identityReserve(report: Pick<ReadReport, 'warnings'>): string | null {
  return report.warnings.find((warning) => RESERVES.has(warning)) ?? null;
}
