import type { ArrivalRow, WritableRecord } from '../../record/index.ts';
import type { Voie } from '../../../shared/domain/reception.ts';

/** Roads as a document's provenance tells them. */
export const NOMS_VOIES: Readonly<Record<Voie, string>> = {
  mssante: 'MSSanté',
  hprim: 'HPRIM',
  'hprim-net': 'HPRIM Net',
  apicrypt: 'Apicrypt',
  bioserveur: 'Bioserveur',
  sftp: 'SFTP',
  dossier: 'dossier surveillé',
  depot: 'fichier déposé',
  dmp: 'DMP',
};

/** The road by which a new document came. */
export async function addFirstProvenance(
  db: WritableRecord,
  documentId: string,
  source: string,
  detail: Readonly<Record<string, string>>,
  now: string,
): Promise<void> {
  await db
    .insertInto('document_provenances')
    .values({ documentId, rang: 1, source, detailJson: JSON.stringify(detail), le: now })
    .execute();
}

/** Remembers one more road by which a document came; the same arrival is told once. */
export async function addProvenance(
  db: WritableRecord,
  documentId: string,
  source: string,
  detail: Readonly<Record<string, string>>,
  now: string,
): Promise<void> {
  const last = await db
    .selectFrom('document_provenances')
    .select('rang')
    .where('documentId', '=', documentId)
    .orderBy('rang', 'desc')
    .limit(1)
    .executeTakeFirst();
  await db
    .insertInto('document_provenances')
    .values({ documentId, rang: (last?.rang ?? 0) + 1, source, detailJson: JSON.stringify(detail), le: now })
    .execute();
}

export function provenanceOf(arrival: Pick<ArrivalRow, 'id' | 'nom' | 'voie' | 'expediteur' | 'recuLe'>) {
  const detail: Record<string, string> = { arrivee: arrival.id, fichier: arrival.nom, recuLe: arrival.recuLe };
  if (arrival.expediteur !== null) detail['expediteur'] = arrival.expediteur;
  return { source: NOMS_VOIES[arrival.voie], detail };
}
