import { element } from '../xml/index.ts';
import type { Markup } from '../xml/index.ts';
import { InsNotQualifiedError, insForSharing } from '../../../shared/domain/ins.ts';
import type { Ins } from '../../../shared/domain/ins.ts';
import type { Patient } from '../../../shared/domain/patient.ts';
import { SPECIALITES_MEDECINE_GENERALE } from '../../../shared/domain/practitioner.ts';
import type { Practitioner, Structure } from '../../../shared/domain/practitioner.ts';
import { coded, id } from './markup.ts';
import { OID, practiceSetting } from './terminology.ts';
import type { Coded } from './terminology.ts';
import { hl7Date } from './time.ts';

/** COG of a birth place that nobody knows (Référentiel INS). */
const UNKNOWN_BIRTH_PLACE = '99999';

const GENDERS: Readonly<Record<Patient['sexe'], Coded>> = {
  M: { code: 'M', displayName: 'Masculin', codeSystem: '2.16.840.1.113883.5.1' },
  F: { code: 'F', displayName: 'Féminin', codeSystem: '2.16.840.1.113883.5.1' },
  I: { code: 'UN', displayName: 'Indifférencié', codeSystem: '2.16.840.1.113883.5.1' },
};

/** The INS that may leave, null when the identity is not qualified. Only this door is used: `insForSharing`. */
export function sharedIns(patient: Patient): Ins | null {
  try {
    return insForSharing(patient);
  } catch (error) {
    if (error instanceof InsNotQualifiedError) return null;
    throw error;
  }
}

/** `tel:` with the digits alone; null when there is no number in it. */
export function telephoneUri(text: string | null): string | null {
  const digits = (text ?? '').replace(/[^\d+]/g, '').replace(/(?!^)\+/g, '');
  return digits.length < 3 ? null : `tel:${digits}`;
}

function telecom(value: string | null, use?: string): Markup | null {
  return value === null ? null : element('telecom', { value, use });
}

/** What is known, or one « not asked »: never both. */
function telecoms(...known: readonly (Markup | null)[]): Markup[] {
  const written = known.filter((one) => one !== null);
  return written.length > 0 ? written : [element('telecom', { nullFlavor: 'NASK' })];
}

function mailto(address: string | null): string | null {
  return address !== null && /^[^\s@<>"]+@[^\s@<>"]+$/.test(address.trim()) ? `mailto:${address.trim()}` : null;
}

function address(
  lines: readonly string[],
  postalCode: string | null,
  city: string | null,
  use?: string,
): Markup | null {
  const street = lines.map((line) => line.trim()).filter((line) => line !== '');
  const text = (name: string, value: string | null): Markup | null =>
    value === null || value.trim() === '' ? null : element(name, {}, value.trim());
  const parts = [
    ...street.map((line) => element('streetAddressLine', {}, line)),
    text('postalCode', postalCode),
    text('city', city),
  ];
  return parts.some((part) => part !== null) ? element('addr', { use }, parts) : null;
}

/**
 * recordTarget: INS only when the identity is qualified, always the practice's own number as well, so that both sides can match; the six
 * strict traits as soon as an INS is there.
 */
export function recordTarget(patient: Patient, patientLocalOid: string): Markup {
  const ins = sharedIns(patient);
  const { coordonnees } = patient;
  const birthPlace = patient.lieuNaissanceInsee ?? (ins === null ? null : UNKNOWN_BIRTH_PLACE);
  const name = (local: string, value: string | null, qualifier?: string): Markup | null =>
    value === null ? null : element(local, { qualifier }, value);
  return element(
    'recordTarget',
    {},
    element(
      'patientRole',
      {},
      ins && id(ins.oid, ins.matricule),
      id(patientLocalOid, patient.id),
      address(coordonnees.adresse, coordonnees.codePostal, coordonnees.commune, 'H') ??
        element('addr', { nullFlavor: 'NASK' }),
      telecoms(
        telecom(telephoneUri(coordonnees.telephoneDomicile), 'H'),
        telecom(telephoneUri(coordonnees.telephoneMobile), 'MC'),
        telecom(mailto(coordonnees.courriel)),
      ),
      element(
        'patient',
        {},
        element(
          'name',
          {},
          name('family', patient.nomNaissance, 'BR'),
          name('given', patient.prenoms.join(' ')),
          name('given', patient.premierPrenom, 'BR'),
          name('family', patient.nomUtilise, 'CL'),
          name('given', patient.prenomUtilise, 'CL'),
        ),
        coded('administrativeGenderCode', GENDERS[patient.sexe]),
        element('birthTime', { value: hl7Date(patient.dateNaissance) }),
        birthPlace &&
          element('birthplace', {}, element('place', {}, element('addr', {}, element('county', {}, birthPlace)))),
      ),
    ),
  );
}

