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
} as const;

export const loinc = (code: string, displayName: string): Coded => ({ code, displayName, codeSystem: OID.loinc });
export const snomed = (code: string, displayName: string): Coded => ({ code, displayName, codeSystem: OID.snomedCt });
export const absent = (code: string, displayName: string): Coded => ({
  code,
  displayName,
  codeSystem: OID.absentOrUnknown,
});

/** JDV_J02 XdsHealthcareFacilityTypeCode: the sectors a general practitioner may work in, with the label of the value set. */
const FACILITY_TYPES: Readonly<Record<string, string>> = {
  SA01: 'Etablissement public de santé',
  SA02: 'Hôpital militaire du Service de santé des armées',
  SA03: 'Etablissement privé PSPH',
  SA04: 'Etablissement privé non PSPH',
  SA05: 'Centre de santé',
  SA06: 'Autre structure du Service de santé des armées',
  SA07: 'Cabinet individuel',
  SA08: 'Cabinet de groupe',
  SA09: 'Exercice en société',
  SA12: 'Etablissement de soins et prévention',
  SA13: 'Prévention et soins en entreprise',
  SA15: 'PMI et Planification familiale',
  SA16: 'Etablissement pour personnes handicapées',
  SA17: 'Etablissement pour personnes âgées',
  SA21: "Etablissement d'hébergement et de réadaptation",
  SA30: 'Autre établissement sanitaire',
  SA40: 'Secteur privé, praticien hospitalier temps plein',
  SA50: 'Permanence des soins ambulatoires hors cabinet',
  SA51: 'Structure de coopération avec autorisation de soins',
  SA52: 'Maison de santé ou Pôle de santé',
  SA54: 'Centre de dépistage et de prévention',
  SA57: 'Structure de coopération avec mission de coordination de soins',
  SA63: 'Communauté professionnelle territoriale de santé et équipe de soins spécialisés',
  SA64: 'Société de téléconsultation',
  SA67: 'Maisons médicales de garde (MMG)',
};

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
