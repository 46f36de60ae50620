import type { RecordProps } from '../../app/features.ts';
import { useDossier } from '../dossier/use-dossier.ts';
import { isNew } from './document-list.ts';

/** [38] How many documents arrived and were not seen; nothing when there is none. */
export function NewDocuments({ patientId }: RecordProps) {
  const fresh = (useDossier(patientId).data?.documents ?? []).filter(isNew).length;
  return fresh === 0 ? null : <span className="pastille">{fresh} nouv.</span>;
}
