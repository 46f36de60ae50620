import { comparableName } from '../../../../shared/domain/patient.ts';
import { rapportsOf, type LigneOrdonnance } from '../../../../shared/domain/redaction.ts';
import { element } from '../../xml/index.ts';
import type { Markup } from '../../xml/index.ts';
import { coded, id, originalText, status, templates, textReference } from '../markup.ts';
import { cellId, rowId } from '../narrative.ts';
import { OID, ans } from '../terminology.ts';
import type { Coded } from '../terminology.ts';
import { boxesOf, durationOf } from '../../../../shared/domain/amounts.ts';
import { booleanValue, simpleObservation } from './simple-observation.entry.ts';
import type { PrescribedDrug } from './source.ts';

export const DRUGS_SECTION = 'medicaments';

/** Columns of the narrative: everything that an entry says is in one of them. */
export const DRUG_COLUMNS = [
  'Médicament',
  'Posologie',
  'Durée',
  'Quantité',
  'Renouvellements',
  'Substitution',
  'ALD',
  'AT/MP',
  'Prévention',
  'Non remboursable',
  'Hors AMM',
] as const;
type Column = (typeof DRUG_COLUMNS)[number];

const yesNo = (value: boolean): string => (value ? 'Oui' : 'Non');

const substitution = ({ nonSubstituable }: LigneOrdonnance): string =>
  nonSubstituable === '' ? 'Autorisée' : `Non substituable (${nonSubstituable})`;

/** Name as prescribed, with the brand when the doctor adds it. */
const named = ({ libelle, marque }: LigneOrdonnance): string => (marque === '' ? libelle : `${libelle} (${marque})`);

/** One line of the narrative, in the order of the columns. */
export function drugCells(ligne: LigneOrdonnance): string[] {
  const rapports = rapportsOf(ligne);
  const cells: Readonly<Record<Column, string>> = {
    Médicament: named(ligne),
    Posologie: ligne.posologie,
    Durée: ligne.duree,
    Quantité: ligne.quantite,
    Renouvellements: String(ligne.renouvellements),
    Substitution: substitution(ligne),
    ALD: yesNo(ligne.ald),
    'AT/MP': yesNo(rapports.includes('at-mp')),
    Prévention: yesNo(rapports.includes('prevention')),
    'Non remboursable': yesNo(rapports.includes('non-remboursable')),
    'Hors AMM': yesNo(rapports.includes('hors-amm')),
  };
  return DRUG_COLUMNS.map((column) => cells[column]);
}

/** Facts that the model asks of each line, with their TA_ASIP codes. */
const FACTS: readonly {
  readonly column: Column;
  readonly kind: string;
  readonly code: Coded;
  readonly of: (ligne: LigneOrdonnance) => boolean;
}[] = [
  {
    column: 'ALD',
    kind: '13',
    code: ans('MED-574', 'En rapport avec une ALD'),
    of: ({ ald }) => ald,
  },
  {
    column: 'AT/MP',
    kind: '14',
    code: ans('GEN-180', 'En rapport avec un accident du travail ou une maladie professionnelle'),
    of: (ligne) => rapportsOf(ligne).includes('at-mp'),
  },
  {
    column: 'Prévention',
    kind: '34',
    code: ans('GEN-295', 'En rapport avec la prévention'),
    of: (ligne) => rapportsOf(ligne).includes('prevention'),
  },
  {
    column: 'Non remboursable',
    kind: '15',
    code: ans('GEN-181', 'Non remboursable'),
    of: (ligne) => rapportsOf(ligne).includes('non-remboursable'),
  },
  {
    column: 'Hors AMM',
    kind: '12',
    code: ans('GEN-179', 'Hors Autorisation de Mise sur le Marché (AMM)'),
    of: (ligne) => rapportsOf(ligne).includes('hors-amm'),
  },
];

/** The speciality that the line was chosen from, as long as the line still says what the base says: a name typed over it loses the code. */
function drugOf(ligne: LigneOrdonnance, drugs: readonly PrescribedDrug[]): PrescribedDrug | null {
  const found = drugs.find(({ cis }) => cis === ligne.cis);
  if (found === undefined) return null;
  const said = comparableName(ligne.libelle);
  return said === comparableName(found.libelle) || said === comparableName(found.nom) ? found : null;
}

