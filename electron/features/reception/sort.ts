import type { IdentiteRecue, RaisonReception } from '../../../shared/domain/reception.ts';
import { identityReserve } from '../../formats/hprim/reserve.ts';
import type { ReadFile, ReadReport } from '../../formats/received.ts';
import type { ArrivalRow, ReadableRecord } from '../../record/index.ts';
import { insCandidates, matchIdentity, type Road, type Verdict } from './matching.ts';

type Reader = Pick<ReadableRecord, 'selectFrom' | 'getExecutor'>;

/** A file as its reader gives it; `reportReasons` says of each report which condition it fails, beside the file's own reason. */
export interface FileToSort extends ReadFile {
  readonly reportReasons?: readonly (RaisonReception | null)[];
}

/**
 * The grade of evidence that a report is matched by. Mail and the DMP are never matched by traits, nor is what an archive or a mail brings by another road; a CDA
 * given alone has no metadata to agree with and is held to the same conditions by its own INS and four traits (choix : aucune règle n’est publiée pour un
 * CDA seul, à vérifier).
 */
export function roadOf(arrival: Pick<ArrivalRow, 'voie'>, file: FileToSort, report: ReadReport): Road {
  if (arrival.voie === 'mssante' || arrival.voie === 'dmp') return 'ins';
  if (file.format === 'mail' || file.format === 'xdm' || report.format === 'cda') return 'ins';
  return 'traits';
}

const stopped = (raison: RaisonReception, candidats: Verdict['candidats']): Verdict => ({
  issue: 'unassigned',
  raison,
  patientId: null,
  candidats,
});

const candidatesOf = (db: Reader, identity: IdentiteRecue | null) =>
  identity === null ? Promise.resolve([]) : insCandidates(db, identity);

/** Mail and archives: every document must lead to the same patient (condition 7); one that does not keeps them all waiting. */
function together(verdicts: readonly Verdict[], identities: readonly (IdentiteRecue | null)[]): readonly Verdict[] {
  const about = verdicts.filter((_, index) => identities[index] !== null);
  const [first] = about;
  if (first === undefined) return verdicts;
  const patients = new Set(about.map(({ patientId }) => patientId));
  const wait = (raison: RaisonReception, verdict: Verdict): Verdict =>
    verdict.patientId === null
      ? verdict
      : stopped(raison, [
          { patientId: verdict.patientId, reserve: 'Les documents du message ne désignent pas tous ce patient' },
        ]);
  if (patients.size > 1) {
    const known = [...patients].filter((patient) => patient !== null);
    const other = about.find(({ patientId }) => patientId === null)?.raison ?? null;
    const raison = known.length > 1 ? 'PLUSIEURS_PATIENTS' : (other ?? 'PLUSIEURS_PATIENTS');
    return verdicts.map((verdict) => wait(raison, verdict));
  }
  const { patientId } = first;
  if (patientId === null) return verdicts;
  // An attachment that names nobody came with documents that do: proposed, since nothing in it says so.
  return verdicts.map((verdict, index) =>
    identities[index] === null
      ? {
          issue: 'proposed',
          raison: 'SANS_METADONNEES',
          patientId: null,
          candidats: [{ patientId, reserve: 'Joint aux documents de ce patient' }],
        }
      : verdict,
  );
}

/** Says of each report of a file whose it is, or why nobody knows yet. Reads only. */
export async function sortFile(
  db: Reader,
  arrival: Pick<ArrivalRow, 'voie'>,
  file: FileToSort,
  test: boolean,
): Promise<readonly Verdict[]> {
  const verdicts: Verdict[] = [];
  for (const [index, report] of file.reports.entries()) {
    const { identity, document } = report;
    if (file.reason !== null) {
      const own = file.reportReasons?.[index] ?? null;
      verdicts.push(stopped(own ?? file.reason, await candidatesOf(db, identity)));
      continue;
    }
    // A picture names nobody: no record was looked for.
    if (report.format === 'image') {
      verdicts.push(stopped('SANS_IDENTITE', []));
      continue;
    }
    const road = roadOf(arrival, file, report);
    const reserve = road === 'traits' ? identityReserve(report) : null;
    verdicts.push(await matchIdentity(db, identity, { road, test, senderCode: document.senderCode, reserve }));
  }
  const archive = arrival.voie === 'mssante' || file.format === 'mail' || file.format === 'xdm';
  return archive
    ? together(
        verdicts,
        file.reports.map(({ identity }) => identity),
      )
    : verdicts;
}
