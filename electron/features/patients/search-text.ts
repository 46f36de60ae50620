import { parseFrenchDate } from '../../../shared/domain/civil-date.ts';
import { comparableName } from '../../../shared/domain/patient.ts';

/** What a typed search means. Dates are bounds, both included; the INS is a beginning. */
export interface PatientSearch {
  readonly words: readonly string[];
  readonly birth: { readonly from: string; readonly to: string } | null;
  readonly ins: string | null;
}

const INS_SHAPE = /^[1-478]\d{4}(\d{0,2}|2|2[AB]\d*)\d*$/;
const LOOKS_LIKE_DATE = /^\d{1,2}[/.-](\d{1,2}([/.-]\d{0,4})?)?$/;

/** Reads what a doctor types to find a patient: words of names in any order, a birth date (08/07/2014, 08072014, 07/2014), an INS with or without blanks. */
export function readSearch(text: string): PatientSearch {
  const glued = text.replace(/\s+/g, '').toUpperCase();
  if (glued.length > 8 && glued.length <= 15 && INS_SHAPE.test(glued)) return { words: [], birth: null, ins: glued };
  let birth: PatientSearch['birth'] = null;
  let ins: string | null = null;
  const names: string[] = [];
  for (const token of text.trim().split(/\s+/)) {
    if (!/^\d/.test(token)) {
      names.push(token);
      continue;
    }
    const date = parseFrenchDate(token);
    if (date !== null) birth = daysOf(date);
    // A date being typed narrows nothing yet.
    else if (LOOKS_LIKE_DATE.test(token)) continue;
    else if (INS_SHAPE.test(token.toUpperCase())) ins = token.toUpperCase();
    else names.push(token);
  }
  const words = comparableName(names.join(' '))
    .split(' ')
    .filter((word) => word !== '');
  return { words: [...new Set(words)], birth, ins };
}

/** The days that a whole or partial date may mean. Text order is date order, so a month may end on its 31st. */
function daysOf(date: string): { from: string; to: string } {
  const [year = '', month, day] = date.split('-');
  return { from: `${year}-${month ?? '01'}-${day ?? '01'}`, to: `${year}-${month ?? '12'}-${day ?? '31'}` };
}
