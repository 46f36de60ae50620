import { readCdaHeader } from '../cda/index.ts';
import type { ReadFile, ReadReport } from '../received.ts';
import { XmlRefusedError } from '../xml/index.ts';

const NOTHING = { warnings: [], reports: [], charset: null } as const;

function day(time: string | null): string | null {
  const match = /^(\d{4})(\d{2})(\d{2})/.exec(time ?? '');
  return match === null ? null : `${match[1]}-${match[2]}-${match[3]}`;
}

/** Header of a CDA as a report. */
export function readCda(bytes: Uint8Array): ReadFile {
  try {
    const { patient, ...header } = readCdaHeader(bytes);
    const birth = day(patient.birthTime);
    const author = header.authors[0];
    const report: ReadReport = {
      rank: 1,
      format: 'cda',
      kind: 'other',
      identity: {
        ins: patient.ins === null ? null : { matricule: patient.ins.extension ?? '', oid: patient.ins.root },
        nom: patient.birthName ?? '',
        nomUtilise: patient.usedName,
        premierPrenom: patient.firstBirthGivenName,
        prenoms: patient.birthGivenNames,
        datesNaissance: birth === null ? [] : [birth],
        sexe: patient.gender === 'M' || patient.gender === 'F' ? patient.gender : patient.gender === 'UN' ? 'I' : null,
        lieuNaissanceInsee: patient.birthPlaceCog,
        adresse: patient.address?.lines.slice() ?? [],
        numeroSecuriteSociale: null,
        identifiantEmetteur: null,
      },
      status: 'final',
      document: {
        bytes: null,
        mediaType: 'text/xml',
        pdf: null,
        typeCode: header.code.code,
        type: header.code.displayName,
        title: header.title,
        date: day(header.effectiveTime),
        sampledAt: null,
        author: [author?.name?.given, author?.name?.family].filter((part) => part != null).join(' '),
        authorId: null,
        organisation: header.custodian?.name ?? '',
        senderCode: null,
        recipient: null,
        orderNumber: null,
        uniqueId: header.id.extension === null ? header.id.root : `${header.id.root}^${header.id.extension}`,
        setId: header.setId?.root ?? null,
        versionNumber: header.versionNumber,
        replaces: [],
        confidentiality: { masquePs: false, invisiblePatient: false },
      },
      results: [],
      text: null,
      warnings: [],
    };
    return { ...NOTHING, format: 'cda', outcome: 'read', reason: null, reports: [report] };
  } catch (error) {
    const refused = error instanceof XmlRefusedError;
    return {
      ...NOTHING,
      format: 'cda',
      outcome: refused ? 'refused' : 'kept_raw',
      reason: refused ? 'XML_REFUSE' : 'FORMAT_INCONNU',
    };
  }
}

export function readHprim(_bytes: Uint8Array, _options: { now: Date; charsetForced?: string }): ReadFile {
  return { ...NOTHING, format: 'hprim', outcome: 'kept_raw', reason: 'ERREUR_DE_LECTURE' };
}
