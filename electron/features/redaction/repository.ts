import type { Ecrit, Modele } from '../../../shared/contract/redaction.ts';
import type { Instant } from '../../../shared/domain/civil-date.ts';
import type { LigneOrdonnance, Redaction } from '../../../shared/domain/redaction.ts';
import { HygieError } from '../../../shared/errors.ts';
import type { DocumentId, PatientId } from '../../../shared/ids.ts';
import { defineQuery } from '../../record/index.ts';
import { templateOf, writingOf } from './commands.ts';

/** The acting doctor's drafts for a patient. */
export const listDrafts = defineQuery({
  name: 'redaction.brouillons',
  run: async (db, input: { patientId: PatientId }, context): Promise<Ecrit[]> => {
    const rows = await db
      .selectFrom('writings')
      .selectAll()
      .where('patientId', '=', input.patientId)
      .where('auteur', '=', context.actor.idNat)
      .where('etat', '=', 'brouillon')
      .orderBy('modifieeLe', 'desc')
      .execute();
    return rows.map(writingOf);
  },
});

/** One writing of a patient. Throws HygieError NOT_FOUND. */
export const readWriting = defineQuery({
  name: 'redaction.lire',
  run: async (db, input: { patientId: PatientId; id: string }, context): Promise<Ecrit> => {
    const row = await db.selectFrom('writings').selectAll().where('id', '=', input.id).executeTakeFirst();
    if (row?.patientId !== input.patientId || row.auteur !== context.actor.idNat) throw new HygieError('NOT_FOUND');
    return writingOf(row);
  },
});

/** What a signed document of this patient was written from; null when Hygie did not write it. */
export const writingOfDocument = defineQuery({
  name: 'redaction.duDocument',
  run: async (db, input: { patientId: PatientId; documentId: DocumentId }): Promise<Ecrit | null> => {
    const row = await db
      .selectFrom('writings')
      .selectAll()
      .where('documentId', '=', input.documentId)
      .executeTakeFirst();
    return row?.patientId === input.patientId ? writingOf(row) : null;
  },
});

export interface SignedWriting {
  readonly documentId: DocumentId;
  readonly le: Instant;
  readonly titre: string;
  readonly lignes: LigneOrdonnance[];
}

/** Signed writings of a type, latest first, 50 at most unless told; replaced versions are left out. */
export const signedWritings = defineQuery({
  name: 'redaction.precedents',
  run: async (db, input: { patientId: PatientId; type: string; nombre?: number }): Promise<SignedWriting[]> => {
    const rows = await db
      .selectFrom('writings as w')
      .innerJoin('documents as d', 'd.id', 'w.documentId')
      .select(['w.documentId', 'w.contenuJson', 'd.date', 'd.titre'])
      .where('w.patientId', '=', input.patientId)
      .where('w.type', '=', input.type)
      .where('w.etat', '=', 'signe')
      .where('d.statut', '=', 'actif')
      .orderBy('w.modifieeLe', 'desc')
      .limit(input.nombre ?? 50)
      .execute();
    return rows.map((row) => ({
      documentId: row.documentId as DocumentId,
      le: row.date as Instant,
      titre: row.titre,
      lignes: (JSON.parse(row.contenuJson) as Redaction).lignes,
    }));
  },
});

/** The current version of each template in use of a type, by name. */
export const listTemplates = defineQuery({
  name: 'modeles.lister',
  run: async (db, input: { type: string }): Promise<Modele[]> => {
    const rows = await db
      .selectFrom('templates')
      .selectAll()
      .where('type', '=', input.type)
      .where('actif', '=', 1)
      .orderBy('id')
      .orderBy('version', 'desc')
      .execute();
    const latest = rows.filter((row, index) => row.id !== rows[index - 1]?.id);
    return latest.map(templateOf).sort((a, b) => a.nom.localeCompare(b.nom, 'fr'));
  },
});
