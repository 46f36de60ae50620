import type { DocumentLine } from '../../../shared/contract/dossier.ts';
import type { Instant } from '../../../shared/domain/civil-date.ts';
import type { DocumentId, PatientId } from '../../../shared/ids.ts';
import type { DocumentRow } from '../../record/index.ts';

/** Columns of a line: not the display model of its maker, which may be long. */
export const LINE_COLUMNS = [
  'id',
  'patientId',
  'origine',
  'date',
  'titre',
  'typeCode',
  'type',
  'auteurNom',
  'etablissement',
  'versionNumber',
  'remplace',
  'remplacePar',
  'taille',
  'envoi',
  'masquePs',
  'invisiblePatient',
] as const;

/** What only a received document has. */
export const RECEIVED_COLUMNS = ['voie', 'recuLe', 'resultat', 'anormal', 'vuLe', 'messageId'] as const;

export type LineRow = Pick<DocumentRow, (typeof LINE_COLUMNS)[number]> &
  Partial<Pick<DocumentRow, (typeof RECEIVED_COLUMNS)[number]>> & {
    /** JSON of the roads by their rank: an object gives its whole numbers back in their order. */
    readonly provenancesJson?: string | null;
  };

/** A line of a patient's list; the row has a patient, which the query asked for. */
export function documentLineOf(row: LineRow): DocumentLine {
  return {
    id: row.id as DocumentId,
    patientId: row.patientId as PatientId,
    origine: row.origine,
    date: row.date as Instant,
    nom: row.titre,
    typeCode: row.typeCode,
    type: row.type,
    signataire: row.auteurNom,
    etablissement: row.etablissement,
    version: row.versionNumber,
    remplace: row.remplace as DocumentId | null,
    remplacePar: row.remplacePar as DocumentId | null,
    tailleOctets: row.taille,
    envoi: row.envoi,
    masques: { masquePs: row.masquePs === 1, invisiblePatient: row.invisiblePatient === 1 },
    voie: row.voie ?? null,
    provenances: [...new Set(Object.values(JSON.parse(row.provenancesJson ?? '{}') as Record<string, string>))],
    recuLe: (row.recuLe ?? null) as Instant | null,
    resultat: row.resultat ?? null,
    anormal: row.anormal ?? 0,
    vuLe: (row.vuLe ?? null) as Instant | null,
    messageId: row.messageId ?? null,
  };
}

const EXTENSIONS: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'text/xml': 'xml',
  'application/xml': 'xml',
  'text/plain': 'txt',
  'application/zip': 'zip',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'message/rfc822': 'eml',
};

/** Name proposed for a file: letters, digits, blanks and dashes of the title, then the extension of its type. */
export function fileNameOf(titre: string, mediaType: string): string {
  const name = titre
    .replace(/[^\p{L}\p{N} _-]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 80);
  return `${name === '' ? 'document' : name}.${EXTENSIONS[mediaType] ?? 'bin'}`;
}
