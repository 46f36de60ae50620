import { FACILITY_TYPES } from './facility-types.data.ts';

/** A code as the documents carry it: HL7 code, its French label, the OID of its system. */
export interface Coded {
  readonly code: string;
  readonly displayName: string;
  readonly codeSystem: string;
}

export const OID = {
  loinc: '2.16.840.1.113883.6.1',
  snomedCt: '2.16.840.1.113883.6.96',
  cim10: '2.16.840.1.113883.6.3',
  /** IPS, absent and unknown data. */
  absentOrUnknown: '2.16.840.1.113883.5.1150.1',
  professional: '1.2.250.1.71.4.2.1',
  structure: '1.2.250.1.71.4.2.2',
  roleCode: '2.16.840.1.113883.5.111',
  /** HL7 ActCode. */
  actCode: '2.16.840.1.113883.5.4',
  /** TA_ASIP, codes of the ANS that no international terminology has. */
  ans: '1.2.250.1.213.1.1.4.322',
  /** Public drug base: specialities. */
  cis: '1.2.250.1.213.2.3.1',
  atc: '2.16.840.1.113883.6.73',
} as const;

export const loinc = (code: string, displayName: string): Coded => ({ code, displayName, codeSystem: OID.loinc });
export const snomed = (code: string, displayName: string): Coded => ({ code, displayName, codeSystem: OID.snomedCt });
export const ans = (code: string, displayName: string): Coded => ({ code, displayName, codeSystem: OID.ans });
export const absent = (code: string, displayName: string): Coded => ({
  code,
  displayName,
  codeSystem: OID.absentOrUnknown,
});

/** healthCareFacility/code of a sector of activity (TRE_R02); null when the value set does not hold it. */
export function facilityType(sector: string): Coded | null {
  const displayName = FACILITY_TYPES[sector];
  return displayName === undefined ? null : { code: sector, displayName, codeSystem: '1.2.250.1.71.4.2.4' };
}

/** standardIndustryClassCode (JDV_J04): a hospital or ambulatory care. */
export function practiceSetting(sector: string): Coded {
  const hospital = ['SA01', 'SA02', 'SA03', 'SA04'].includes(sector);
  const codeSystem = '1.2.250.1.213.1.1.4.9';
  return hospital
    ? { code: 'ETABLISSEMENT', displayName: 'Etablissement de santé', codeSystem }
    : { code: 'AMBULATOIRE', displayName: 'Ambulatoire', codeSystem };
}
