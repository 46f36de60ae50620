import { useQueries } from '@tanstack/react-query';
import { useDeferredValue, useMemo } from 'react';
import type { LigneTrouvee } from '../../../shared/contract/documents.ts';
import type { DocumentLine } from '../../../shared/contract/dossier.ts';
import { comparableName } from '../../../shared/domain/patient.ts';
import type { DocumentId, PatientId } from '../../../shared/ids.ts';
import { call } from '../../lib/client.ts';
import { queryKey, useHygieQuery } from '../../lib/queries.ts';

/** Rows whose lines are asked for together. */
const CHUNK = 20;

/** True when there is a word to look for: one letter would be everything. */
const searchable = (typed: string) =>
  comparableName(typed)
    .split(' ')
    .some((word) => word.length > 1);

/** [35] What was typed in « Rechercher dans les documents », and the documents of the record that hold it; `documents` is the whole list when nothing was. */
export function useSearch(patientId: PatientId, typed: string, documents: readonly DocumentLine[]) {
  const texte = useDeferredValue(typed.trim().slice(0, 200));
  const active = searchable(texte);
  const answer = useHygieQuery('documents.chercher', { patientId, texte }, { enabled: active, keepPrevious: true });
  const messages = useHygieQuery('messagerie.duPatient', { patientId, recherche: texte }, { enabled: active });
  const found = active ? answer.data : undefined;
  const lines = useMemo(() => {
    if (found === undefined) return active ? [] : documents;
    const held = new Set<DocumentId>(found.documents);
    return documents.filter(({ id }) => held.has(id));
  }, [active, documents, found]);
  return {
    texte: active ? texte : '',
    lines,
    found: found ?? null,
    messages: active ? (messages.data?.total ?? null) : null,
    busy: active && (answer.isPlaceholderData || answer.data === undefined || texte !== typed.trim().slice(0, 200)),
    error: active ? answer.error : null,
    again: () => void answer.refetch(),
  };
}

/** Lines found in the rows between two ranks of a list: asked for as they come in sight. */
export function useFoundLines(
  texte: string,
  lines: readonly DocumentLine[],
  first: number,
  last: number,
): ReadonlyMap<DocumentId, LigneTrouvee> {
  const chunks: DocumentId[][] = [];
  if (texte !== '')
    for (let at = Math.floor(first / CHUNK) * CHUNK; at <= last && at < lines.length; at += CHUNK)
      chunks.push(lines.slice(at, at + CHUNK).map(({ id }) => id));
  const patientId = lines[0]?.patientId;
  return useQueries({
    queries:
      patientId === undefined
        ? []
        : chunks.map((documents) => ({
            queryKey: queryKey('documents.lignesTrouvees', { patientId, texte, documents }),
            queryFn: () => call('documents.lignesTrouvees', { patientId, texte, documents }),
          })),
    combine: (answers) =>
      new Map(answers.flatMap(({ data }) => (data ?? []).map(({ documentId, ligne }) => [documentId, ligne]))),
  });
}
