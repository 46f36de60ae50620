import { readRegistryAnswer } from '../../formats/xds/index.ts';
import type { RegistryAnswer, RegistryErrorLine } from '../../formats/xds/index.ts';
import { Markup } from '../../formats/xml/index.ts';
import { NetworkError } from '../../network/http.ts';
import type { NetworkErrorKind } from '../../network/http.ts';
import { SoapAnswerError, SoapFaultError } from '../../network/soap/exchange.ts';
import type { SoapAnswer } from '../../network/soap/exchange.ts';
import type { DmpCaller } from './caller.ts';
import type { FrozenSubmission } from './frozen.ts';
import { DmpPreventedError, insForDmp } from './guards.ts';
import type { DmpPatient } from './guards.ts';
import { explainRefusal } from './refusals.ts';
import type { DmpRefusal } from './refusals.ts';
import { REFUSALS } from './refusals.data.ts';
import type { DmpClientOptions } from './settings.ts';

export type SubmitOutcome =
  /** `alreadyKnown`: the DMP recognised a set received at an earlier attempt. */
  | { readonly outcome: 'received'; readonly alreadyKnown: boolean; readonly warnings: readonly RegistryErrorLine[] }
  | ({ readonly outcome: 'refused' } & DmpRefusal)
  /** Surely not received: the service was not reached. */
  | {
      readonly outcome: 'not-sent';
      readonly kind: NetworkErrorKind;
      readonly explication: string;
      readonly conseil: string;
    }
  /** Perhaps received: the same set is to be sent again. */
  | { readonly outcome: 'unknown'; readonly explication: string; readonly conseil: string };

const AGAIN = 'Le même lot sera représenté : le DMP reconnaît un lot qu’il a déjà reçu.';
const LATER = 'L’envoi sera repris dès que le service répondra.';
const CERTIFICATE = 'Vérifiez la carte ou le certificat de la structure dans les réglages, puis relancez.';

function unknown(explication: string): SubmitOutcome {
  return { outcome: 'unknown', explication, conseil: AGAIN };
}

function outcomeOfFailure(error: unknown): SubmitOutcome {
  if (error instanceof NetworkError) {
    if (error.mayHaveBeenReceived) return unknown(error.message);
    const conseil = error.kind === 'tls' || error.kind === 'certificate-refused' ? CERTIFICATE : LATER;
    return { outcome: 'not-sent', kind: error.kind, explication: error.message, conseil };
  }
  if (error instanceof SoapFaultError) {
    const { code, reason, receiver } = error.fault;
    // A failure of the server that it does not name says nothing of what it stored before.
    if (receiver && !(code in REFUSALS)) return unknown(`Le DMP a rencontré une panne : ${reason || code}`);
    return { outcome: 'refused', ...explainRefusal(code, reason) };
  }
  if (error instanceof SoapAnswerError) {
    // A 4xx without SOAP is somebody on the way, or the server's own door: the set was not taken in.
    if (error.status >= 400 && error.status < 500)
      return { outcome: 'refused', ...explainRefusal(`HTTP ${error.status}`, error.message) };
    return unknown(error.message);
  }
  throw error;
}

/** True when the error names that identifier as a whole word. */
function names(line: RegistryErrorLine, uniqueId: string): boolean {
  const pattern = new RegExp(`(?<![0-9.])${uniqueId.replaceAll('.', '\\.')}(?![0-9]|\\.[0-9])`);
  return pattern.test(line.context) || pattern.test(line.location);
}

function outcomeOfAnswer(answer: RegistryAnswer | null, frozen: FrozenSubmission): SubmitOutcome {
  if (answer === null) return unknown('La réponse du DMP ne dit pas si le lot a été reçu.');
  const warnings = answer.errors.filter(({ warning }) => warning);
  if (answer.status === 'Success') return { outcome: 'received', alreadyKnown: false, warnings };
  const errors = answer.errors.filter(({ warning }) => !warning);
  const known = errors.some(
    (line) => line.code === 'XDSDuplicateUniqueIdInRegistry' && names(line, frozen.setUniqueId),
  );
  if (known) return { outcome: 'received', alreadyKnown: true, warnings };
  const [first] = errors;
  if (answer.status !== 'Failure' && !first) return unknown(`Le DMP a répondu « ${answer.status} ».`);
  return { outcome: 'refused', ...explainRefusal(first?.code ?? answer.status, first?.context ?? '') };
}

/**
 * TD2.1: sends a frozen set as it is, under a fresh assertion. Never throws for what the network or the DMP does.
 * @throws InsNotQualifiedError or DmpPreventedError, before any byte, when the identity is no longer what it was or the card, the mode or the structure is another's
 */
export async function submitFrozen(
  call: DmpCaller,
  options: DmpClientOptions,
  frozen: FrozenSubmission,
  patient: DmpPatient,
  signal?: AbortSignal,
): Promise<SubmitOutcome> {
  const ins = insForDmp(patient, options.settings.test);
  if (ins.matricule !== frozen.ins.matricule || ins.oid !== frozen.ins.oid)
    throw new DmpPreventedError('AUTRE_PATIENT');
  if (options.practitioner.idNat !== frozen.idNat) throw new DmpPreventedError('AUTRE_MEDECIN');
  // The seal of the set and the assertion say the same: who reaches the DMP, and for which structure.
  if (frozen.mode !== null && frozen.mode !== options.settings.mode) throw new DmpPreventedError('AUTRE_MODE');
  if (frozen.structureId !== options.structure.idNat) throw new DmpPreventedError('AUTRE_STRUCTURE');
  const body = new Markup(frozen.body);
  const attachments = frozen.parts;
  let answer: SoapAnswer;
  try {
    answer = await call({ transaction: 'submit', ins, body, attachments, ...(signal ? { signal } : {}) });
  } catch (error) {
    return outcomeOfFailure(error);
  }
  return outcomeOfAnswer(readRegistryAnswer(answer.body), frozen);
}
