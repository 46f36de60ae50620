import type { Ins } from '../../../shared/domain/ins.ts';
import { SPECIALITES_MEDECINE_GENERALE } from '../../../shared/domain/practitioner.ts';
import type { CdaHeader } from '../../formats/cda/header.ts';
import { cdaHeaderOf } from '../../formats/cda/header.reader.ts';
import { signSubmission, submissionSignatureProblem } from '../../formats/xades/index.ts';
import {
  documentEntryOf,
  oidOfUuid,
  provideAndRegisterRequest,
  replacedUniqueIds,
  submitObjectsRequest,
  timeStamp,
} from '../../formats/xds/index.ts';
import type { Author, DocumentEntry, Masks } from '../../formats/xds/index.ts';
import { parseXml } from '../../formats/xml/index.ts';
import type { FrozenSubmission } from './frozen.ts';
import { DmpPreventedError, insForDmp } from './guards.ts';
import type { DmpPatient } from './guards.ts';
import type { DmpClientOptions } from './settings.ts';
import { signatureEntry } from './signature-entry.ts';

/** The version that the document takes the place of. */
export interface Replacement {
  /** `urn:uuid:…` of its entry, as TD3.1 gives it. */
  readonly entryUuid: string;
  readonly uniqueId: string;
  /** National ids of its authors, professionals and structures. */
  readonly authorIds: readonly string[];
}

export interface FreezeRequest {
  /** The document in its final bytes. */
  readonly cda: Uint8Array;
  readonly patient: DmpPatient;
  readonly confidentiality: Masks;
  readonly replaces?: Replacement;
}

/** JDV_J59; the only context of a practice. */
const CONSULTATION = { code: '07', scheme: '1.2.250.1.213.2.2', label: 'Consultations ou soins externes' };

type Owner = Pick<DmpClientOptions, 'practitioner' | 'structure' | 'settings'>;

/** Who submits: the doctor of the assertion, for the structure of the assertion. An archive sent by mail says the same. */
export function submitter({ practitioner, structure }: Pick<Owner, 'practitioner' | 'structure'>): Author {
  const { idNat, nom, prenom, profession, specialite } = practitioner;
  const label = specialite === null ? undefined : SPECIALITES_MEDECINE_GENERALE[specialite];
  const code = specialite === null ? `G15_${profession}` : `G15_${profession}/${specialite}`;
  return {
    person: { id: idNat, oid: '1.2.250.1.71.4.2.1', family: nom, given: prenom, kind: 'professional' },
    institution: { id: structure.idNat, name: structure.nom },
    role: null,
    specialty: { code, scheme: '1.2.250.1.213.1.1.4.5', label: label ?? code },
  };
}

/** Only an author deposits or replaces; in indirect authentication the DMP imputes the act to the structure, which then counts as the author. */
function isOneOf(authorIds: readonly (string | undefined)[], { practitioner, structure, settings }: Owner): boolean {
  if (authorIds.includes(practitioner.idNat)) return true;
  return settings.mode === 'indirect' && authorIds.includes(structure.idNat);
}

function checkDocument(
  entry: DocumentEntry,
  header: CdaHeader,
  ins: Ins,
  { replaces }: FreezeRequest,
  owner: Owner,
): void {
  const { patientId } = entry;
  if (patientId.kind !== 'NH' || patientId.value !== ins.matricule || patientId.oid !== ins.oid)
    throw new DmpPreventedError('AUTRE_PATIENT');
  const authorIds = entry.authors.flatMap(({ person, institution }) => [person.id, institution?.id]);
  if (!isOneOf(authorIds, owner) || (replaces && !isOneOf(replaces.authorIds, owner)))
    throw new DmpPreventedError('NON_AUTEUR');
  const replaced = replacedUniqueIds(header);
  const agrees = replaces ? replaced.length === 1 && replaced[0] === replaces.uniqueId : replaced.length === 0;
  if (!agrees) throw new DmpPreventedError('REMPLACEMENT_INCOMPLET');
}

/**
 * Makes the submission set of one document, signed, in its final bytes; nothing leaves.
 * @throws InsNotQualifiedError, DmpPreventedError (another patient's document, not an author, replacement that disagrees), CdaMetadataError, and what the
 * signer throws when the card is gone
 */
export async function freezeSubmission(options: DmpClientOptions, request: FreezeRequest): Promise<FrozenSubmission> {
  const { settings, practitioner, structure, signer, newId } = options;
  const { cda, patient, confidentiality, replaces } = request;
  const ins = insForDmp(patient, settings.test);
  const parsed = parseXml(cda);
  const header = cdaHeaderOf(parsed);
  const entry = documentEntryOf(header, cda, confidentiality);
  checkDocument(entry, header, ins, request, options);

  const now = options.clock();
  const setUniqueId = oidOfUuid(newId());
  const signatureUniqueId = oidOfUuid(newId());
  const toSign = { submissionSetUniqueId: setUniqueId, documents: [{ uniqueId: entry.uniqueId, bytes: cda, parsed }] };
  const signature = await signSubmission({ ...toSign, signer, hash: settings.signatureHash, signingTime: now });
  const problem = submissionSignatureProblem(signature, toSign);
  if (problem !== null) throw new DmpPreventedError('SIGNATURE_INVALIDE', { cause: new Error(problem) });

  const author = submitter(options);
  const objects = submitObjectsRequest({
    id: 'SubmissionSet01',
    set: {
      uniqueId: setUniqueId,
      sourceId: settings.lps.oid,
      submissionTime: timeStamp(now),
      title: entry.title,
      comments: null,
      author,
      contentType: CONSULTATION,
      patientId: entry.patientId,
    },
    documents: [
      { id: 'Document01', entry },
      {
        id: 'Signature01',
        entry: signatureEntry(
          { uniqueId: signatureUniqueId, bytes: signature, now, author, signer: author.person },
          entry,
        ),
      },
    ],
    associations: [
      { kind: 'signs', source: 'Signature01', target: 'SubmissionSet01' },
      ...(replaces ? [{ kind: 'replaces', source: 'Document01', target: replaces.entryUuid } as const] : []),
    ],
  });
  const part = (bytes: Uint8Array) => ({ contentId: `${newId()}@hygie`, contentType: 'text/xml', bytes });
  const document = part(cda);
  const vouching = part(signature);
  const body = provideAndRegisterRequest(objects, [
    { id: 'Document01', contentId: document.contentId },
    { id: 'Signature01', contentId: vouching.contentId },
  ]);
  return {
    setUniqueId,
    documentUniqueId: entry.uniqueId,
    signatureUniqueId,
    ins,
    idNat: practitioner.idNat,
    structureId: structure.idNat,
    mode: settings.mode,
    frozenAt: now.toISOString(),
    body: body.text,
    parts: [document, vouching],
  };
}
