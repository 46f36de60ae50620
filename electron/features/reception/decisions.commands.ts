import type { CleRapport } from '../../../shared/contract/reception.ts';
import type { IdentiteRecue } from '../../../shared/domain/reception.ts';
import { HygieError } from '../../../shared/errors.ts';
import type { DocumentId, PatientId } from '../../../shared/ids.ts';
import { defineCommand, type ArrivalReportRow, type CommandContext, type WritableRecord } from '../../record/index.ts';
import { arrivalRow, reportRow } from './arrivals.repository.ts';
import { personById } from './candidates.repository.ts';
import { rememberLaterRoads } from './duplicate.ts';
import { fileReport } from './filing.ts';
import { traitsKey } from './matching.ts';
import { comparesStrictly } from './report.repository.ts';
import { readStoredReport, type StoredReport } from './stored-report.ts';
import { compareForHuman } from './traits.ts';
import { takeOverRoads } from './withdraw.ts';

interface Attribution extends CleRapport {
  readonly patientId: PatientId;
  /** The doctor was shown the traits that differ, and files all the same. */
  readonly confirmeDifference: boolean;
  /** Remember the choice for this sender, its number and these traits. */
  readonly retenir: boolean;
}

const DIFFERENT: Readonly<Record<string, string>> = {
  nom: 'le nom',
  premierPrenom: 'le prénom',
  dateNaissance: 'la date de naissance',
  sexe: 'le sexe',
  ins: 'l’INS',
  lieuNaissance: 'le lieu de naissance',
};

async function checkDifference(
  db: WritableRecord,
  report: ArrivalReportRow,
  input: Attribution,
): Promise<{ identity: IdentiteRecue | null; key: number }> {
  const person = await personById(db, input.patientId);
  if (person === null) throw new HygieError('NOT_FOUND');
  const identity = report.identiteJson === null ? null : (JSON.parse(report.identiteJson) as IdentiteRecue);
  if (identity === null || input.confirmeDifference) return { identity, key: person.key };
  const { differents } = compareForHuman(identity, person, comparesStrictly(report));
  if (differents.length > 0) {
    const named = differents.map((trait) => DIFFERENT[trait] ?? trait).join(', ');
    throw new HygieError('NOT_ALLOWED', `Ne concorde pas : ${named}. Confirmez que c’est bien ce patient.`);
  }
  return { identity, key: person.key };
}

async function rememberChoice(
  db: WritableRecord,
  context: CommandContext,
  identity: IdentiteRecue | null,
  report: StoredReport,
  patientId: string,
): Promise<boolean> {
  const traits = identity === null ? null : traitsKey(identity);
  const identifiant = identity?.identifiantEmetteur ?? null;
  const emetteur = report.document.senderCode;
  if (traits === null || identifiant === null || emetteur === null) return false;
  const { idNat, nom } = context.actor;
  const row = { emetteur, identifiant, traits, patientId, par: idNat, parNom: nom, le: context.now };
  await db.insertInto('identity_links').orReplace().values(row).execute();
  return true;
}

/**
 * Files a waiting report by a human's choice. Strict traits that differ need a second confirmation, asked for here and not only on the screen.
 * Throws HygieError NOT_FOUND, NOT_ALLOWED (traits differ, not confirmed), VERSION_CONFLICT (no longer waiting, or the document is in another record).
 */
export const assignReport = defineCommand({
  name: 'reception.attribuer',
  run: async (db, input: Attribution, context): Promise<{ documentId: DocumentId; retenu: boolean }> => {
    const { arrival, report } = await reportRow(db, input, context.actor.idNat);
    const unread = report.issue === 'kept_raw' && arrival.resoluLe === null;
    if ((report.attente === 0 && !unread) || report.contenuJson === null)
      throw new HygieError('VERSION_CONFLICT', 'Ce rapport n’attend plus : il a déjà été classé ou écarté.');
    const { identity, key } = await checkDifference(db, report, input);
    const content = readStoredReport(report.contenuJson);
    const bytes = await db
      .selectFrom('document_bytes')
      .select('taille')
      .where('hash', '=', report.bytesHash)
      .executeTakeFirstOrThrow();
    const filed = await fileReport(db, context, {
      arrival,
      report: content,
      identity,
      bytesHash: report.bytesHash,
      pdfHash: report.pdfHash,
      taille: bytes.taille,
      patient: { id: input.patientId, key },
    });
    if (filed.issue === 'conflict')
      throw new HygieError(
        'VERSION_CONFLICT',
        'Ce même document est déjà dans un autre dossier : retirez-l’en d’abord si c’est une erreur.',
      );
    const { idNat, nom } = context.actor;
    await db
      .updateTable('arrival_reports')
      .set({
        issue: filed.issue,
        patientId: input.patientId,
        documentId: filed.documentId,
        contenuJson: null,
        attente: 0,
        decision: input.confirmeDifference ? 'attribué malgré une différence' : 'attribué',
        decisionLe: context.now,
        decisionPar: idNat,
        decisionNom: nom,
      })
      .where('arrivalKey', '=', arrival.key)
      .where('rang', '=', input.rang)
      .execute();
    if (unread)
      await db
        .updateTable('arrivals')
        .set({ resoluLe: context.now, resoluPar: idNat, resoluNom: nom })
        .where('key', '=', arrival.key)
        .execute();
    const there = { documentId: filed.documentId, patientId: input.patientId };
    await rememberLaterRoads(db, context, arrival, input.rang, there);
    await takeOverRoads(db, context, report.bytesHash, arrival.id, there);
    const retenu = input.retenir && (await rememberChoice(db, context, identity, content, input.patientId));
    return { documentId: filed.documentId as DocumentId, retenu };
  },
  audit: (input, output) => ({
    action: 'reception.attribuer',
    patientId: input.patientId,
    detail: {
      arrivee: input.arriveeId,
      rang: input.rang,
      document: output.documentId,
      malgreDifference: input.confirmeDifference,
      retenu: output.retenu,
    },
  }),
});

