import { z } from 'zod';

/**
 * INS: matricule (NIR or NIA, 13 characters) and its two-digit key, with the OID that says its nature.
 * Référentiel INS; OIDs of the CI-SIS « Structuration minimale » volet.
 */
export const INS_OIDS = {
  '1.2.250.1.213.1.4.8': 'NIR',
  '1.2.250.1.213.1.4.9': 'NIA',
  '1.2.250.1.213.1.4.10': 'NIR de test',
  '1.2.250.1.213.1.4.11': 'NIR de démonstration',
} as const;
export type InsOid = keyof typeof INS_OIDS;
export const InsOid = z.enum(Object.keys(INS_OIDS) as [InsOid, ...InsOid[]]);

/** OIDs that a test installation may send, and that a production one must refuse. */
export const TEST_INS_OIDS: readonly InsOid[] = ['1.2.250.1.213.1.4.10', '1.2.250.1.213.1.4.11'];

const SHAPE = /^[1-478]\d{4}(\d{2}|2[AB])\d{6}\d{2}$/;

/** Key of a matricule: 97 − (the 13 digits mod 97), Corsican departments 2A and 2B counted as 19 and 18. */
export function insKey(matricule13: string): string {
  const digits = matricule13.replace('2A', '19').replace('2B', '18');
  return String(97n - (BigInt(digits) % 97n)).padStart(2, '0');
}

/** True for 15 characters of the right shape whose key is right. */
export function isValidIns(matricule: string): boolean {
  return SHAPE.test(matricule) && insKey(matricule.slice(0, 13)) === matricule.slice(13);
}

export const Ins = z.object({
  matricule: z.string().refine(isValidIns, 'matricule INS invalide : la clé ne correspond pas'),
  oid: InsOid,
});
export type Ins = z.infer<typeof Ins>;

/** RNIV: only « qualifiee » lets the INS leave this machine. */
export const StatutIdentite = z.enum(['provisoire', 'recuperee', 'validee', 'qualifiee']);
export type StatutIdentite = z.infer<typeof StatutIdentite>;

export class InsNotQualifiedError extends Error {
  constructor() {
    super('identité non qualifiée : l’INS ne peut pas sortir');
    this.name = 'InsNotQualifiedError';
  }
}

/** The single door through which an INS may leave. Throws InsNotQualifiedError; returns the INS otherwise. */
export function insForSharing(patient: { ins: Ins | null; statutIdentite: StatutIdentite }): Ins {
  if (patient.ins === null || patient.statutIdentite !== 'qualifiee') throw new InsNotQualifiedError();
  return patient.ins;
}
