import type { Redaction } from '../../../../shared/domain/redaction.ts';
import type { CdaHeaderSource, Professional } from '../header.builder.ts';
import type { Coded } from '../terminology.ts';

/** What the public drug base says of a speciality that a line was chosen from. */
export interface PrescribedDrug {
  readonly cis: string;
  /** Name of the speciality in the base. */
  readonly nom: string;
  /** The line as it is written when this drug is chosen; a line that says something else is not this drug any more. */
  readonly libelle: string;
  readonly atc: string | null;
}

/** Everything a structured document is made from. No clock and no chance here: `now` and the ids come from the caller. */
export interface StructuredSource {
  readonly header: CdaHeaderSource & {
    readonly type: Coded;
    readonly title: string;
    readonly recipients: readonly Professional[];
  };
  /** For a remplaçant, the doctor replaced. */
  readonly replaced: Professional | null;
  readonly content: Redaction;
  /** Drugs of the base among the lines; a line without its own is written in words alone. */
  readonly drugs: readonly PrescribedDrug[];
  /** The readable copy, PDF/A. */
  readonly pdf: Uint8Array;
  /** A new UUID for each section and entry of this version. */
  readonly newId: () => string;
}
