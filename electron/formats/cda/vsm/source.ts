import type { DossierMedical } from '../../../../shared/domain/medical.ts';
import type { VsmModel } from '../../../../shared/domain/vsm-model.ts';
import type { CdaHeaderSource, CdaIdentifiers } from '../header.builder.ts';

export type VsmVersion = '1.4' | '2023.01';

/** What the display model is made of: the same facts, whatever the rendering. */
export type VsmModelSource = Pick<CdaHeaderSource, 'patient' | 'author' | 'structure' | 'medecinTraitant' | 'now'> & {
  readonly dossier: DossierMedical;
};

/** Everything a VSM is made from. No clock and no chance here: `now` and the ids come from the caller. */
export interface VsmSource extends Omit<CdaHeaderSource, 'identifiers'> {
  readonly dossier: DossierMedical;
  readonly identifiers: CdaIdentifiers & {
    /** A new UUID or OID for each section and concern of this version. */
    readonly newId: () => string;
  };
  readonly version: VsmVersion;
}

export interface VsmDocument {
  /** The CDA R2 file, UTF-8. */
  readonly bytes: Uint8Array;
  /** What it says, for the preview, the PDF and the comparison with the next one. */
  readonly model: VsmModel;
  readonly documentOid: string;
  readonly setId: string;
  readonly versionNumber: number;
}
