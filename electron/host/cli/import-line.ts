import type { RaisonReception } from '../../../shared/domain/reception.ts';
import type { FileOutcome, ReportOutcome } from '../../features/reception/index.ts';
import { dayOf } from '../../features/reception/dates.ts';
import { resultLine } from './result-line.ts';

/** Reasons that only the screen tells apart, as the batch's closed list of codes names them. */
const CODES: Readonly<Partial<Record<RaisonReception, RaisonReception>>> = {
  IDENTITE_NON_QUALIFIEE: 'SANS_INS_QUALIFIE',
};
const codeOf = (raison: RaisonReception | null): RaisonReception | null =>
  raison === null ? null : (CODES[raison] ?? raison);

const TRAITS: Readonly<Record<string, string>> = {
  nom: 'nom',
  premierPrenom: 'prenom',
  dateNaissance: 'date',
  sexe: 'sexe',
  ins: 'ins',
  lieuNaissance: 'lieu',
};

const candidatesOf = (report: ReportOutcome) =>
  report.candidats.map(({ patient, egaux }) => ({ ...patient, because: egaux.map((trait) => TRAITS[trait] ?? trait) }));

function reportLine(report: ReportOutcome) {
  const { id, typeCode, title, date, author, organisation } = report.document;
  return {
    patient: report.patient,
    outcome: report.issue,
    reason: codeOf(report.raison),
    candidates: candidatesOf(report),
    document: { id, typeCode, title, date: date === null ? null : dayOf(date), author, organisation },
    results: report.results.map(resultLine),
  };
}

/** What `import` prints of a file; a file with several patients names none at its head. */
export function importLine(file: string, outcome: FileOutcome) {
  // A picture waits for a human in the window; this line has no format for it: bytes that are kept and listed, and say nothing to a machine.
  const picture = outcome.format === 'image';
  const reports = picture ? [] : outcome.reports;
  const patients = new Set(reports.map(({ patient }) => patient?.id ?? null));
  const candidates = new Map(reports.flatMap(candidatesOf).map((each) => [each.id, each]));
  return {
    file,
    sha256: outcome.sha256,
    outcome: picture && outcome.issue === 'unassigned' ? ('kept_raw' as const) : outcome.issue,
    format: picture ? ('unknown' as const) : outcome.format,
    patient: patients.size === 1 ? (reports[0]?.patient ?? null) : null,
    candidates: [...candidates.values()],
    reason: picture ? ('FORMAT_INCONNU' as const) : codeOf(outcome.raison),
    reports: reports.map(reportLine),
  };
}
