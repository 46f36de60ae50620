import { INS_OIDS, TEST_INS_OIDS, isValidIns } from '../../../shared/domain/ins.ts';
import { hasStrictTraits } from '../../../shared/domain/identity-match.ts';
import type { IdentiteRecue, RaisonReception } from '../../../shared/domain/reception.ts';
import type { PatientIdentifier, ReadEntry } from '../xds/index.ts';

const SEXES: Readonly<Record<string, 'M' | 'F' | 'I'>> = { M: 'M', F: 'F', U: 'I', UN: 'I' };

function civilDate(text: string): string[] {
  const match = /^(\d{4})(\d{2})(\d{2})/.exec(text);
  if (match === null) return [];
  const date = `${match[1]}-${match[2]}-${match[3]}`;
  const instant = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(date) ? [date] : [];
}

/** The INS of a patientId: null when its authority is no INS (an own number of the sender, or the dead INS-C). */
export function insOf(id: PatientIdentifier | null): IdentiteRecue['ins'] {
  return id !== null && Object.hasOwn(INS_OIDS, id.oid)
    ? { matricule: id.value.trim().toUpperCase(), oid: id.oid }
    : null;
}

/** Who the metadata of a document say that the patient is: patientId and sourcePatientInfo (CI-SIS, « Échange de documents de santé »). */
export function describedIdentity(entry: ReadEntry): IdentiteRecue {
  const values = (field: string): string[][] =>
    entry.sourcePatientInfo
      .filter((value) => value.startsWith(`${field}|`))
      .map((value) =>
        value
          .slice(field.length + 1)
          .split('^')
          .map((part) => part.trim()),
      );
  const names = values('PID-5');
  // L is the name of civil status; a name without a kind is taken for it, a used one (D) never.
  const birth = names.find((name) => name[6] === 'L') ?? names.find((name) => !name[6]) ?? [];
  const used = names.find((name) => name[6] === 'D') ?? [];
  const place = values('PID-11').find((address) => address[6] === 'BDL') ?? [];
  return {
    ins: insOf(entry.patientId),
    nom: birth[0] ?? '',
    nomUtilise: used[0] || null,
    premierPrenom: birth[1] || null,
    prenoms: birth[2] || null,
    datesNaissance: civilDate(values('PID-7')[0]?.[0] ?? ''),
    sexe: SEXES[values('PID-8')[0]?.[0]?.toUpperCase() ?? ''] ?? null,
    lieuNaissanceInsee: place[8] || null,
    adresse: [],
    numeroSecuriteSociale: null,
    identifiantEmetteur: entry.sourcePatientId?.split('^')[0] || null,
  };
}

/**
 * Condition 2: an INS of the current mode, its key right, qualified by the sender, that is with the four strict traits (codes 903 and 905 of the ANS tell the same apart).
 * @param test true on a test installation, which takes test identifiers only; a production one takes none
 */
export function describedProblem(described: IdentiteRecue, test: boolean): RaisonReception | null {
  if (described.ins === null) return 'INS_ABSENT';
  const isTest = (TEST_INS_OIDS as readonly string[]).includes(described.ins.oid);
  if (isTest !== test || !isValidIns(described.ins.matricule)) return 'INS_INVALIDE';
  return hasStrictTraits(described) ? null : 'SANS_INS_QUALIFIE';
}
