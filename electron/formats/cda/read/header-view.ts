import type { BlocEntete, LigneEntete } from '../../../../shared/domain/document-view.ts';
import { INS_OIDS } from '../../../../shared/domain/ins.ts';
import { at, attribute, child, children } from '../../xml/index.ts';
import type { XmlElement } from '../../xml/index.ts';
import type {
  CdaActor,
  CdaAddress,
  CdaCode,
  CdaHeader,
  CdaInterval,
  CdaOrganization,
  CdaPatient,
  CdaTelecom,
} from '../header.ts';
import { V3 } from '../namespaces.ts';
import { cleanText, readCode, readIds, readPersonName } from '../read-values.ts';
import { frenchOf } from './moments.ts';
import { issuerOf, uniqueIdOf } from './report-header.ts';

const ROLES: Readonly<Record<string, string>> = {
  REF: 'Prescripteur',
  REFB: 'Adresseur',
  REFT: 'Adressé à',
  INF: 'Informateur',
  RESP: 'Responsable',
  CON: 'Consultant',
  PRF: 'Exécutant',
  ATND: 'Médecin en charge',
  ADM: 'Admission',
  DIS: 'Sortie',
  VRF: 'Vérificateur',
};
const SEXES: Readonly<Record<string, string>> = { F: 'Féminin', M: 'Masculin', UN: 'Indéterminé' };
const RELATIONS: Readonly<Record<string, string>> = {
  RPLC: 'Remplace',
  APND: 'Complète',
  XFRM: 'Transformation de',
};

const joined = (parts: readonly (string | null | undefined)[], separator = ' '): string =>
  parts.filter((part): part is string => part !== null && part !== undefined && part !== '').join(separator);

const born = (gender: string | null): string => (gender === 'F' ? 'née' : gender === 'M' ? 'né' : 'né(e)');

/** Lines that say something. */
const lines = (...pairs: readonly (readonly [string, string | null | undefined])[]): LigneEntete[] =>
  pairs.flatMap(([libelle, valeur]) => (valeur == null || valeur === '' ? [] : [{ libelle, valeur }]));

const codeWords = (code: CdaCode | null): string | null =>
  code === null ? null : joined([code.displayName, code.code === null ? null : `(${code.code})`]);

const addressWords = (address: CdaAddress | null): string | null =>
  address === null
    ? null
    : joined([...address.lines, joined([address.postalCode, address.city]), address.country], ', ');

const telecomWords = (telecoms: readonly CdaTelecom[]): string => {
  const said = telecoms.map(({ value }) =>
    value.replace(/^(?:tel|mailto|fax):/i, (scheme) => (scheme.toLowerCase() === 'fax:' ? 'fax ' : '')),
  );
  return joined([...new Set(said)], ', ');
};

function intervalWords({ low, high }: CdaInterval): string | null {
  const [from, to] = [frenchOf(low), frenchOf(high)];
  if (from === null || to === null || from === to) return from ?? to;
  return `du ${from} au ${to}`;
}

/** « Dr Jeanne LABAT », or the software of a device. */
export function actorWords({ name, device }: CdaActor): string | null {
  if (name === null) return device;
  const title = name.suffix === 'DR' || name.prefix === 'DR' ? 'Dr' : name.suffix === 'PR' ? 'Pr' : name.prefix;
  return joined([title, name.given, name.family]);
}

const organizationWords = (organization: CdaOrganization | null): string | null =>
  organization === null
    ? null
    : joined(
        [
          organization.name,
          joined(
            organization.ids.map(({ extension }) => extension),
            ', ',
          ),
        ],
        ' - ',
      );

function actorLines(actor: CdaActor): LigneEntete[] {
  return lines(
    ['Nom', actorWords(actor)],
    [
      'Identifiant',
      joined(
        actor.ids.map(({ extension }) => extension),
        ', ',
      ),
    ],
    ['Fonction', codeWords(actor.function)],
    ['Profession', codeWords(actor.specialty)],
    ['Date', frenchOf(actor.time)],
    ['Organisation', organizationWords(actor.organization)],
    ['Cadre d’exercice', codeWords(actor.organization?.practiceSetting ?? null)],
    ['Adresse', addressWords(actor.address ?? actor.organization?.address ?? null)],
    ['Contact', telecomWords([...actor.telecoms, ...(actor.organization?.telecoms ?? [])])],
  );
}

