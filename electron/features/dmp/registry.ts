import type { Ins } from '../../../shared/domain/ins.ts';
import {
  DMP_REPOSITORY,
  findDocumentsRequest,
  getDocumentsRequest,
  NS,
  readQueryAnswer,
  readRegistryAnswer,
  retrieveDocumentsRequest,
} from '../../formats/xds/index.ts';
import type { FindDocumentsCriteria, ReadEntry } from '../../formats/xds/index.ts';
import { child, children, textOf } from '../../formats/xml/index.ts';
import type { Markup, XmlElement } from '../../formats/xml/index.ts';
import type { SoapAnswer } from '../../network/soap/exchange.ts';
import { refusingFaults } from './caller.ts';
import type { DmpCaller } from './caller.ts';
import { DmpAnswerError } from './existence.message.ts';
import { DmpPreventedError } from './guards.ts';
import { DmpRefusalError } from './refusals.ts';

function succeeded(answer: SoapAnswer): XmlElement {
  const registry = readRegistryAnswer(answer.body);
  if (registry === null) throw new DmpAnswerError('elle n’est pas celle attendue');
  const error = registry.errors.find(({ warning }) => !warning);
  if (registry.status !== 'Success' && error) throw new DmpRefusalError(error.code, error.context);
  if (registry.status !== 'Success') throw new DmpRefusalError(registry.status, '');
  return answer.body;
}

async function search(call: DmpCaller, ins: Ins, body: Markup): Promise<ReturnType<typeof readQueryAnswer>> {
  return await refusingFaults(async () => readQueryAnswer(succeeded(await call({ transaction: 'search', ins, body }))));
}

/** TD3.1 by reference: the entryUUID of a document, which a replacement must name; null when the DMP does not know it. */
export async function findEntryUuid(call: DmpCaller, ins: Ins, uniqueId: string): Promise<string | null> {
  const { references } = await search(call, ins, getDocumentsRequest([uniqueId], 'ObjectRef'));
  if (references.length > 1) throw new DmpPreventedError('REFERENCE_AMBIGUE');
  return references[0] ?? null;
}

/** TD3.1: what the DMP lists for this patient. The answer is not filtered on the INS, which may have changed. */
export async function findDocuments(
  call: DmpCaller,
  ins: Ins,
  criteria: Omit<FindDocumentsCriteria, 'patientId'>,
): Promise<ReadEntry[]> {
  const patientId = { value: ins.matricule, oid: ins.oid, kind: 'NH' } as const;
  return (await search(call, ins, findDocumentsRequest({ ...criteria, patientId }))).entries;
}

/** TD3.2: the bytes of one document, by uniqueId, in whichever way the answer carries them. */
export async function retrieveDocument(call: DmpCaller, ins: Ins, uniqueId: string): Promise<Uint8Array> {
  const body = retrieveDocumentsRequest(DMP_REPOSITORY, [uniqueId]);
  return await refusingFaults(async () => {
    const answer = await call({ transaction: 'retrieve', ins, body });
    const responses = children(succeeded(answer), NS.xds, 'DocumentResponse');
    const ours = responses.find((one) => textOf(child(one, NS.xds, 'DocumentUniqueId')).trim() === uniqueId);
    const document = child(ours ?? null, NS.xds, 'Document');
    const bytes = document && answer.bytesOf(document);
    if (bytes === null) throw new DmpAnswerError('le document demandé n’y est pas');
    return bytes;
  });
}