/** FR-Produit-de-sante: coded in CIS, or in words alone (a free line, a preparation, a device). */
function product(ligne: LigneOrdonnance, row: number, drug: PrescribedDrug | null): Markup {
  const words = originalText(cellId(DRUGS_SECTION, row, 'Médicament'));
  const code =
    drug === null
      ? element('code', { nullFlavor: 'NA' }, words)
      : coded(
          'code',
          { code: drug.cis, displayName: drug.nom, codeSystem: OID.cis },
          words,
          ...(drug.atc === null ? [] : [element('translation', { code: drug.atc, codeSystem: OID.atc })]),
        );
  return element(
    'consumable',
    {},
    element(
      'manufacturedProduct',
      { classCode: 'MANU' },
      templates('2.16.840.1.113883.10.20.1.53', '1.3.6.1.4.1.19376.1.5.3.1.4.7.2', '1.2.250.1.213.1.1.3.43'),
      element(
        'manufacturedMaterial',
        { classCode: 'MMAT', determinerCode: 'KIND' },
        templates('1.3.6.1.4.1.19376.1.9.1.3.1'),
        code,
        element('name', {}, named(ligne)),
      ),
    ),
  );
}

const component = (content: Markup): Markup => element('entryRelationship', { typeCode: 'COMP' }, content);

/** FR-Quantite-de-produit, only for boxes, whose EDQM unit is certain; any other quantity is an instruction to the pharmacist. */
function quantity({ quantite }: LigneOrdonnance, row: number): Markup | null {
  if (quantite === '') return null;
  const boxes = boxesOf(quantite);
  if (boxes !== null) {
    return component(
      element(
        'supply',
        { classCode: 'SPLY', moodCode: 'RQO' },
        templates('1.3.6.1.4.1.19376.1.9.1.3.8', '1.2.250.1.213.1.1.3.86'),
        element('independentInd', { value: false }),
        // EDQM, packaging: « Boîte ».
        element('quantity', { value: boxes, unit: '30009000' }),
      ),
    );
  }
  return element(
    'entryRelationship',
    { typeCode: 'SUBJ', inversionInd: true },
    element(
      'act',
      { classCode: 'ACT', moodCode: 'INT' },
      templates('2.16.840.1.113883.10.20.1.43', '1.3.6.1.4.1.19376.1.5.3.1.4.3.1', '1.2.250.1.213.1.1.3.34'),
      element('code', { code: 'FINSTRUCT', codeSystem: '1.3.6.1.4.1.19376.1.5.3.2' }),
      textReference(cellId(DRUGS_SECTION, row, 'Quantité')),
      status('completed'),
    ),
  );
}

/** FR-Autorisation-substitution. */
function substitutionAct({ nonSubstituable }: LigneOrdonnance, row: number): Markup {
  const code = nonSubstituable === '' ? 'G' : 'N';
  return component(
    element(
      'act',
      { classCode: 'ACT', moodCode: 'DEF' },
      templates('1.3.6.1.4.1.19376.1.9.1.3.9.1', '1.2.250.1.213.1.1.3.87'),
      element(
        'code',
        {
          code,
          displayName: code === 'G' ? 'Substitution autorisée par un produit générique' : 'Aucune substitution permise',
          codeSystem: '2.16.840.1.113883.5.1070',
        },
        originalText(cellId(DRUGS_SECTION, row, 'Substitution')),
      ),
      status('completed'),
    ),
  );
}

/**
 * FR-Traitement-prescrit with its dosage in the doctor's words (normal dosing, not structured): the text points at the whole line. The duration is a width: nobody said
 * on which day the treatment begins.
 */
export function prescribedDrugEntry(
  ligne: LigneOrdonnance,
  row: number,
  context: { readonly drugs: readonly PrescribedDrug[]; readonly at: string; readonly newId: () => string },
): Markup {
  const duration = durationOf(ligne.duree);
  return element(
    'entry',
    {},
    element(
      'substanceAdministration',
      { classCode: 'SBADM', moodCode: 'INT' },
      templates(
        '2.16.840.1.113883.10.20.1.24',
        '1.3.6.1.4.1.19376.1.5.3.1.4.7',
        '1.3.6.1.4.1.19376.1.9.1.3.2',
        '1.2.250.1.213.1.1.3.83',
        '1.3.6.1.4.1.19376.1.5.3.1.4.7.1',
      ),
      id(ligne.id),
      coded('code', { code: 'DRUG', displayName: 'Médicament', codeSystem: OID.actCode }),
      textReference(rowId(DRUGS_SECTION, row)),
      status('completed'),
      duration &&
        element(
          'effectiveTime',
          { 'xsi:type': 'IVL_TS' },
          element('width', { value: duration.value, unit: duration.unit }),
        ),
      element('repeatNumber', { value: ligne.renouvellements }),
      product(ligne, row, drugOf(ligne, context.drugs)),
      quantity(ligne, row),
      substitutionAct(ligne, row),
      FACTS.map(({ column, kind, code, of }) =>
        component(
          simpleObservation({
            kinds: [kind],
            id: context.newId(),
            code,
            target: cellId(DRUGS_SECTION, row, column),
            at: context.at,
            value: booleanValue(of(ligne)),
          }),
        ),
      ),
    ),
  );
}
