import { element, xmlFile } from '../xml/index.ts';
import type { Markup, MarkupChild } from '../xml/index.ts';
import type { Patient } from '../../../shared/domain/patient.ts';
import type { Practitioner, Structure } from '../../../shared/domain/practitioner.ts';
import type { CdaTime } from './header.ts';
import { CdaInputError } from './input-error.ts';
import { coded, id, template } from './markup.ts';
import { V3, XSI } from './namespaces.ts';
import { organization, professional, recordTarget } from './people.builder.ts';
import { OID, facilityType } from './terminology.ts';
import type { Coded } from './terminology.ts';
import { hl7Timestamp } from './time.ts';
import type { ZonedInstant } from './time.ts';

/** Identifiers of one version of one document. OIDs may be of the form 2.25.<uuid as an integer>. */
export interface CdaIdentifiers {
  /** New for each version. */
  readonly documentOid: string;
  /** The same for every version of one document. */
  readonly setId: string;
  /** From 1. */
  readonly versionNumber: number;
}

/** The former version that this one takes the place of. */
export interface ReplacedDocument {
  readonly documentId: string;
  readonly versionNumber: number;
}

export interface Professional {
  readonly practitioner: Practitioner;
  readonly structure: Structure;
}

/** Everything the header needs that does not depend on the body. */
export interface CdaHeaderSource {
  readonly patient: Patient;
  /** OID under which `patient.id` is the practice's own number. */
  readonly patientLocalOid: string;
  readonly author: Practitioner;
  /** Where the author works: for a remplaçant, the structure of the replaced doctor. */
  readonly structure: Structure;
  readonly medecinTraitant: Professional | null;
  readonly now: ZonedInstant;
  readonly identifiers: CdaIdentifiers;
  readonly replaces: ReplacedDocument | null;
}

export interface CdaHeaderKind {
  /** After the two that every French document carries. */
  readonly templateIds: readonly { readonly root: string; readonly extension?: string }[];
  readonly code: Coded;
  readonly title: string;
  /** serviceEvent/code, the main act. */
  readonly act: Coded;
  /** Ends of the main act as HL7 TS, null for one that nobody knows; left out: it begins with the document, and no end is spoken of. */
  readonly actPeriod?: { readonly low: CdaTime; readonly high: CdaTime | null };
  /** Further facts of the document that the CI-SIS codes as secondary acts (serviceEvent classCode INFO). */
  readonly secondaryActs?: readonly Coded[];
  /** The doctor whose practice the author keeps for a while. */
  readonly replaced?: Professional | null;
  /** Professionals the document is meant for. */
  readonly recipients?: readonly Professional[];
  /** Whether the médecin traitant is named as a participant (VSM). */
  readonly namesMedecinTraitant: boolean;
}

const OID_SHAPE = /^[0-2](\.(0|[1-9]\d*))+$/;
const PCP_SYSTEM = '2.16.840.1.113883.5.88';

function checked(source: CdaHeaderSource): Coded {
  const { documentOid, setId, versionNumber } = source.identifiers;
  const oids = [documentOid, setId, source.patientLocalOid, ...(source.replaces ? [source.replaces.documentId] : [])];
  if (!oids.every((oid) => OID_SHAPE.test(oid)) || !Number.isSafeInteger(versionNumber) || versionNumber < 1) {
    throw new CdaInputError('Les identifiants du document ne sont pas valables : rien n’a été produit.');
  }
  const facility = facilityType(source.structure.secteur);
  if (facility === null) {
    throw new CdaInputError(
      `Le secteur d’activité ${source.structure.secteur} du cabinet n’est pas admis dans un document de santé. Corrigez-le dans les réglages.`,
    );
  }
  return facility;
}

/**
 * The volet wants the médecin traitant named. When the record does not know who it is, the participant is there and says so: leaving it out breaks a
 * rule of VSM 1.4, and naming the author would be false.
 */
function medecinTraitantParticipant(known: Professional | null): Markup {
  return element(
    'participant',
    { typeCode: 'INF' },
    element('functionCode', { code: 'PCP', displayName: 'Médecin Traitant', codeSystem: PCP_SYSTEM }),
    element('time', { nullFlavor: 'UNK' }),
    known === null
      ? element(
          'associatedEntity',
          { classCode: 'PROV' },
          element('associatedPerson', {}, element('name', {}, element('family', { nullFlavor: 'UNK' }))),
        )
      : professional('associatedEntity', known.practitioner, known.structure),
  );
}

/** The doctor replaced: a correspondent, of whom nothing more is said (CI-SIS, eP-MED-DM, participant « PS remplacé »). */
function replacedParticipant(replaced: Professional): Markup {
  return element(
    'participant',
    { typeCode: 'CON' },
    element('functionCode', {
      code: 'CORRE',
      displayName: 'Correspondant',
      codeSystem: '1.2.250.1.213.1.1.4.2.280',
    }),
    element('time', { nullFlavor: 'UNK' }),
    professional('associatedEntity', replaced.practitioner, replaced.structure),
  );
}

