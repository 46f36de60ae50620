import { attribute, child, children, textOf } from '../xml/index.ts';
import type { XmlElement } from '../xml/index.ts';
import { readCx } from './data-types.ts';
import type { Coded, PatientIdentifier, ReadEntry } from './model.ts';
import { DOCUMENT_ENTRY, NS, STATUS, SUBMISSION_SET } from './vocabulary.ts';

/** Values of a slot, in order; none when it is absent. */
export function slotValues(parent: XmlElement, name: string): string[] {
  const slot = children(parent, NS.rim, 'Slot').find((one) => attribute(one, 'name') === name);
  const list = slot ? child(slot, NS.rim, 'ValueList') : null;
  return list ? children(list, NS.rim, 'Value').map((value) => textOf(value).trim()) : [];
}

function localized(parent: XmlElement, tag: 'Name' | 'Description'): string | null {
  return attribute(child(child(parent, NS.rim, tag), NS.rim, 'LocalizedString'), 'value');
}

/** Decided by scheme and by parent element: the names and the references of other people's files are often wrong. */
function classifications(parent: XmlElement, scheme: string): XmlElement[] {
  return children(parent, NS.rim, 'Classification').filter((one) => attribute(one, 'classificationScheme') === scheme);
}

function codes(parent: XmlElement, scheme: string): Coded[] {
  return classifications(parent, scheme).map((one) => {
    const code = attribute(one, 'nodeRepresentation') ?? '';
    return { code, scheme: slotValues(one, 'codingScheme')[0] ?? '', label: localized(one, 'Name') ?? code };
  });
}

function identifier(parent: XmlElement, scheme: string): string | null {
  const found = children(parent, NS.rim, 'ExternalIdentifier').find(
    (one) => attribute(one, 'identificationScheme') === scheme,
  );
  return attribute(found ?? null, 'value')?.trim() ?? null;
}

function status(value: string | null): string | null {
  return Object.entries(STATUS).find(([, urn]) => urn === value)?.[0] ?? value;
}

/** One `rim:ExtrinsicObject`, of a registry's answer or of a METADATA.XML: tolerant, nothing is required. */
export function readEntry(object: XmlElement): ReadEntry {
  const first = (name: string): string | null => slotValues(object, name)[0] ?? null;
  const size = first('size');
  const patientId = identifier(object, DOCUMENT_ENTRY.patientId);
  return {
    id: attribute(object, 'id') ?? '',
    logicalId: attribute(object, 'lid'),
    status: status(attribute(object, 'status')),
    version: attribute(child(object, NS.rim, 'VersionInfo'), 'versionName'),
    uniqueId: identifier(object, DOCUMENT_ENTRY.uniqueId),
    mimeType: attribute(object, 'mimeType'),
    title: localized(object, 'Name'),
    comments: localized(object, 'Description'),
    patientId: patientId === null ? null : readCx(patientId),
    sourcePatientId: first('sourcePatientId'),
    sourcePatientInfo: slotValues(object, 'sourcePatientInfo'),
    authors: classifications(object, DOCUMENT_ENTRY.author).map((one) => ({
      person: slotValues(one, 'authorPerson')[0] ?? null,
      institution: slotValues(one, 'authorInstitution')[0] ?? null,
      specialty: slotValues(one, 'authorSpecialty')[0] ?? null,
    })),
    classCode: codes(object, DOCUMENT_ENTRY.classCode)[0] ?? null,
    typeCode: codes(object, DOCUMENT_ENTRY.typeCode)[0] ?? null,
    formatCode: codes(object, DOCUMENT_ENTRY.formatCode)[0] ?? null,
    confidentialityCodes: codes(object, DOCUMENT_ENTRY.confidentiality),
    creationTime: first('creationTime'),
    serviceStartTime: first('serviceStartTime'),
    serviceStopTime: first('serviceStopTime'),
    repositoryUniqueId: first('repositoryUniqueId'),
    hash: first('hash')?.toLowerCase() ?? null,
    size: size !== null && /^\d{1,12}$/.test(size) ? Number(size) : null,
    uri: first('URI'),
    action: first('urn:action:extraMetadataSlot'),
  };
}

/** The submission set of a METADATA.XML: its identifiers and its title. */
export function readSubmissionSet(set: XmlElement): {
  readonly uniqueId: string | null;
  readonly patientId: PatientIdentifier | null;
  readonly title: string | null;
} {
  const patientId = identifier(set, SUBMISSION_SET.patientId);
  return {
    uniqueId: identifier(set, SUBMISSION_SET.uniqueId),
    patientId: patientId === null ? null : readCx(patientId),
    title: localized(set, 'Name'),
  };
}
