import type { Topic, TopicMessage } from '../../shared/contract/index.ts';
import { createReception, type Reception, type ReceptionPorts } from '../features/reception/index.ts';
import { readSettings } from '../features/reglages/index.ts';
import type { Actor, RecordStore } from '../record/index.ts';

type Publish = (topic: Topic, message: TopicMessage) => void;

export interface ReceptionOptions extends Pick<ReceptionPorts, 'read' | 'report'> {
  readonly store: RecordStore;
  readonly actor: Actor;
  readonly now: () => Date;
  readonly publish: Publish;
  /** List given for this run instead of the base's (command line); absent: the base's. */
  readonly whiteList?: string | null;
  /** True to take test identities whatever the base says (tests of the command line); absent: as the base says. */
  readonly test?: boolean;
}

/** The list of what waits has changed, and these records. No medical data: views read again. */
export function tellReception(publish: Publish, patients: readonly string[]): void {
  publish('reception.change', {});
  for (const patientId of patients) publish('dossier.change', { patientId });
}

/** The one way in of an open base, for the window and the command line. */
export function openReception(options: ReceptionOptions): Reception {
  const { store, actor, now, publish, read, report } = options;
  return createReception({
    execute: (command, input) => store.execute(command, input, actor),
    query: (query, input) => store.query(query, input, actor),
    settings: async () => {
      const { test, confiance } = await store.query(readSettings, {}, actor);
      return { test: options.test ?? test ?? false, whiteList: options.whiteList ?? confiance?.listeBlanche ?? null };
    },
    now,
    read,
    report,
    changed: (patients) => tellReception(publish, patients),
  });
}
