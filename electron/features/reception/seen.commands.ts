import { sql } from 'kysely';
import type { Instant } from '../../../shared/domain/civil-date.ts';
import type { DocumentId, PatientId } from '../../../shared/ids.ts';
import { defineCommand } from '../../record/index.ts';

interface Named {
  readonly documents: readonly { readonly patientId: PatientId; readonly documentId: DocumentId }[];
}

const detailOf = ({ documents }: Named, changes: number) => ({
  documents: documents.map(({ documentId }) => documentId).join(' '),
  nombre: changes,
});
const onlyPatient = ({ documents }: Named): string | null =>
  new Set(documents.map(({ patientId }) => patientId)).size === 1 ? (documents[0]?.patientId ?? null) : null;

/** Documents named with their own patient, and no others: nothing is signed in the wrong record. */
const chosen = ({ documents }: Named) =>
  sql`SELECT d.id FROM json_each(${JSON.stringify(documents)}) w CROSS JOIN documents d ON d.id = w.value->>'documentId' AND d.patientId = w.value->>'patientId'`;

/** « Vu », signed by name. What was seen before keeps its first signature. */
export const markSeen = defineCommand({
  name: 'reception.vu',
  run: async (db, input: Named, context): Promise<{ vuLe: Instant; nombre: number }> => {
    const { idNat, nom } = context.actor;
    const done = await sql`UPDATE documents SET vuLe = ${context.now}, vuPar = ${idNat}, vuNom = ${nom}
      WHERE id IN (${chosen(input)}) AND recuLe IS NOT NULL AND vuLe IS NULL`.execute(db);
    await sql`UPDATE result_changes SET vuLe = ${context.now}, vuPar = ${idNat}
      WHERE documentId IN (${chosen(input)}) AND vuLe IS NULL`.execute(db);
    return { vuLe: context.now, nombre: Number(done.numAffectedRows ?? 0) };
  },
  audit: (input, output) => ({
    action: 'reception.vu',
    patientId: onlyPatient(input),
    detail: detailOf(input, output.nombre),
  }),
});

export const markUnseen = defineCommand({
  name: 'reception.annulerVu',
  run: async (db, input: Named): Promise<{ nombre: number }> => {
    const done = await sql`UPDATE documents SET vuLe = NULL, vuPar = NULL, vuNom = NULL
      WHERE id IN (${chosen(input)}) AND recuLe IS NOT NULL`.execute(db);
    await sql`UPDATE result_changes SET vuLe = NULL, vuPar = NULL WHERE documentId IN (${chosen(input)})`.execute(db);
    return { nombre: Number(done.numAffectedRows ?? 0) };
  },
  audit: (input, output) => ({
    action: 'reception.annulerVu',
    patientId: onlyPatient(input),
    detail: detailOf(input, output.nombre),
  }),
});
