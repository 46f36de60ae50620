import { attribute, child, children, find } from '../xml/index.ts';
import type { XmlElement } from '../xml/index.ts';
import { readEntry } from './entry.parser.ts';
import type { ReadEntry } from './model.ts';
import { NS } from './vocabulary.ts';

export interface RegistryErrorLine {
  readonly code: string;
  readonly context: string;
  readonly location: string;
  readonly warning: boolean;
}

export interface RegistryAnswer {
  /** Last word of the status URN: Success, Failure, PartialSuccess; as written when it is another. */
  readonly status: string;
  readonly errors: readonly RegistryErrorLine[];
}

/** `rs:RegistryResponse`, or the same attributes and list on an answer that carries them; null when there is none. */
export function readRegistryAnswer(body: XmlElement): RegistryAnswer | null {
  const response =
    body.local === 'AdhocQueryResponse' && body.namespace === NS.query ? body : find(body, NS.rs, 'RegistryResponse');
  const status = attribute(response, 'status');
  if (response === null || status === null) return null;
  const list = child(response, NS.rs, 'RegistryErrorList');
  const errors = (list ? children(list, NS.rs, 'RegistryError') : []).map((error) => ({
    code: attribute(error, 'errorCode') ?? '',
    context: attribute(error, 'codeContext') ?? '',
    location: attribute(error, 'location') ?? '',
    warning: (attribute(error, 'severity') ?? '').endsWith(':Warning'),
  }));
  return { status: status.slice(status.lastIndexOf(':') + 1), errors };
}

/** What an ITI-18 answer lists: whole entries (`LeafClass`) and bare references (`ObjectRef`). */
export function readQueryAnswer(body: XmlElement): { readonly entries: ReadEntry[]; readonly references: string[] } {
  const list = child(body, NS.rim, 'RegistryObjectList');
  if (list === null) return { entries: [], references: [] };
  return {
    entries: children(list, NS.rim, 'ExtrinsicObject').map(readEntry),
    references: children(list, NS.rim, 'ObjectRef')
      .map((one) => attribute(one, 'id'))
      .filter((id): id is string => id !== null),
  };
}
