/** A document that uses this private character itself is read the slow way. */
const MARK = '\ue000';
const LONG = 4096;
const PLACE = new RegExp(`${MARK}(\\d+)${MARK}`, 'g');

/** A text whose long runs of base64 stand aside, and the way to put them back. */
export interface LiftedText {
  readonly text: string;
  readonly restore: (value: string) => string;
}

/**
 * Takes long runs of base64 between two tags (a PDF inside a document) out of a text before it is parsed: the parser looks at each character, which for such a run finds
 * nothing and takes most of the time. Only characters that mean nothing to XML are lifted; line ends are normalised as the parser does (XML 1.0, §2.11).
 */
export function liftLongText(text: string): LiftedText {
  const same: LiftedText = { text, restore: (value) => value };
  if (text.length < LONG || text.includes(MARK)) return same;
  const kept: string[] = [];
  const lifted: string[] = [];
  let done = 0;
  for (let close = text.indexOf('>'); close !== -1;) {
    const open = text.indexOf('<', close + 1);
    if (open === -1) break;
    if (open - close > LONG) {
      const run = text.slice(close + 1, open);
      // Not a single character that markup is made of: a search without any way back, so linear.
      if (!/[^A-Za-z0-9+/=\s]/.test(run)) {
        kept.push(text.slice(done, close + 1), `${MARK}${lifted.length}${MARK}`);
        lifted.push(run.replace(/\r\n?/g, '\n'));
        done = open;
      }
    }
    close = text.indexOf('>', open);
  }
  if (lifted.length === 0) return same;
  kept.push(text.slice(done));
  return {
    text: kept.join(''),
    restore: (value) =>
      value.includes(MARK) ? value.replace(PLACE, (_, rank: string) => lifted[Number(rank)] ?? '') : value,
  };
}