/** Profession and speciality of JDV_J01; the profession alone when the speciality is not one of general practice. */
export function specialtyOf(practitioner: Practitioner): Coded {
  const codeSystem = '1.2.250.1.213.1.1.4.5';
  const label = practitioner.specialite === null ? undefined : SPECIALITES_MEDECINE_GENERALE[practitioner.specialite];
  return label === undefined
    ? { code: `G15_${practitioner.profession}`, displayName: 'Médecin', codeSystem }
    : { code: `G15_${practitioner.profession}/${practitioner.specialite ?? ''}`, displayName: label, codeSystem };
}

/** JDV_J245 (M, MME) and JDV_J246 (DR, PR…): a card or a setting may hold either. */
function civility(text: string): { prefix: string | null; suffix: string | null } {
  const word = text.toUpperCase().replace(/[^A-Z]/g, '');
  const suffixes: Readonly<Record<string, string>> = {
    DR: 'DR',
    DOCTEUR: 'DR',
    PR: 'PR',
    PROFESSEUR: 'PR',
    MC: 'MC',
    MG: 'MG',
  };
  const prefixes: Readonly<Record<string, string>> = { M: 'M', MONSIEUR: 'M', MME: 'MME', MADAME: 'MME' };
  return { prefix: prefixes[word] ?? null, suffix: suffixes[word] ?? null };
}

/** assignedPerson or associatedPerson. */
export function person(name: string, practitioner: Practitioner): Markup {
  const { prefix, suffix } = civility(practitioner.civilite);
  return element(
    name,
    {},
    element(
      'name',
      {},
      prefix && element('prefix', {}, prefix),
      element('given', {}, practitioner.prenom),
      element('family', {}, practitioner.nom),
      suffix && element('suffix', {}, suffix),
    ),
  );
}

/** representedOrganization and its cousins; the custodian's form has no standardIndustryClassCode in the schema. */
export function organization(name: string, structure: Structure): Markup {
  return element(
    name,
    {},
    id(OID.structure, structure.idNat),
    element('name', {}, structure.nom),
    telecom(telephoneUri(structure.telephone), 'WP'),
    address(structure.adresse, structure.codePostal, structure.commune, 'WP'),
    name === 'representedCustodianOrganization'
      ? null
      : coded('standardIndustryClassCode', practiceSetting(structure.secteur)),
  );
}

/** Names that CDA gives to the person and to the organisation of each kind of participation; a recipient has no profession. */
const SHAPES = {
  assignedAuthor: { person: 'assignedPerson', organization: 'representedOrganization', withSpecialty: true },
  assignedEntity: { person: 'assignedPerson', organization: 'representedOrganization', withSpecialty: true },
  associatedEntity: { person: 'associatedPerson', organization: 'scopingOrganization', withSpecialty: true },
  intendedRecipient: { person: 'informationRecipient', organization: 'receivedOrganization', withSpecialty: false },
} as const;

/** One professional in their structure, in schema order. */
export function professional(entity: keyof typeof SHAPES, practitioner: Practitioner, structure: Structure): Markup {
  const shape = SHAPES[entity];
  return element(
    entity,
    { classCode: entity === 'associatedEntity' ? 'PROV' : null },
    id(OID.professional, practitioner.idNat),
    shape.withSpecialty ? coded('code', specialtyOf(practitioner)) : null,
    address(structure.adresse, structure.codePostal, structure.commune, 'WP'),
    telecoms(telecom(telephoneUri(structure.telephone), 'WP'), telecom(mailto(practitioner.adresseMssante), 'WP')),
    person(shape.person, practitioner),
    organization(shape.organization, structure),
  );
}
