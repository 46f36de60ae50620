import { element, find, textOf } from '../../formats/xml/index.ts';
import type { Markup, XmlElement } from '../../formats/xml/index.ts';
import { DmpAnswerError } from './existence.message.ts';
import { DmpRefusalError } from './refusals.ts';

const HABILITATIONS = 'urn:si-dmp-habilitations';

export type AuthorizationAction = 'AJOUT' | 'SUPPRESSION';
export type AuthorizationRole = 'MEDECIN_TRAITANT';

/** TD0.3: my own authorisation on a record; patient, professional and structure are those of the assertion. */
export function authorizationRequest(action: AuthorizationAction, role: AuthorizationRole | null): Markup {
  return element(
    'setAuthorization',
    { xmlns: HABILITATIONS },
    element('action', {}, action),
    role === null ? null : element('role', {}, role),
  );
}

/**
 * Reads the answer of TD0.3. Adding what was there already is a success, said in the context.
 * @throws DmpRefusalError for any other status than DMPOk
 */
export function readAuthorization(body: XmlElement): { readonly context: string } {
  const status = textOf(find(body, HABILITATIONS, 'status')).trim();
  const context = textOf(find(body, HABILITATIONS, 'context')).trim();
  if (status === '') throw new DmpAnswerError('elle ne dit pas si la demande est acceptée');
  if (status !== 'DMPOk') throw new DmpRefusalError(status, context);
  return { context };
}