interface Wanted {
  readonly rapport: CleRapport | null;
  readonly arriveeId: string | null;
}

/** Out of the list, kept and findable. Throws HygieError NOT_FOUND, VERSION_CONFLICT (no longer waiting). */
export const setAside = defineCommand({
  name: 'reception.ecarter',
  run: async (db, input: Wanted & { motif: string }, context) => {
    const { idNat, nom } = context.actor;
    if (input.rapport !== null) {
      const { arrival, report } = await reportRow(db, input.rapport, idNat);
      if (report.attente === 1) {
        await db
          .updateTable('arrival_reports')
          .set({
            attente: 0,
            decision: `écarté : ${input.motif}`,
            decisionLe: context.now,
            decisionPar: idNat,
            decisionNom: nom,
          })
          .where('arrivalKey', '=', arrival.key)
          .where('rang', '=', report.rang)
          .execute();
        return {};
      }
      if (report.issue !== 'kept_raw') throw new HygieError('VERSION_CONFLICT', 'Ce rapport n’attend plus.');
    }
    const arriveeId = input.arriveeId ?? input.rapport?.arriveeId;
    if (arriveeId === undefined) throw new HygieError('INVALID_INPUT', 'Rien n’est désigné.');
    const arrival = await arrivalRow(db, arriveeId, idNat);
    const warnings = JSON.parse(arrival.avertissementsJson) as string[];
    await db
      .updateTable('arrivals')
      .set({
        resoluLe: context.now,
        resoluPar: idNat,
        resoluNom: nom,
        avertissementsJson: JSON.stringify([...warnings, `Écarté : ${input.motif}`]),
      })
      .where('key', '=', arrival.key)
      .execute();
    return {};
  },
  audit: (input) => ({
    action: 'reception.ecarter',
    patientId: null,
    detail: { arrivee: input.rapport?.arriveeId ?? input.arriveeId, rang: input.rapport?.rang ?? null },
  }),
});

/** Takes the decision back: it waits again. Throws HygieError NOT_FOUND, VERSION_CONFLICT (filed since). */
export const putBack = defineCommand({
  name: 'reception.retablir',
  run: async (db, input: Wanted, context) => {
    const none = { decision: null, decisionLe: null, decisionPar: null, decisionNom: null };
    const arriveeId = input.arriveeId ?? input.rapport?.arriveeId;
    if (arriveeId === undefined) throw new HygieError('INVALID_INPUT', 'Rien n’est désigné.');
    const arrival = await arrivalRow(db, arriveeId, context.actor.idNat);
    if (input.rapport !== null) {
      const { report } = await reportRow(db, input.rapport, context.actor.idNat);
      if (report.documentId !== null) throw new HygieError('VERSION_CONFLICT', 'Ce rapport a été classé depuis.');
      if (report.issue !== 'kept_raw')
        await db
          .updateTable('arrival_reports')
          .set({ ...none, attente: 1 })
          .where('arrivalKey', '=', arrival.key)
          .where('rang', '=', report.rang)
          .execute();
    }
    await db
      .updateTable('arrivals')
      .set({ resoluLe: null, resoluPar: null, resoluNom: null })
      .where('key', '=', arrival.key)
      .execute();
    return {};
  },
  audit: (input) => ({
    action: 'reception.retablir',
    patientId: null,
    detail: { arrivee: input.rapport?.arriveeId ?? input.arriveeId, rang: input.rapport?.rang ?? null },
  }),
});

/** A kept file is to be read again. Throws HygieError NOT_FOUND, NOT_ALLOWED (one of its reports is in a record). */
export const readAgain = defineCommand({
  name: 'reception.rouvrir',
  run: async (db, input: { arriveeId: string; charset: string | null }, context) => {
    const arrival = await arrivalRow(db, input.arriveeId, context.actor.idNat);
    const reports = await db.selectFrom('arrival_reports').selectAll().where('arrivalKey', '=', arrival.key).execute();
    if (reports.some(({ documentId }) => documentId !== null))
      throw new HygieError('NOT_ALLOWED', 'Un document de ce fichier est déjà dans un dossier : retirez-l’en d’abord.');
    await db.deleteFrom('arrival_reports').where('arrivalKey', '=', arrival.key).execute();
    const charsetImpose = input.charset ?? arrival.charsetImpose;
    await db
      .updateTable('arrivals')
      .set({
        etat: 'received',
        essais: 0,
        raison: null,
        charsetImpose,
        resoluLe: null,
        resoluPar: null,
        resoluNom: null,
      })
      .where('key', '=', arrival.key)
      .execute();
    return {};
  },
  audit: (input) => ({
    action: 'reception.relire',
    patientId: null,
    detail: { arrivee: input.arriveeId, charset: input.charset },
  }),
});
