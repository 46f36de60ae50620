import type { Candidat, CleRapport } from '../../../shared/contract/reception.ts';
import type { Output } from '../../../shared/contract/index.ts';
import { isOutOfRange, type LabResult } from '../../../shared/domain/biology.ts';
import type { Instant } from '../../../shared/domain/civil-date.ts';
import type { IdentiteRecue } from '../../../shared/domain/reception.ts';
import { HygieError } from '../../../shared/errors.ts';
import type { PatientId } from '../../../shared/ids.ts';
import { defineQuery, type ArrivalReportRow, type ArrivalRow, type ReadableRecord } from '../../record/index.ts';
import { arrivalRow, reportRow } from './arrivals.repository.ts';
import { personById } from './candidates.repository.ts';
import type { CandidateKept } from './matching.ts';
import { shownValue } from './result-rows.ts';
import { readStoredReport } from './stored-report.ts';
import { summariesOf } from './summaries.ts';
import { compareForHuman } from './traits.ts';
import { lineOfReport } from './waiting.repository.ts';

type Reader = Pick<ReadableRecord, 'selectFrom' | 'getExecutor'>;

/** A header of HPRIM does not say which name it gives; every other identity is compared strictly. */
export const comparesStrictly = (report: Pick<ArrivalReportRow, 'contenuJson'>): boolean =>
  report.contenuJson === null || readStoredReport(report.contenuJson).format !== 'hprim';

async function candidate(
  db: Reader,
  report: ArrivalReportRow,
  { patientId, reserve }: CandidateKept,
): Promise<Candidat | null> {
  const person = await personById(db, patientId);
  const patient = (await summariesOf(db, [patientId])).get(patientId);
  if (person === null || patient === undefined) return null;
  const sent = report.identiteJson === null ? null : (JSON.parse(report.identiteJson) as IdentiteRecue);
  const compared =
    sent === null ? { egaux: [], differents: [] } : compareForHuman(sent, person, comparesStrictly(report));
  return { patient, egaux: [...compared.egaux], differents: [...compared.differents], reserve };
}

const number = (value: number): string => String(value).replace('.', ',');

/** « 3,5 à 5,1 », « ≤ 5 », or the laboratory's own words. */
export function shownRange({ low, high, rangeText }: Pick<LabResult, 'low' | 'high' | 'rangeText'>): string | null {
  if (low !== null && high !== null) return `${number(low)} à ${number(high)}`;
  if (low !== null) return `≥ ${number(low)}`;
  if (high !== null) return `≤ ${number(high)}`;
  return rangeText;
}

function lineOf(arrival: ArrivalRow, report: ArrivalReportRow, source: string | null) {
  return lineOfReport({
    arriveeId: arrival.id,
    rang: report.rang,
    voie: arrival.voie,
    source,
    expediteur: arrival.expediteur,
    nom: arrival.nom,
    recuLe: arrival.recuLe as Instant,
    format: arrival.format,
    issue: report.issue,
    raison: report.raison,
    identiteJson: report.identiteJson,
    candidatsJson: report.candidatsJson,
    contenuJson: report.contenuJson,
    anormal: report.anormal,
  });
}

/** One report that waits: who it may be about, and what it says, to be read before choosing. */
export const readWaitingReport = defineQuery({
  name: 'reception.rapport',
  run: async (
    db,
    input: CleRapport,
    context,
  ): Promise<{ rapport: Omit<Output<'reception.rapport'>, 'image'>; image: Uint8Array | null }> => {
    const { arrival, report } = await reportRow(db, input, context.actor.idNat);
    const kept = JSON.parse(report.candidatsJson) as CandidateKept[];
    const found: Candidat[] = [];
    for (const one of kept) found.push(...[await candidate(db, report, one)].filter((each) => each !== null));
    const content = report.contenuJson === null ? null : readStoredReport(report.contenuJson);
    const source =
      arrival.sourceId === null
        ? null
        : await db.selectFrom('sources').select('nom').where('id', '=', arrival.sourceId).executeTakeFirst();
    const own = content?.document.mediaType === 'application/pdf' ? report.bytesHash : null;
    const pdf = report.pdfHash ?? own;
    const picture = content?.format === 'image' ? report.bytesHash : null;
    const rapport = {
      ligne: lineOf(arrival, report, source?.nom ?? null),
      candidats: found,
      texte: content?.text ?? null,
      resultats: (content?.results ?? []).map((result) => ({
        label: result.label,
        valeur: shownValue({ ...result, unit: null }),
        unite: result.unit,
        bornes: shownRange(result),
        anormal: isOutOfRange(result),
      })),
      pdf: pdf === null ? null : Buffer.from(context.documents.get(pdf)).toString('base64'),
    };
    return { rapport, image: picture === null ? null : context.documents.get(picture) };
  },
});

/** The same comparison for a patient whom the doctor has searched for. Throws HygieError NOT_FOUND. */
export const comparePatient = defineQuery({
  name: 'reception.comparer',
  run: async (db, input: CleRapport & { patientId: PatientId }, context): Promise<Candidat> => {
    const { report } = await reportRow(db, input, context.actor.idNat);
    const found = await candidate(db, report, { patientId: input.patientId, reserve: null });
    if (found === null) throw new HygieError('NOT_FOUND');
    return found;
  },
});

/** Bytes of a file as they came. */
export const readRawFile = defineQuery({
  name: 'reception.brut',
  run: async (db, input: { arriveeId: string }, context) => {
    const arrival = await arrivalRow(db, input.arriveeId, context.actor.idNat);
    return { nom: arrival.nom, bytes: context.documents.get(arrival.bytesHash), taille: arrival.taille };
  },
});
