import type { EntreeAnnuaire } from '../../../shared/contract/annuaire.ts';
import type { Parsed } from '../../../shared/contract/index.ts';
import { comparableName } from '../../../shared/domain/patient.ts';
import { HygieError } from '../../../shared/errors.ts';
import { NetworkError, type HttpTransport } from '../../network/http.ts';
import { Bundle, mailboxesIn } from './fhir.parser.ts';

export interface DirectoryService {
  /** Base of the FHIR API, without a slash at the end. */
  readonly url: string;
  /** ESANTE-API-KEY. */
  readonly key: string;
  readonly transport: HttpTransport;
}

/** The API answers within 30 s or not at all. */
const TIME_LIMIT = 30_000;
const PAGES = 3;
/** Roles of so many people are asked, each in its call: 17 calls a second are allowed. */
const MOST_PEOPLE = 10;

const REFUSALS: Readonly<Record<number, string>> = {
  401: 'L’Annuaire Santé refuse la clé de cette installation : vérifiez-la dans « Réglages ».',
  403: 'L’Annuaire Santé refuse la clé de cette installation : vérifiez-la dans « Réglages ».',
  429: 'L’Annuaire Santé demande d’attendre un instant avant de chercher de nouveau.',
};

async function ask({ key, transport }: DirectoryService, url: string): Promise<Bundle> {
  let answer;
  try {
    answer = await transport.send({
      method: 'GET',
      url,
      headers: { accept: 'application/fhir+json', 'esante-api-key': key },
      timeoutMs: TIME_LIMIT,
    });
  } catch (error) {
    throw new HygieError('NETWORK', error instanceof NetworkError ? 'L’Annuaire Santé ne répond pas.' : null, {
      cause: error,
    });
  }
  if (answer.status !== 200)
    throw new HygieError(
      'NETWORK',
      REFUSALS[answer.status] ?? `L’Annuaire Santé répond par une erreur (${answer.status}).`,
    );
  try {
    return Bundle.parse(JSON.parse(new TextDecoder().decode(answer.body)));
  } catch (cause) {
    throw new HygieError('NETWORK', 'La réponse de l’Annuaire Santé est illisible.', { cause });
  }
}

/** Pages that follow are on the same server, or are not asked: the key goes nowhere else. */
async function pages(service: DirectoryService, first: string): Promise<{ bundles: Bundle[]; more: boolean }> {
  const bundles: Bundle[] = [];
  let next: string | null = first;
  while (next !== null && bundles.length < PAGES) {
    const bundle: Bundle = await ask(service, next);
    bundles.push(bundle);
    const link = bundle.link?.find(({ relation }) => relation === 'next')?.url ?? null;
    next = link !== null && new URL(link).origin === new URL(service.url).origin ? link : null;
  }
  return { bundles, more: next !== null };
}

const matches = (value: string | null, wanted: string | null | undefined): boolean =>
  wanted == null || wanted.trim() === '' || comparableName(value ?? '').includes(comparableName(wanted));

/** Search axes of the directory: RPPS, name, profession, speciality, place (SC.MSS/UX.41), or one mailbox. Throws HygieError NETWORK, INVALID_INPUT. */
export async function searchOnline(
  service: DirectoryService,
  wanted: Parsed<'annuaire.enLigne'>,
): Promise<{ entrees: EntreeAnnuaire[]; suite: boolean }> {
  const said = (value: string | null | undefined): value is string => value != null && value.trim() !== '';
  const url = (kind: string, query: readonly (readonly [string, string])[]): string =>
    `${service.url}/${kind}?${new URLSearchParams([...query.map(([name, value]) => [name, value])]).toString()}`;
  const bundles: Bundle[] = [];
  let suite = false;
  const collect = async (first: string): Promise<Bundle[]> => {
    const found = await pages(service, first);
    suite ||= found.more;
    bundles.push(...found.bundles);
    return found.bundles;
  };
  if (said(wanted.adresse)) {
    await collect(url('Practitioner', [['mailbox-mss:exact', wanted.adresse]]));
    await collect(
      url('PractitionerRole', [
        ['mailbox-mss:exact', wanted.adresse],
        ['_include', 'PractitionerRole:organization'],
        ['_include', 'PractitionerRole:practitioner'],
      ]),
    );
    await collect(url('Organization', [['mailbox-mss:exact', wanted.adresse]]));
    return { entrees: mailboxesIn(bundles).filter(({ adresse }) => adresse === wanted.adresse?.toLowerCase()), suite };
  }
  const person: [string, string][] = [];
  if (said(wanted.rpps)) person.push(['identifier', wanted.rpps.trim()]);
  if (said(wanted.nom)) person.push(['family', wanted.nom.trim()]);
  if (said(wanted.prenom)) person.push(['given', wanted.prenom.trim()]);
  if (person.length > 0) {
    const people = (await collect(url('Practitioner', person))).flatMap(({ entry }) => entry ?? []);
    const ids = people.flatMap(({ resource }) =>
      resource?.resourceType === 'Practitioner' ? (resource.id ?? []) : [],
    );
    // Boxes held in a structure stand on the role, not on the person.
    for (const id of ids.slice(0, MOST_PEOPLE))
      await collect(
        url('PractitionerRole', [
          ['practitioner', id],
          ['_include', 'PractitionerRole:organization'],
        ]),
      );
  }
  if (said(wanted.nom) && !said(wanted.prenom) && !said(wanted.rpps))
    await collect(
      url('Organization', [
        ['name:contains', wanted.nom.trim()],
        ['mailbox-mss:contains', '@'],
      ]),
    );
  if (person.length === 0 && said(wanted.lieu))
    await collect(
      url('PractitionerRole', [
        [
          /^\d{5}$/.test(wanted.lieu.trim()) ? 'organization.address-postalcode' : 'organization.address-city',
          wanted.lieu.trim(),
        ],
        ['mailbox-mss:contains', '@'],
        ['_include', 'PractitionerRole:organization'],
        ['_include', 'PractitionerRole:practitioner'],
      ]),
    );
  if (bundles.length === 0)
    throw new HygieError('INVALID_INPUT', 'Indiquez un nom, un numéro RPPS, un lieu ou une adresse.');
  // The server knows no such axes for a mailbox: the answers are sorted here.
  const entrees = mailboxesIn(bundles).filter(
    (entry) =>
      matches(entry.profession, wanted.profession) &&
      matches(entry.specialite, wanted.specialite) &&
      matches(`${entry.codePostal ?? ''} ${entry.commune ?? ''}`, wanted.lieu),
  );
  return { entrees, suite };
}
