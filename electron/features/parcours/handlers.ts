import type { PatientId } from '../../../shared/ids.ts';
import type { HandlersFor, RecordAccess } from '../session/index.ts';
import { noteDone, takeBackDone } from './acts.commands.ts';
import { listCards } from './cards.repository.ts';
import { follow, saveCard, saveProtocol, switchProtocol, unfollow } from './commands.ts';
import { readTimeline } from './parcours.repository.ts';
import { listProtocols } from './protocols.repository.ts';
import { tryProtocol } from './try-protocol.repository.ts';

type Method =
  | `parcours.${'lire' | 'suivre' | 'arreter' | 'noter' | 'annulerActe'}`
  | `protocoles.${'lister' | 'essayer' | 'enregistrer' | 'activer'}`
  | `fiches.${'lister' | 'enregistrer'}`;

export function parcoursHandlers(options: {
  readonly access: RecordAccess;
  readonly changed: (patientId?: PatientId) => void;
}): HandlersFor<Method> {
  const { access, changed } = options;
  const told = async <T>(work: Promise<T>, patientId?: PatientId): Promise<T> => {
    const value = await work;
    changed(patientId);
    return value;
  };
  return {
    'parcours.lire': (input) => access.query(readTimeline, input),
    'parcours.suivre': (input) => told(access.execute(follow, input), input.patientId),
    'parcours.arreter': (input) => told(access.execute(unfollow, input), input.patientId),
    'parcours.noter': (input) => told(access.execute(noteDone, input), input.patientId),
    'parcours.annulerActe': (input) => told(access.execute(takeBackDone, input), input.patientId),
    'protocoles.lister': (input) => access.query(listProtocols, input),
    'protocoles.essayer': (input) => access.query(tryProtocol, input),
    'protocoles.enregistrer': (input) => told(access.execute(saveProtocol, input)),
    'protocoles.activer': (input) => told(access.execute(switchProtocol, input)),
    'fiches.lister': (input) => access.query(listCards, input),
    'fiches.enregistrer': (input) => told(access.execute(saveCard, input)),
  };
}
