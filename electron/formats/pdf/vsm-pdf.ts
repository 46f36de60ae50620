import type { VsmModel, VsmSection } from '../../../shared/domain/vsm-model.ts';
import { printable } from './fonts.ts';
import { pdfA } from './pdfa.ts';

const RULE = '#9aa5b1';
const SHADE = '#eef2f6';
const QUIET = '#4a5560';

const text = (value: string, style: object = {}): object => ({ text: printable(value), ...style });
const field = (model: VsmModel['auteur'], libelle: string): string => model.find((one) => one.libelle === libelle)?.valeur ?? '';

/** Header of the practice: name, address, phone; then the title and the date. */
function letterhead(model: VsmModel): object {
  const lines = ['Cabinet', 'Adresse', 'Téléphone'].map((libelle) => field(model.auteur, libelle)).filter((line) => line !== '');
  return {
    columns: [
      { width: '*', stack: lines.map((line, index) => text(line, { bold: index === 0, fontSize: index === 0 ? 11 : 9 })) },
      {
        width: 'auto',
        alignment: 'right',
        stack: [text(model.titre, { fontSize: 16, bold: true }), text(`du ${model.date}`, { fontSize: 11 })],
      },
    ],
    margin: [0, 0, 0, 10],
  };
}

function block(title: string, fields: VsmModel['patient']): object {
  return {
    table: {
      widths: ['auto', '*'],
      body: [
        [{ ...text(title, { bold: true, fillColor: SHADE }), colSpan: 2 }, ''],
        ...fields.map(({ libelle, valeur }) => [text(libelle, { color: QUIET }), text(valeur, { bold: libelle.startsWith('Nom') })]),
      ],
    },
    layout: { hLineWidth: () => 0, vLineWidth: () => 0, paddingTop: () => 1, paddingBottom: () => 1 },
  };
}

/** Columns of dates stay narrow; the others share what is left. */
function widths(columns: readonly string[]): string[] {
  return columns.map((column) => (['Début', 'Fin', 'Date', 'Sévérité', 'Lien'].includes(column) ? 'auto' : '*'));
}

function sectionBody(section: VsmSection): object {
  if (section.lignes.length === 0) return text(section.texte ?? '', { italics: section.etat !== 'present', margin: [0, 0, 0, 4] });
  return {
    table: {
      headerRows: 1,
      dontBreakRows: true,
      widths: widths(section.colonnes),
      body: [
        section.colonnes.map((column) => text(column, { bold: true, color: QUIET })),
        ...section.lignes.map((cells) => cells.map((cell) => text(cell))),
      ],
    },
    layout: {
      hLineWidth: () => 0.5,
      vLineWidth: () => 0,
      hLineColor: () => RULE,
      paddingLeft: (column: number) => (column === 0 ? 0 : 4),
      paddingTop: () => 1.5,
      paddingBottom: () => 1.5,
    },
  };
}

/** Title and body; a title never stays alone at the foot of a page. */
function section(described: VsmSection, rank: number): object[] {
  return [
    text(`${rank}. ${described.titre}`, { bold: true, fontSize: 11, margin: [0, 8, 0, 2], headlineLevel: 1 }),
    sectionBody(described),
  ];
}

/**
 * Readable VSM, PDF/A-1b, from the model that the CDA narrative and the preview are made of.
 * @param now moment of the document, ISO 8601 UTC; the same model and moment give the same bytes
 */
export function buildVsmPdf(model: VsmModel, now: string): Promise<Uint8Array> {
  const identity = [field(model.patient, 'Nom de naissance'), field(model.patient, 'Prénoms de naissance')].join(' ');
  const foot = `${identity}, ${field(model.patient, 'Date de naissance')} – ${model.titre} du ${model.date}`;
  return pdfA(
    { title: `${model.titre} du ${model.date} – ${identity}`, author: field(model.auteur, 'Nom'), now },
    {
      content: [
        letterhead(model),
        { columns: [block('Patient', model.patient), block('Auteur', model.auteur)], columnGap: 16, margin: [0, 0, 0, 4] },
        ...model.sections.flatMap((one, index) => section(one, index + 1)),
      ],
      footer: (page, pages) => ({
        columns: [text(foot, { width: '*' }), text(`Page ${page} sur ${pages}`, { width: 'auto', alignment: 'right' })],
        margin: [36, 12, 36, 0],
        fontSize: 8,
        color: QUIET,
      }),
    },
  );
}
