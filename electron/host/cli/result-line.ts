import type { LabResult } from '../../../shared/domain/biology.ts';

/** One result as `import` and `results` print it. A number has no text beside it; a civil date stands for the sampling, hours left out. */
export function resultLine(result: LabResult) {
  const numeric = result.kind === 'numeric' && result.value !== null;
  return {
    code: result.code,
    loinc: result.loinc,
    label: result.label,
    kind: result.kind,
    value: numeric ? result.value : null,
    text: numeric ? null : result.text,
    comparator: result.comparator,
    unit: result.unit,
    low: result.low,
    high: result.high,
    interpretation: result.interpretation === '' ? null : result.interpretation,
    status: result.status,
    date: result.date?.slice(0, 10) ?? null,
    value2: result.value2,
    unit2: result.unit2,
    low2: result.low2,
    high2: result.high2,
  };
}
