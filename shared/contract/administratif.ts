import { z } from 'zod';
import { ActeOpposition, ObjetOpposition, ValeurAdministrative } from '../domain/administratif.ts';
import { CivilDate, Instant } from '../domain/civil-date.ts';
import { PatientId } from '../ids.ts';
import { command, query } from './define.ts';

const target = { patientId: PatientId };
const opposition = { ...target, version: z.int(), objet: ObjetOpposition, date: CivilDate };

/** [33] Administrative data beside identity: sections written one by one, each at its own version. */
export const administratif = {
  'administratif.lire': query({
    input: z.object(target),
    output: z.object({
      /** Of each section, the latest version; one that nobody wrote is at version 0. */
      sections: z.array(
        z.object({
          version: z.int().nonnegative(),
          valeur: ValeurAdministrative,
          modifiee: z.object({ le: Instant, auteurNom: z.string() }).nullable(),
        }),
      ),
      /** Latest first. */
      oppositions: z.array(ActeOpposition),
      /** In Mon espace santé, formed from the qualified identity; null when there is none. */
      adresseMonEspaceSante: z.string().nullable(),
    }),
    audit: 'patient',
  }),
  /** Throws VERSION_CONFLICT when the section was written since it was read. */
  'administratif.modifier': command({
    input: z.object({ ...target, version: z.int().nonnegative(), valeur: ValeurAdministrative }),
    output: z.object({ version: z.int() }),
    audit: 'patient',
  }),
  /** Notes an opposition, or corrects the one that stands; `version` is the patient's. */
  'patients.opposer': command({
    input: z.object({
      ...opposition,
      motif: z.string().trim().min(1, 'obligatoire').max(200),
      portee: z.enum(['patient', 'tous']),
    }),
    output: z.object({ version: z.int() }),
    audit: 'patient',
  }),
  'patients.leverOpposition': command({
    input: z.object({ ...opposition, motif: z.string().trim().max(200) }),
    output: z.object({ version: z.int() }),
    audit: 'patient',
  }),
};
