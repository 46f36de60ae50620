import type { Instant } from '../../../shared/domain/civil-date.ts';
import { HygieError } from '../../../shared/errors.ts';
import type { DocumentId, PatientId } from '../../../shared/ids.ts';
import { defineCommand, defineQuery, type ReadableRecord } from '../../record/index.ts';
import type { DocumentRow } from '../../record/index.ts';
import { TO_SEND } from './jobs.repository.ts';

/** Line of the closing dialog and of the list of due documents. */
export type DocumentDu = Pick<
  DocumentRow,
  | 'id'
  | 'patientId'
  | 'origine'
  | 'date'
  | 'titre'
  | 'typeCode'
  | 'type'
  | 'auteurNom'
  | 'etablissement'
  | 'versionNumber'
  | 'remplace'
  | 'remplacePar'
  | 'taille'
  | 'envoi'
  | 'masquePs'
  | 'invisiblePatient'
>;

const COLUMNS = [
  'documents.id',
  'documents.patientId',
  'documents.origine',
  'documents.date',
  'documents.titre',
  'documents.typeCode',
  'documents.type',
  'documents.auteurNom',
  'documents.etablissement',
  'documents.versionNumber',
  'documents.remplace',
  'documents.remplacePar',
  'documents.taille',
  'documents.envoi',
  'documents.masquePs',
  'documents.invisiblePatient',
] as const;

/** Something of it left, by mail as long as no job says otherwise. */
const MAILED = ['envoye', 'en-cours', 'issue-inconnue'] as const;

/** Made here, still current, and still to be sent: never left, cancelled, or refused. What is under way or unknown is followed in « Envois ». */
const due = (db: ReadableRecord) =>
  db
    .selectFrom('documents')
    .select(COLUMNS)
    .where(TO_SEND)
    .where('documents.envoi', 'in', ['du', 'refuse'])
    .where('documents.statut', '=', 'actif')
    .where('documents.origine', '=', 'local');

/**
 * [89] [90] When a record is closed: what this doctor made for this patient since `depuis` (the opening of the record) and the DMP has not had, then what
 * was left earlier.
 * Both empty: no screen [95].
 */
export const documentsAClore = defineQuery<
  { patientId: PatientId; depuis: Instant },
  { deLaConsultation: DocumentDu[]; anterieurs: DocumentDu[] }
>({
  name: 'envois.aClore',
  async run(db, { patientId, depuis }, context) {
    const all = due(db)
      .where('documents.patientId', '=', patientId)
      .orderBy('documents.date', 'desc')
      .orderBy('documents.key', 'desc');
    const mine = await db
      .selectFrom('documents')
      .select(COLUMNS)
      .where('documents.patientId', '=', patientId)
      .where('documents.creeLe', '>=', depuis)
      .where('documents.auteur', '=', context.actor.idNat)
      .where('documents.statut', '=', 'actif')
      .where('documents.origine', '=', 'local')
      .where(({ and, eb, exists, not, or, selectFrom }) =>
        or([
          eb('documents.envoi', 'in', ['du', 'refuse']),
          // Mailed to colleagues only: the DMP has not had it, and is still proposed.
          and([
            eb('documents.envoi', 'in', MAILED),
            eb('documents.motifEcarte', 'is', null),
            not(
              exists(
                selectFrom('jobs')
                  .select('jobs.id')
                  .whereRef('jobs.documentId', '=', 'documents.id')
                  .where('jobs.canal', '=', 'dmp')
                  .where('jobs.etat', '<>', 'annule'),
              ),
            ),
          ]),
        ]),
      )
      .orderBy('documents.date', 'desc')
      .orderBy('documents.key', 'desc')
      .execute();
    const ids = new Set(mine.map((document) => document.id));
    const others = await all.execute();
    return { deLaConsultation: mine, anterieurs: others.filter((document) => !ids.has(document.id)) };
  },
});

/** [96] Every due document of the doctor whose card is in, oldest first, with its patient: what the home page counts and lists. */
export const documentsDus = defineQuery<Record<string, never>, (DocumentDu & { patientNom: string })[]>({
  name: 'envois.dus',
  async run(db, _input, context) {
    const rows = await due(db)
      .innerJoin('patients', 'patients.id', 'documents.patientId')
      .select(['patients.nomNaissance', 'patients.nomUtilise', 'patients.premierPrenom'])
      .where('documents.auteur', '=', context.actor.idNat)
      .orderBy('documents.date')
      .orderBy('documents.key')
      .limit(500)
      .execute();
    return rows.map(({ nomNaissance, nomUtilise, premierPrenom, ...document }) => ({
      ...document,
      patientNom: `${nomUtilise ?? nomNaissance} ${premierPrenom}`,
    }));
  },
});

/** « Ne pas envoyer »: takes a reason, leaves the due list, sends nothing. */
export const ecarterDocument = defineCommand<
  { patientId: PatientId; documentId: DocumentId; motif: string },
  { documentId: DocumentId }
>({
  name: 'envois.ecarter',
  async run(db, { patientId, documentId, motif }, context) {
    const reason = motif.trim();
    if (reason.length < 3) throw new HygieError('INVALID_INPUT', 'Indiquez pourquoi ce document ne sera pas envoyé.');
    const document = await db
      .selectFrom('documents')
      .select(['patientId', 'envoi'])
      .where('id', '=', documentId)
      .executeTakeFirst();
    if (document === undefined || document.patientId !== patientId) throw new HygieError('NOT_FOUND');
    // Mailed, and kept out of the DMP: what was sent stays said.
    const mailed = MAILED.some((each) => each === document.envoi);
    if (document.envoi !== 'du' && document.envoi !== 'refuse' && !mailed)
      throw new HygieError('NOT_ALLOWED', 'Ce document n’est pas en attente d’un envoi.');
    await db
      .updateTable('documents')
      .set({ envoi: mailed ? document.envoi : 'ecarte', motifEcarte: reason.slice(0, 200) })
      .where('id', '=', documentId)
      .execute();
    // A refused job of this document would go on asking for a gesture.
    await db
      .updateTable('jobs')
      .set({
        etat: 'annule',
        explication: 'Document écarté : il ne sera pas envoyé.',
        conseil: null,
        modifieLe: context.now,
      })
      .where('documentId', '=', documentId)
      .where('proprietaire', '=', context.actor.idNat)
      .where('etat', '=', 'refuse')
      .execute();
    return { documentId };
  },
  audit: ({ patientId, documentId }) => ({ action: 'envois.ecarter', patientId, detail: { document: documentId } }),
});