function actOf(source: CdaHeaderSource, kind: CdaHeaderKind, moment: string): Markup {
  const { act, actPeriod } = kind;
  const end = actPeriod === undefined ? null : actPeriod.high;
  return element(
    'documentationOf',
    {},
    element(
      'serviceEvent',
      {},
      // The VSM rules want the four attributes.
      element('code', {
        code: act.code,
        displayName: act.displayName,
        codeSystem: act.codeSystem,
        codeSystemName: act.codeSystem === OID.loinc ? 'LOINC' : null,
      }),
      element(
        'effectiveTime',
        {},
        element('low', { value: actPeriod?.low ?? moment }),
        actPeriod === undefined ? null : element('high', end === null ? { nullFlavor: 'UNK' } : { value: end }),
      ),
      element('performer', { typeCode: 'PRF' }, professional('assignedEntity', source.author, source.structure)),
    ),
  );
}

const secondaryAct = (act: Coded): Markup =>
  element('documentationOf', {}, element('serviceEvent', { classCode: 'INFO' }, coded('code', act)));

function replacement(replaced: ReplacedDocument, setId: string): Markup {
  return element(
    'relatedDocument',
    { typeCode: 'RPLC' },
    element(
      'parentDocument',
      {},
      id(replaced.documentId),
      element('setId', { root: setId }),
      element('versionNumber', { value: replaced.versionNumber }),
    ),
  );
}

/**
 * Whole document: header of the CI-SIS « Structuration minimale » in schema order, then the body given. The author signs, is responsible for the
 * document and performed the act; the practice keeps it.
 * @throws CdaInputError when an identifier, a date or the sector of activity cannot be written
 */
export function cdaFile(source: CdaHeaderSource, kind: CdaHeaderKind, body: Markup): Uint8Array {
  const facility = checked(source);
  const moment = hl7Timestamp(source.now);
  const { author, structure, identifiers, medecinTraitant } = source;
  const authorIsMedecinTraitant = medecinTraitant?.practitioner.idNat === author.idNat;
  const content: MarkupChild[] = [
    element('realmCode', { code: 'FR' }),
    element('typeId', { root: '2.16.840.1.113883.1.3', extension: 'POCD_HD000040' }),
    template('2.16.840.1.113883.2.8.2.1'),
    template('1.2.250.1.213.1.1.1.1'),
    kind.templateIds.map(({ root, extension }) => template(root, extension)),
    id(identifiers.documentOid),
    coded('code', kind.code),
    element('title', {}, kind.title),
    element('effectiveTime', { value: moment }),
    coded('confidentialityCode', { code: 'N', displayName: 'Normal', codeSystem: '2.16.840.1.113883.5.25' }),
    element('languageCode', { code: 'fr-FR' }),
    element('setId', { root: identifiers.setId }),
    element('versionNumber', { value: identifiers.versionNumber }),
    recordTarget(source.patient, source.patientLocalOid),
    element(
      'author',
      {},
      authorIsMedecinTraitant
        ? element('functionCode', { code: 'PCP', displayName: 'Médecin traitant', codeSystem: PCP_SYSTEM })
        : null,
      element('time', { value: moment }),
      professional('assignedAuthor', author, structure),
    ),
    element(
      'custodian',
      {},
      element('assignedCustodian', {}, organization('representedCustodianOrganization', structure)),
    ),
    (kind.recipients ?? []).map((one) =>
      element('informationRecipient', {}, professional('intendedRecipient', one.practitioner, one.structure)),
    ),
    element(
      'legalAuthenticator',
      {},
      element('time', { value: moment }),
      element('signatureCode', { code: 'S' }),
      professional('assignedEntity', author, structure),
    ),
    kind.namesMedecinTraitant ? medecinTraitantParticipant(medecinTraitant) : null,
    kind.replaced ? replacedParticipant(kind.replaced) : null,
    actOf(source, kind, moment),
    (kind.secondaryActs ?? []).map(secondaryAct),
    source.replaces && replacement(source.replaces, identifiers.setId),
    element(
      'componentOf',
      {},
      element(
        'encompassingEncounter',
        {},
        coded('code', {
          code: 'AMB',
          displayName: 'Ambulatoire (hors établissement)',
          codeSystem: '2.16.840.1.113883.5.4',
        }),
        element('effectiveTime', {}, element('low', { value: moment })),
        element('location', {}, element('healthCareFacility', {}, coded('code', facility))),
      ),
    ),
    element('component', {}, body),
  ];
  return xmlFile(element('ClinicalDocument', { xmlns: V3, 'xmlns:xsi': XSI }, content));
}
