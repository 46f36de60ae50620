import { printable } from './fonts.ts';
import { pdfA } from './pdfa.ts';

/** A paper of the practice, as it is printed and archived. Every string is shown as it is, or in words when the font cannot draw it. */
export interface Paper {
  readonly format: 'A4' | 'A5';
  /** Left head: the doctor and the practice. First line in bold. */
  readonly entete: readonly string[];
  /** Right head: place and date, then the patient. */
  readonly lieuDate: string;
  readonly patient: readonly string[];
  readonly destinataire: readonly string[];
  readonly titre: string;
  readonly blocs: readonly PaperBlock[];
  readonly mention: string | null;
  readonly signature: readonly string[];
  /** Foot of each page: who it is about. */
  readonly pied: string;
}

export type PaperBlock =
  | { readonly kind: 'texte'; readonly titre: string | null; readonly texte: string }
  /** Two-zone prescription: the zone of the long-term condition first, its frame always drawn. */
  | { readonly kind: 'zone'; readonly titre: string; readonly lignes: readonly PaperLine[] }
  | { readonly kind: 'lignes'; readonly titre: string | null; readonly lignes: readonly PaperLine[] };

export interface PaperLine {
  readonly libelle: string;
  readonly detail: readonly string[];
}

const QUIET = '#4a5560';
const RULE = '#9aa5b1';
const LONGEST_WORD = 46;

function text(value: string, style: object = {}): object {
  const shown = printable(value);
  const breaks = shown.split(/[\s-]+/).some((word) => word.length > LONGEST_WORD);
  return { text: shown, ...(breaks ? { wordBreak: 'break-all' } : {}), ...style };
}

function line({ libelle, detail }: PaperLine, rank: number): object {
  return {
    stack: [
      text(`${rank}. ${libelle}`, { bold: true }),
      ...detail.filter((each) => each !== '').map((each) => text(each, { margin: [12, 0, 0, 0] })),
    ],
    margin: [0, 2, 0, 5],
    unbreakable: true,
  };
}

function block(described: PaperBlock): object {
  if (described.kind === 'texte') {
    const short = described.texte.length < 900;
    return {
      stack: [
        ...(described.titre === null ? [] : [text(described.titre, { bold: true, margin: [0, 6, 0, 1] })]),
        text(described.texte),
      ],
      ...(short ? { unbreakable: true } : {}),
    };
  }
  const lines = described.lignes.map((each, index) => line(each, index + 1));
  if (described.kind === 'lignes') {
    const head = described.titre === null ? [] : [text(described.titre, { bold: true, margin: [0, 6, 0, 2] })];
    return { stack: [...head, ...lines] };
  }
  return {
    table: {
      widths: ['*'],
      body: [[{ stack: [text(described.titre, { bold: true, fontSize: 8 }), ...lines], margin: [2, 2, 2, 2] }]],
    },
    layout: { hLineColor: () => RULE, vLineColor: () => RULE, hLineWidth: () => 0.7, vLineWidth: () => 0.7 },
    margin: [0, 4, 0, 4],
  };
}

/**
 * A paper of the practice, PDF/A-1b, A4 or A5 portrait.
 * @param now moment of the document, ISO 8601 UTC; the same paper and moment give the same bytes
 */
export function buildPaper(paper: Paper, author: string, now: string): Promise<Uint8Array> {
  const small = paper.format === 'A5';
  return pdfA(
    { title: `${paper.titre} – ${paper.pied}`, author, now },
    {
      pageSize: paper.format,
      fontSize: small ? 9 : 10,
      content: [
        {
          columns: [
            {
              width: '*',
              stack: paper.entete.map((each, index) =>
                text(each, { bold: index === 0, fontSize: index === 0 ? 11 : 8.5 }),
              ),
            },
            {
              width: '*',
              alignment: 'right',
              stack: [
                text(paper.lieuDate, { margin: [0, 0, 0, 4] }),
                ...paper.patient.map((each, index) => text(each, { bold: index === 0 })),
              ],
            },
          ],
          columnGap: 12,
          margin: [0, 0, 0, small ? 10 : 16],
        },
        ...(paper.destinataire.length === 0
          ? []
          : [{ stack: paper.destinataire.map((each) => text(each)), margin: [small ? 150 : 260, 0, 0, 14] }]),
        text(paper.titre, { bold: true, fontSize: small ? 12 : 14, alignment: 'center', margin: [0, 0, 0, 8] }),
        ...paper.blocs.map(block),
        {
          stack: paper.signature.map((each) => text(each)),
          alignment: 'right',
          margin: [0, small ? 14 : 22, 0, 0],
          unbreakable: true,
        },
        ...(paper.mention === null
          ? []
          : [text(paper.mention, { fontSize: 7.5, color: QUIET, italics: true, margin: [0, 12, 0, 0] })]),
      ],
      footer: (page, pages) => ({
        columns: [
          text(paper.pied, { width: '*' }),
          text(`Page ${page} sur ${pages}`, { width: 'auto', alignment: 'right' }),
        ],
        margin: [36, 12, 36, 0],
        fontSize: 7.5,
        color: QUIET,
      }),
    },
  );
}
