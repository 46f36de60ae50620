import { Code } from '../../../shared/domain/medical.ts';

/** One entry of the CIM-10, its code with its point. */
export interface Cim10Entry {
  readonly code: string;
  readonly libelle: string;
}

const SHAPE = /^([A-Z]\d{2})(\d{0,3})(\+\d{1,2})?$/;

/** "E109" and "B24+0" as they are written in a record: "E10.9", "B24+0". null for what is not a code of the classification. */
export function pointedCode(raw: string): string | null {
  const match = SHAPE.exec(raw.trim());
  if (!match) return null;
  const [, category = '', rest = '', extension = ''] = match;
  const code = (rest === '' ? category : `${category}.${rest}`) + extension;
  return Code.shape.code.safeParse(code).success ? code : null;
}

/**
 * Reads the layout that ATIH publishes: `code|type|short label|label`, windows-1252, one entry a line, code padded to 6 without its point.
 * Lines that are not of this layout are counted in `ignored`, never guessed.
 */
export function parseCim10(bytes: Uint8Array): { entries: Cim10Entry[]; ignored: number } {
  const entries = new Map<string, Cim10Entry>();
  let ignored = 0;
  for (const line of new TextDecoder('windows-1252').decode(bytes).split(/\r?\n/)) {
    if (line.trim() === '') continue;
    const [raw = '', type = '', , label = ''] = line.split('|');
    const code = pointedCode(raw);
    const libelle = label.trim();
    if (code === null || libelle === '' || libelle.length > 300 || !/^\d$/.test(type.trim()) || entries.has(code))
      ignored += 1;
    else entries.set(code, { code, libelle });
  }
  return { entries: [...entries.values()], ignored };
}