function insWords(patient: CdaPatient): string | null {
  if (patient.ins === null) return null;
  const nature = Object.entries(INS_OIDS).find(([oid]) => oid === patient.ins?.root)?.[1];
  return joined([patient.ins.extension, nature === undefined ? null : `(${nature})`]);
}

const nameWords = (patient: CdaPatient): string =>
  joined([
    patient.birthName ?? patient.usedName,
    patient.firstBirthGivenName ?? patient.usedGivenName ?? patient.birthGivenNames,
    patient.usedName !== null && patient.usedName !== patient.birthName && patient.birthName !== null
      ? `(nom utilisé ${patient.usedName})`
      : null,
  ]);

/** « PAT-TROIS D. », as the title of a document names its patient. */
export function shortName(patient: CdaPatient): string {
  const first = patient.usedGivenName ?? patient.firstBirthGivenName ?? patient.birthGivenNames;
  return joined([
    patient.usedName ?? patient.birthName ?? 'Patient non nommé',
    first === null ? null : `${first.slice(0, 1).toUpperCase()}.`,
  ]);
}

/** The five lines that say who, what, when, from where and by whom (recette [51]). */
export function shortHeader(header: CdaHeader): LigneEntete[] {
  const { patient } = header;
  const person = header.legalAuthenticator ?? header.authors.find(({ name }) => name !== null) ?? header.authors[0];
  return lines(
    [
      'Patient',
      joined(
        [
          nameWords(patient),
          patient.gender === null ? null : (SEXES[patient.gender] ?? patient.gender),
          patient.birthTime === null
            ? null
            : `${born(patient.gender)} le ${frenchOf(patient.birthTime) ?? patient.birthTime}`,
          patient.ins === null ? 'sans INS' : `INS ${insWords(patient)}`,
        ],
        ', ',
      ),
    ],
    ['Type', codeWords(header.code)],
    ['Date de création', frenchOf(header.effectiveTime) ?? header.effectiveTime],
    ['Entité émettrice', issuerOf(header)],
    ['Responsable', person === undefined ? null : actorWords(person)],
  );
}

function patientBlock(patient: CdaPatient): BlocEntete {
  return {
    titre: 'Patient',
    lignes: lines(
      ['Nom de naissance', patient.birthName],
      ['Prénoms de naissance', patient.birthGivenNames],
      ['Premier prénom', patient.firstBirthGivenName],
      ['Nom utilisé', patient.usedName],
      ['Prénom utilisé', patient.usedGivenName],
      ['Sexe', patient.gender === null ? null : (SEXES[patient.gender] ?? patient.gender)],
      ['Date de naissance', frenchOf(patient.birthTime) ?? patient.birthTime],
      ['Lieu de naissance (code INSEE)', patient.birthPlaceCog],
      ['INS', insWords(patient)],
      ['Autres identifiants', joined(patient.ids.filter((id) => id !== patient.ins).map(uniqueIdOf), ', ')],
      ['Adresse', addressWords(patient.address)],
      ['Contact', telecomWords(patient.telecoms)],
    ),
  };
}

