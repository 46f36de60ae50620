import { cdaFile } from '../header.builder.ts';
import { loinc } from '../terminology.ts';
import { vsmBody } from './body.ts';
import { displayDossier } from './display-text.ts';
import { vsmModel } from './model.ts';
import type { VsmDocument, VsmSource, VsmVersion } from './source.ts';

/** Extension of the VSM template, by version of the volet. */
const EXTENSIONS: Readonly<Record<VsmVersion, string>> = { '1.4': '201310', '2023.01': '2023.01' };

/**
 * CDA R2 level 3 of a « Volet de synthèse médicale » (CI-SIS, VSM 1.4 by default of the product, or 2023.01), from the structured record alone. The same source gives the same bytes.
 * @throws CdaInputError when an identifier, a date or the sector of activity cannot be written
 */
export function buildVsm(source: VsmSource): VsmDocument {
  const model = vsmModel(source);
  const { documentOid, setId, versionNumber, newId } = source.identifiers;
  const bytes = cdaFile(
    source,
    {
      templateIds: [{ root: '1.2.250.1.213.1.1.1.13', extension: EXTENSIONS[source.version] }],
      code: { code: 'SYNTH', displayName: 'Synthèse', codeSystem: '1.2.250.1.213.1.1.4.12' },
      title: model.titre,
      act: loinc('34117-2', 'Historique et clinique'),
      namesMedecinTraitant: true,
    },
    vsmBody(displayDossier(source.dossier), model, newId),
  );
  return { bytes, model, documentOid, setId, versionNumber };
}
