import type { ReadDocument, ReadReport } from '../../formats/received.ts';

/** A report while it is in no record: everything that was read of it but its bytes, which are kept beside the base. */
export interface StoredReport extends Omit<ReadReport, 'document' | 'identity'> {
  readonly document: Omit<ReadDocument, 'bytes' | 'pdf'>;
}

export function storedReportOf(report: ReadReport): StoredReport {
  const { document, identity: _identity, ...rest } = report;
  const { bytes: _bytes, pdf: _pdf, ...about } = document;
  return { ...rest, document: about };
}

export const readStoredReport = (json: string): StoredReport => JSON.parse(json) as StoredReport;

/** What a filed document keeps of its report beside the columns that lists need. */
export interface ReceivedComplement {
  /** Local code of the sender: what its own codes are significant with. */
  readonly emetteur: string | null;
  readonly ordre: string | null;
  readonly genre: StoredReport['kind'];
  readonly format: StoredReport['format'];
  readonly texte: string | null;
  readonly avertissements: readonly string[];
  /** uniqueIds that this document said it replaces. */
  readonly remplace: readonly string[];
  /** As the report said it: an instant, or the civil date alone. */
  readonly dateDite: string | null;
  readonly destinataire: string | null;
  /** The same report by another road, its results left aside in favour of these: nothing of what was sent is lost. */
  readonly recu?: true;
}

export const readComplement = (json: string | null): ReceivedComplement | null => {
  const value = json === null ? null : (JSON.parse(json) as Partial<ReceivedComplement>);
  return value?.recu === true ? (value as ReceivedComplement) : null;
};
