import type { VsmModel, VsmSection } from '../../../shared/domain/vsm-model.ts';
import { printable } from './fonts.ts';
import { pdfA } from './pdfa.ts';

const RULE = '#9aa5b1';
const SHADE = '#eef2f6';
const QUIET = '#4a5560';

/** A word longer than this is broken where its column ends: the library would let it run off the page. */
const LONGEST_WORD = { page: 60, block: 42, cell: 40, narrowCell: 14 } as const;

function text(value: string, style: object = {}, longestWord: number = LONGEST_WORD.page): object {
  const shown = printable(value);
  const breaks = shown.split(/[\s-]+/).some((word) => word.length > longestWord);
  return { text: shown, ...(breaks ? { wordBreak: 'break-all' } : {}), ...style };
}
const field = (model: VsmModel['auteur'], libelle: string): string =>
  model.find((one) => one.libelle === libelle)?.valeur ?? '';

/** Header of the practice: name, address, phone; then the title and the date. */
function letterhead(model: VsmModel): object {
  const lines = ['Cabinet', 'Adresse', 'Téléphone']
    .map((libelle) => field(model.auteur, libelle))
    .filter((line) => line !== '');
  return {
    columns: [
      {
        width: '*',
        stack: lines.map((line, index) => text(line, { bold: index === 0, fontSize: index === 0 ? 11 : 9 })),
      },
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
        ...fields.map(({ libelle, valeur }) => [
          text(libelle, { color: QUIET }),
          text(valeur, { bold: libelle.startsWith('Nom') }, LONGEST_WORD.block),
        ]),
      ],
    },
    layout: { hLineWidth: () => 0, vLineWidth: () => 0, paddingTop: () => 1, paddingBottom: () => 1 },
  };
}

/** Columns of short answers stay narrow; the others share what is left. */
const NARROW = ['Début', 'Fin', 'Date', 'Type', 'Sévérité', 'Lien', 'Facteur'];

const heading = (described: VsmSection, rank: number): object =>
  text(`${rank}. ${described.titre}`, { bold: true, fontSize: 11, margin: [0, 6, 0, 1] });

/** The title is a heading line of the table, so that it is repeated on the next page and never stays alone at the foot of one. */
function tableSection(described: VsmSection, rank: number): object {
  const blanks = described.colonnes.slice(1).map(() => '');
  const crowded = described.colonnes.length > 5;
  const style = { fontSize: crowded ? 8 : 9 };
  const longest = crowded ? LONGEST_WORD.narrowCell : LONGEST_WORD.cell;
  return {
    table: {
      headerRows: 2,
      keepWithHeaderRows: 1,
      dontBreakRows: true,
      widths: described.colonnes.map((column) => (NARROW.includes(column) ? 'auto' : '*')),
      body: [
        [{ ...heading(described, rank), colSpan: described.colonnes.length }, ...blanks],
        described.colonnes.map((column) => text(column, { ...style, bold: true, color: QUIET })),
        ...described.lignes.map((cells) => cells.map((cell) => text(cell, style, longest))),
      ],
    },
    layout: {
      hLineWidth: (line: number) => (line === 0 ? 0 : 0.5),
      vLineWidth: () => 0,
      hLineColor: () => RULE,
      paddingLeft: (column: number) => (column === 0 ? 0 : 4),
      paddingTop: () => 1.5,
      paddingBottom: () => 1.5,
    },
  };
}

function textSection(described: VsmSection, rank: number): object {
  const sentence = described.texte ?? '';
  const body = text(sentence, { italics: described.etat !== 'present', margin: [0, 0, 0, 3] });
  // What could fill a page must be allowed to break.
  const short = sentence.length < 1000 && sentence.split('\n').length < 12;
  return { stack: [heading(described, rank), body], unbreakable: short };
}

const section = (described: VsmSection, rank: number): object =>
  described.lignes.length === 0 ? textSection(described, rank) : tableSection(described, rank);

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
        {
          columns: [block('Patient', model.patient), block('Auteur', model.auteur)],
          columnGap: 16,
          margin: [0, 0, 0, 4],
        },
        ...model.sections.map((one, index) => section(one, index + 1)),
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
