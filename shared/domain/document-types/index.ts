import { annexeAld } from './annexe-ald.ts';
import { annexeEhpad } from './annexe-ehpad.ts';
import { annexeMdph } from './annexe-mdph.ts';
import { arretTravail } from './arret-travail.ts';
import { attestation } from './attestation.ts';
import { certificatMedical } from './certificat-medical.ts';
import { consultation } from './consultation.ts';
import { demandeImagerie } from './demande-imagerie.ts';
import { ficheRcp } from './fiche-rcp.ts';
import { lettre } from './lettre.ts';
import { lettreLiaisonEntree } from './lettre-liaison-entree.ts';
import { lettreLiaisonSortie } from './lettre-liaison-sortie.ts';
import { ordonnance } from './ordonnance.ts';
import { prescriptionBiologie } from './prescription-biologie.ts';
import { prescriptionInfirmiere } from './prescription-infirmiere.ts';
import { prescriptionKinesitherapie } from './prescription-kinesitherapie.ts';
import { prescriptionTransport } from './prescription-transport.ts';
import type { TypeRedige } from './type.ts';

export type { Depuis, SectionRedigee, TypeRedige } from './type.ts';

/** Every type of document that Hygie writes, in the order of its menus. A type is added by one file and one line here. */
export const TYPES_REDIGES: readonly TypeRedige[] = [
  consultation,
  ordonnance,
  prescriptionBiologie,
  demandeImagerie,
  prescriptionInfirmiere,
  prescriptionKinesitherapie,
  prescriptionTransport,
  arretTravail,
  ficheRcp,
  lettre,
  lettreLiaisonEntree,
  lettreLiaisonSortie,
  certificatMedical,
  attestation,
  annexeEhpad,
  annexeAld,
  annexeMdph,
];

export function typeRedige(id: string): TypeRedige | null {
  return TYPES_REDIGES.find((type) => type.id === id) ?? null;
}
