import type { Signal } from '../../../shared/contract/medicaments.ts';
import type { Instant } from '../../../shared/domain/civil-date.ts';
import { formatCivilDate } from '../../../shared/domain/civil-date.ts';
import type { PatientId } from '../../../shared/ids.ts';
import { defineQuery } from '../../record/index.ts';
import { readMedical } from '../dossier/index.ts';
import { findSignals, type Known, type Line } from './signals.ts';

/** What deserves a look among these lines, for this patient, with what was already accepted. */
export const readSignals = defineQuery({
  name: 'medicaments.signaux',
  run: async (db, input: { patientId: PatientId; lignes: readonly Line[] }): Promise<Signal[]> => {
    const cis = [...new Set(input.lignes.flatMap((line) => line.cis ?? []))];
    const drugs =
      cis.length === 0 ? [] : await db.selectFrom('drugs').select(['cis', 'nom']).where('cis', 'in', cis).execute();
    const substances =
      cis.length === 0
        ? []
        : await db.selectFrom('drug_substances').select(['cis', 'code', 'substance']).where('cis', 'in', cis).execute();
    const known = new Map<string, Known>(
      drugs.map((drug) => [drug.cis, { ...drug, substances: substances.filter((each) => each.cis === drug.cis) }]),
    );
    const medical = await readMedical(db, input.patientId);
    const base = await db.selectFrom('drug_base').select('date').executeTakeFirst();
    const found = findSignals({
      lines: input.lignes,
      known,
      allergies: medical.allergies.elements.filter(({ fin }) => fin === null),
      treatments: medical.traitements.elements.filter(({ fin }) => fin === null),
      baseDate: base === undefined ? null : formatCivilDate(base.date),
    });
    const mutes = await db.selectFrom('drug_mutes').selectAll().where('patientId', '=', input.patientId).execute();
    return found.map((one) => {
      const mute = mutes.find(({ signal }) => signal === one.signal);
      return {
        ...one,
        accepte: mute === undefined ? null : { parNom: mute.parNom, le: mute.le as Instant, motif: mute.motif },
      };
    });
  },
});
