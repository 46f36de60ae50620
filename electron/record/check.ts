import { existsSync } from 'node:fs';
import { HygieError } from '../../shared/errors.ts';
import { verifyAudit, type AuditVerdict } from './audit-verify.ts';
import { documentPath } from './documents.ts';
import { asRecordError } from './errors.ts';
import { layoutOf } from './layout.ts';
import { openReadOnly, type ReadOnlyOptions } from './read-only.ts';

export interface CheckReport {
  readonly ok: boolean;
  /** What is wrong, in French; empty when all is well. At most 100. */
  readonly problemes: string[];
  readonly patients: number;
  readonly documents: number;
  readonly journal: AuditVerdict;
}

const MOST = 100;

/**
 * Integrity of a base beside the window: every page of the base (its seal and its structure), references between tables, every document's
 * bytes against their hash, the journal's chain. Throws HygieError BASE_DAMAGED when its pages or its structure are not sound: what follows
 * could not be trusted.
 */
export async function checkBase(options: ReadOnlyOptions): Promise<CheckReport> {
  const record = openReadOnly(options);
  const problemes: string[] = [];
  const tell = (problem: string) => {
    if (problemes.length < MOST) problemes.push(problem);
  };
  try {
    const { connection } = record;
    for (const row of connection.pragma(`integrity_check(${MOST})`) as { integrity_check: string }[]) {
      if (row.integrity_check !== 'ok') tell(`Structure de la base : ${row.integrity_check}`);
    }
    if (problemes.length > 0) throw new HygieError('BASE_DAMAGED', problemes.join(' ; ').slice(0, 2_000));
    const orphans = (connection.pragma('foreign_key_check') as unknown[]).length;
    if (orphans > 0) tell(`${orphans} ligne(s) se rapportent à un élément absent.`);
    const count = (table: 'patients' | 'document_bytes') =>
      connection.prepare<[], { n: number }>(`SELECT count(*) AS n FROM ${table}`).get()?.n ?? 0;
    const documentsFolder = layoutOf(options.directory).documents;
    for (const row of connection.prepare<[], { hash: Buffer }>('SELECT hash FROM document_bytes').iterate()) {
      const name = row.hash.toString('hex').slice(0, 12);
      if (!existsSync(documentPath(documentsFolder, row.hash))) {
        tell(`Le contenu du document ${name}… manque sur le disque.`);
        continue;
      }
      try {
        record.documents.get(row.hash);
      } catch (error) {
        if (!(error instanceof HygieError)) throw error;
        tell(`Le contenu du document ${name}… est altéré.`);
      }
    }
    const journal = await verifyAudit(record.db);
    if (!journal.ok) tell(`Journal, ligne ${journal.ligne} : ${journal.motif}`);
    return {
      ok: problemes.length === 0,
      problemes,
      patients: count('patients'),
      documents: count('document_bytes'),
      journal,
    };
  } catch (error) {
    throw asRecordError(error);
  } finally {
    record.close();
  }
}
