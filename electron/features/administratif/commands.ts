import type { Parsed } from '../../../shared/contract/index.ts';
import { HygieError } from '../../../shared/errors.ts';
import { defineCommand } from '../../record/index.ts';
import { patientFieldsOf, patientRow, writeFields } from '../patients/index.ts';
import { latestSection } from './repository.ts';

/**
 * Writes one section as its next version; the former ones stay. The médecin traitant is also told to the sheet, which documents read.
 * Throws HygieError NOT_FOUND, VERSION_CONFLICT.
 */
export const writeSection = defineCommand({
  name: 'administratif.modifier',
  run: async (db, input: Parsed<'administratif.modifier'>, context): Promise<{ version: number; change: boolean }> => {
    const { patientId, valeur } = input;
    const row = await patientRow(db, patientId);
    const former = await latestSection(db, patientId, valeur.section);
    if ((former?.version ?? 0) !== input.version) throw new HygieError('VERSION_CONFLICT');
    const valeurJson = JSON.stringify(valeur);
    if (former?.valeurJson === valeurJson) return { version: former.version, change: false };
    const version = input.version + 1;
    await db
      .insertInto('administrative_sections')
      .values({
        patientId,
        section: valeur.section,
        version,
        valeurJson,
        auteur: context.actor.idNat,
        auteurNom: context.actor.nom,
        le: context.now,
      })
      .execute();
    if (valeur.section === 'medecin-traitant') {
      const before = patientFieldsOf(row);
      const known = valeur.etat === 'cabinet' || valeur.etat === 'autre';
      const medecinTraitant = known && valeur.idNat !== '' ? valeur.idNat : null;
      if (before.medecinTraitant !== medecinTraitant)
        await writeFields(db, row, { ...before, medecinTraitant }, context);
    }
    return { version, change: true };
  },
  audit: (input, output) => ({
    action: 'administratif.modifier',
    patientId: input.patientId,
    detail: { rubrique: input.valeur.section, version: output.version },
  }),
});
