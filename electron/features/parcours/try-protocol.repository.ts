import { sql, type SqlBool } from 'kysely';
import type { PatientSummary } from '../../../shared/domain/patient.ts';
import { addMonths, hasAges, isFor, plannedEvents, type Protocole } from '../../../shared/domain/protocoles/index.ts';
import { civilDateOf } from '../../../shared/domain/civil-date.ts';
import { defineQuery } from '../../record/index.ts';
import { summaryOf, SUMMARY_COLUMNS } from '../patients/index.ts';
import { doneFacts, type DoneFact } from './facts.repository.ts';

const SHOWN = 8;
const NOTHING: ReadonlyMap<string, readonly DoneFact[]> = new Map();

/** Something of the protocol is behind today: an examination never done or older than its period, an age that is over and not yet lost. */
function isBehind(
  protocole: Protocole,
  naissance: string,
  today: string,
  facts: ReadonlyMap<string, readonly DoneFact[]>,
): boolean {
  const comesBack = protocole.evenements.some(({ id, tousLesMois }) => {
    if (tousLesMois === undefined) return false;
    const last = (facts.get(id) ?? []).reduce((latest, { jour }) => (jour > latest ? jour : latest), '');
    return last === '' || addMonths(last, tousLesMois) < today;
  });
  if (comesBack) return true;
  const evenements = protocole.evenements.filter(({ ages }) => ages !== undefined);
  return plannedEvents({ evenements }, { debut: today, naissance }, today, today, facts).some(
    ({ etat }) => etat === 'en-retard',
  );
}

/** Who would be proposed this protocol, from the coded problems or the ages of the practice, and how many are behind it. */
export const tryProtocol = defineQuery({
  name: 'protocoles.essayer',
  run: async (db, input: { protocole: Protocole }, context) => {
    const { protocole } = input;
    const today = civilDateOf(new Date(context.now));
    if (protocole.cim10.length === 0 && !hasAges(protocole))
      return { concernes: 0, exemples: [] as PatientSummary[], enRetard: 0 };
    const starts = protocole.cim10.map((code) => sql`json_extract(e.valeurJson, '$.code.code') LIKE ${`${code}%`}`);
    // Wider by a month than the age asked for, so that the index on birth dates serves; the age itself is counted below.
    const born = protocole.aMois === undefined ? '0000' : addMonths(today, -(protocole.aMois + 2));
    const read = await db
      .selectFrom('patients as p')
      .select([...SUMMARY_COLUMNS, sql<number>`0`.as('homonyme')])
      .where('p.dateNaissance', '>=', born)
      .where('p.dateNaissance', '<=', addMonths(today, 1 - (protocole.deMois ?? 0)))
      .where(
        protocole.cim10.length === 0
          ? sql<SqlBool>`1`
          : sql<SqlBool>`p.id IN (SELECT e.patientId FROM elements e WHERE e.statut = 'actif' AND e.section = 'pathologies'
              AND json_extract(e.valeurJson, '$.fin') IS NULL AND (${sql.join(starts, sql` OR `)}))`,
      )
      .orderBy('p.tri')
      .execute();
    const concerned = read.filter((patient) => isFor(protocole, patient, today));
    const facts = await doneFacts(
      db,
      concerned.map(({ id }) => id),
      protocole,
    );
    return {
      concernes: concerned.length,
      exemples: concerned.slice(0, SHOWN).map(summaryOf),
      enRetard: concerned.filter(({ id, dateNaissance }) =>
        isBehind(protocole, dateNaissance, today, facts.get(id) ?? NOTHING),
      ).length,
    };
  },
});
