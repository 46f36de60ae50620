import { REFUSALS } from './refusals.data.ts';

/** A refusal of the DMP, as it worded it and as a doctor needs it. */
export interface DmpRefusal {
  /** Verbatim. */
  readonly code: string;
  /** Verbatim; may be empty. */
  readonly context: string;
  readonly explication: string;
  readonly conseil: string;
  /** Not received, and worth trying again alone. */
  readonly passing: boolean;
}

/** Explains a code; an unknown one is shown as it came. */
export function explainRefusal(code: string, context: string): DmpRefusal {
  const known = REFUSALS[code];
  const words = context.trim();
  if (known) {
    const { explication, conseil, passing = false } = known;
    return { code, context, explication, conseil, passing };
  }
  return {
    code,
    context,
    explication: `Le DMP a refusé la demande avec le code « ${code || 'sans code'} »${words ? ` : ${words}` : ''}.`,
    conseil: 'Ce code n’est pas connu de Hygie. Transmettez-le à l’assistance avec la trace de l’échange.',
    passing: false,
  };
}

/** The DMP answered no. The message is the French explanation. */
export class DmpRefusalError extends Error {
  readonly refusal: DmpRefusal;
  constructor(code: string, context: string) {
    const refusal = explainRefusal(code, context);
    super(refusal.explication);
    this.name = 'DmpRefusalError';
    this.refusal = refusal;
  }
}
