import { z } from 'zod';
import type { EntreeAnnuaire } from '../../../shared/contract/annuaire.ts';
import { TypeBal } from '../../../shared/contract/annuaire.ts';

/** Extensions of a telecom that make it a mailbox of the trust space (Annuaire Santé, FHIR API v2). */
const EMAIL_TYPE = 'https://hl7.fr/ig/fhir/core/StructureDefinition/fr-core-contact-point-email-type';
const MAILBOX = 'https://interop.esante.gouv.fr/ig/fhir/annuaire/StructureDefinition/as-ext-mailbox-mss-metadata';

const Coding = z.looseObject({
  system: z.string().optional(),
  code: z.string().optional(),
  display: z.string().optional(),
});
const Concept = z.looseObject({ coding: z.array(Coding).optional() });
const Extension = z.looseObject({
  url: z.string(),
  valueCoding: Coding.optional(),
  valueCodeableConcept: Concept.optional(),
  valueString: z.string().optional(),
  valueBoolean: z.boolean().optional(),
  get extension() {
    return z.array(Extension).optional();
  },
});
const Telecom = z.looseObject({
  system: z.string().optional(),
  value: z.string().optional(),
  extension: z.array(Extension).optional(),
});
const Identifier = z.looseObject({
  system: z.string().optional(),
  value: z.string().optional(),
  type: Concept.optional(),
});
const Address = z.looseObject({
  line: z.array(z.string()).optional(),
  city: z.string().optional(),
  postalCode: z.string().optional(),
});
const Resource = z.looseObject({
  resourceType: z.string(),
  id: z.string().optional(),
  identifier: z.array(Identifier).optional(),
  name: z
    .union([
      z.string(),
      z.array(
        z.looseObject({
          family: z.string().optional(),
          given: z.array(z.string()).optional(),
          prefix: z.array(z.string()).optional(),
          suffix: z.array(z.string()).optional(),
        }),
      ),
    ])
    .optional(),
  telecom: z.array(Telecom).optional(),
  qualification: z.array(z.looseObject({ code: Concept.optional() })).optional(),
  code: z.array(Concept).optional(),
  specialty: z.array(Concept).optional(),
  address: z.array(Address).optional(),
  practitioner: z.looseObject({ reference: z.string().optional() }).optional(),
  organization: z.looseObject({ reference: z.string().optional() }).optional(),
});
type Resource = z.infer<typeof Resource>;

export const Bundle = z.looseObject({
  resourceType: z.literal('Bundle'),
  link: z.array(z.looseObject({ relation: z.string(), url: z.string() })).optional(),
  entry: z.array(z.looseObject({ resource: Resource.optional() })).optional(),
});
export type Bundle = z.infer<typeof Bundle>;

interface MailboxFound {
  readonly adresse: string;
  readonly typeBal: TypeBal | null;
  readonly service: string | null;
  readonly dematerialisation: boolean | null;
}

function mailboxesOf(resource: Resource): MailboxFound[] {
  return (resource.telecom ?? []).flatMap((telecom) => {
    const extensions = telecom.extension ?? [];
    const isMssante = extensions.some(({ url, valueCoding }) => url === EMAIL_TYPE && valueCoding?.code === 'MSSANTE');
    // A contact mail of a structure has no such code: it is no mailbox of the trust space.
    if (telecom.system !== 'email' || telecom.value === undefined || !isMssante) return [];
    const about = extensions.find(({ url }) => url === MAILBOX)?.extension ?? [];
    const of = (name: string) => about.find(({ url }) => url === name);
    const type = of('type');
    const typeBal = TypeBal.safeParse(type?.valueCodeableConcept?.coding?.[0]?.code ?? type?.valueCoding?.code);
    return [
      {
        adresse: telecom.value.toLowerCase().slice(0, 200),
        typeBal: typeBal.success ? typeBal.data : null,
        service: of('service')?.valueString ?? null,
        dematerialisation: of('digitization')?.valueBoolean ?? null,
      },
    ];
  });
}

const displayOf = (concepts: readonly z.infer<typeof Concept>[], table: RegExp): string | null =>
  concepts.flatMap(({ coding }) => coding ?? []).find(({ system }) => table.test(system ?? ''))?.display ?? null;

const identifierOf = (resource: Resource, type: string): string | null =>
  resource.identifier?.find((each) => each.type?.coding?.some(({ code }) => code === type))?.value ?? null;

const PROFESSION = /G15/;
const SKILL = /R38|R04|R39|R40|R42|R43|R44|R45/;

function person(resource: Resource): Partial<EntreeAnnuaire> {
  const name = Array.isArray(resource.name) ? resource.name[0] : undefined;
  const concepts = (resource.qualification ?? []).flatMap(({ code }) => (code === undefined ? [] : [code]));
  return {
    idNat: identifierOf(resource, 'IDNPS'),
    rpps: identifierOf(resource, 'RPPS'),
    civilite: name?.suffix?.[0] ?? name?.prefix?.[0] ?? null,
    nom: name?.family ?? null,
    prenom: name?.given?.[0] ?? null,
    profession: displayOf(concepts, PROFESSION),
    specialite: displayOf(concepts, SKILL),
  };
}

function place(resource: Resource | undefined): Partial<EntreeAnnuaire> {
  if (resource === undefined) return {};
  const address = resource.address?.[0];
  return {
    structure: typeof resource.name === 'string' ? resource.name : null,
    structureId: identifierOf(resource, 'IDNST'),
    adressePostale: address?.line ?? [],
    codePostal: address?.postalCode ?? null,
    commune: address?.city ?? null,
  };
}

const EMPTY: Omit<EntreeAnnuaire, 'adresse'> = {
  typeBal: null,
  idNat: null,
  rpps: null,
  civilite: null,
  nom: null,
  prenom: null,
  profession: null,
  specialite: null,
  structure: null,
  structureId: null,
  service: null,
  adressePostale: [],
  codePostal: null,
  commune: null,
  dematerialisation: null,
};

/** Mailboxes of the resources of one or several answers: a role takes its person's name and its structure's place. */
export function mailboxesIn(bundles: readonly Bundle[]): EntreeAnnuaire[] {
  const resources = bundles.flatMap(({ entry }) => (entry ?? []).flatMap(({ resource }) => resource ?? []));
  const byReference = new Map(resources.map((resource) => [`${resource.resourceType}/${resource.id ?? ''}`, resource]));
  const found = new Map<string, EntreeAnnuaire>();
  for (const resource of resources) {
    const role = resource.resourceType === 'PractitionerRole';
    const holder = role ? byReference.get(resource.practitioner?.reference ?? '') : resource;
    const structure = role
      ? byReference.get(resource.organization?.reference ?? '')
      : resource.resourceType === 'Organization'
        ? resource
        : undefined;
    const who = holder?.resourceType === 'Practitioner' ? person(holder) : {};
    for (const mailbox of mailboxesOf(resource)) {
      const key = `${mailbox.adresse}|${place(structure).structureId ?? ''}`;
      found.set(key, { ...EMPTY, ...who, ...place(structure), ...mailbox });
    }
  }
  return [...found.values()];
}