/** Parts of the header that no reader but a human needs: recipients, informants, other signatories, accreditation. */
function otherBlocks(document: XmlElement): BlocEntete[] {
  const recipients = children(document, V3, 'informationRecipient').flatMap((one) => {
    const intended = child(one, V3, 'intendedRecipient');
    const name = readPersonName(child(intended, V3, 'informationRecipient'));
    const organisation = cleanText(at(intended, V3, 'receivedOrganization', 'name'));
    return joined([name === null ? null : joined([name.prefix, name.given, name.family]), organisation], ', ') || [];
  });
  const informants = children(document, V3, 'informant').flatMap((one) => {
    const entity = child(one, V3, 'relatedEntity') ?? child(one, V3, 'assignedEntity');
    const name = readPersonName(child(entity, V3, 'relatedPerson') ?? child(entity, V3, 'assignedPerson'));
    return (
      joined(
        [name === null ? null : joined([name.given, name.family]), codeWords(readCode(child(entity, V3, 'code')))],
        ', ',
      ) || []
    );
  });
  const signatories = children(document, V3, 'authenticator').flatMap((one) => {
    const name = readPersonName(at(one, V3, 'assignedEntity', 'assignedPerson'));
    const moment = frenchOf(attribute(child(one, V3, 'time'), 'value'));
    return name === null ? [] : joined([joined([name.prefix, name.given, name.family]), moment], ', ');
  });
  const organisation = at(
    document,
    V3,
    'componentOf',
    'encompassingEncounter',
    'responsibleParty',
    'assignedEntity',
    'representedOrganization',
  );
  const accreditations = readIds(organisation).filter(({ root }) => root === '1.2.250.1.213.6.3.1');
  return [
    {
      titre: 'Destinataires',
      lignes: lines(...[...new Set(recipients)].map((text) => ['Destinataire', text] as const)),
    },
    { titre: 'Informateurs', lignes: lines(...[...new Set(informants)].map((text) => ['Informateur', text] as const)) },
    { titre: 'Autres signataires', lignes: lines(...signatories.map((text) => ['Signataire', text] as const)) },
    { titre: 'Accréditation', lignes: lines(...accreditations.map(({ extension }) => ['COFRAC', extension] as const)) },
  ];
}

/** Every metadatum of the header, in French and in blocks (recette [52]). Blocks that would be empty are left out. */
export function headerBlocks(header: CdaHeader, document: XmlElement): BlocEntete[] {
  const blocks: BlocEntete[] = [
    {
      titre: 'Document',
      lignes: lines(
        ['Titre', header.title],
        ['Type', codeWords(header.code)],
        ['Date de création', frenchOf(header.effectiveTime) ?? header.effectiveTime],
        ['Identifiant', uniqueIdOf(header.id)],
        ['Lot de versions', header.setId === null ? null : uniqueIdOf(header.setId)],
        ['Version', header.versionNumber === null ? null : String(header.versionNumber)],
        ['Confidentialité', codeWords(header.confidentiality)],
        ['Langue', header.language],
        [
          'Demande',
          joined(
            header.orders.map(({ root, extension }) => extension ?? root),
            ', ',
          ),
        ],
        [
          'Structuration',
          header.body.kind === 'structured'
            ? 'Structuré (niveau 3)'
            : `Non structuré (niveau 1), ${header.body.mediaType}`,
        ],
        ['Modèles', joined(header.templateIds.map(uniqueIdOf), ', ')],
        ...header.relatedDocuments.map(
          ({ typeCode, id }) => [RELATIONS[typeCode] ?? `Lien ${typeCode}`, uniqueIdOf(id)] as const,
        ),
      ),
    },
    patientBlock(header.patient),
    ...header.authors.map((actor) => ({ titre: 'Auteur', lignes: actorLines(actor) })),
    ...(header.legalAuthenticator === null
      ? []
      : [{ titre: 'Responsable du document', lignes: actorLines(header.legalAuthenticator) }]),
    ...header.participants.map((actor) => ({
      titre: ROLES[actor.typeCode] ?? 'Autre participant',
      lignes: actorLines(actor),
    })),
    ...header.serviceEvents.map(({ code, effectiveTime, performer }) => ({
      titre: 'Acte',
      lignes: [
        ...lines(['Acte', codeWords(code)], ['Date', intervalWords(effectiveTime)]),
        ...(performer === null ? [] : actorLines(performer)),
      ],
    })),
    ...(header.encounter === null
      ? []
      : [
          {
            titre: 'Prise en charge',
            lignes: lines(
              ['Modalité', codeWords(header.encounter.code)],
              ['Date', intervalWords(header.encounter.effectiveTime)],
              ['Structure', codeWords(header.encounter.facilityType)],
            ),
          },
        ]),
    {
      titre: 'Organisation conservatrice',
      lignes: lines(
        ['Organisation', organizationWords(header.custodian)],
        ['Adresse', addressWords(header.custodian?.address ?? null)],
        ['Contact', telecomWords(header.custodian?.telecoms ?? [])],
      ),
    },
    ...otherBlocks(document),
  ];
  return blocks.filter(({ lignes }) => lignes.length > 0);
}
