import { HygieError } from '../../../shared/errors.ts';
import type { Output } from '../../../shared/contract/index.ts';
import type { PatientId } from '../../../shared/ids.ts';
import type { HandlersFor, RecordAccess } from '../session/index.ts';
import { assignReport, putBack, setAside } from './decisions.commands.ts';
import { proposeFor } from './drop.commands.ts';
import { readNews } from './news.repository.ts';
import { comparePatient, readRawFile, readWaitingReport } from './report.repository.ts';
import { markSeen, markUnseen } from './seen.commands.ts';
import type { Reception } from './service.ts';
import { addTask, finishTask, listTasks } from './tasks.ts';
import { countWaiting, listWaiting } from './waiting.repository.ts';
import { withdrawDocument } from './withdraw.ts';

type Method =
  | `reception.${'aTraiter' | 'compter' | 'rapport' | 'comparer' | 'attribuer' | 'desattribuer' | 'vu' | 'annulerVu' | 'ecarter' | 'retablir' | 'relire' | 'brut' | 'deposer' | 'actualites'}`
  | `taches.${'lister' | 'creer' | 'faire'}`;

export interface ReceptionHandlersOptions {
  readonly access: RecordAccess;
  /** The service of the open base. Throws HygieError LOCKED. */
  readonly reception: () => Reception;
  /** What the window draws of a picture, or why it draws none; in the format worker. */
  readonly picture: (bytes: Uint8Array) => Promise<Output<'reception.rapport'>['image']>;
  /** What waits has changed, and the record of these patients. */
  readonly changed: (patients: readonly PatientId[]) => void;
}

export function receptionHandlers({
  access,
  reception,
  picture,
  changed,
}: ReceptionHandlersOptions): HandlersFor<Method> {
  const told = async <T>(work: Promise<T>, patients: readonly PatientId[] = []): Promise<T> => {
    const value = await work;
    changed(patients);
    return value;
  };
  return {
    'reception.aTraiter': (input) => access.query(listWaiting, input),
    'reception.compter': (input) => access.query(countWaiting, input),
    'reception.rapport': async (input) => {
      const { rapport, image } = await access.query(readWaitingReport, input);
      return { ...rapport, image: image === null ? null : await picture(image) };
    },
    'reception.comparer': (input) => access.query(comparePatient, input),
    'reception.attribuer': async (input) => {
      const { documentId } = await told(access.execute(assignReport, input), [input.patientId]);
      return { documentId };
    },
    'reception.desattribuer': (input) => told(access.execute(withdrawDocument, input), [input.patientId]),
    'reception.vu': async (input) => {
      const patients = input.documents.map(({ patientId }) => patientId);
      const { vuLe } = await told(access.execute(markSeen, input), patients);
      return { vuLe };
    },
    'reception.annulerVu': async (input) => {
      const patients = input.documents.map(({ patientId }) => patientId);
      await told(access.execute(markUnseen, input), patients);
      return {};
    },
    'reception.ecarter': (input) => told(access.execute(setAside, input)),
    'reception.retablir': (input) => told(access.execute(putBack, input)),
    'reception.relire': async (input) => ({ issue: (await reception().again(input.arriveeId, input.charset)).issue }),
    'reception.brut': async (input) => {
      const { bytes, ...file } = await access.query(readRawFile, input);
      return { ...file, base64: Buffer.from(bytes).toString('base64') };
    },
    'reception.deposer': async ({ nom, base64, patientId }) => {
      const bytes = Buffer.from(base64, 'base64');
      const [outcome] = await reception().take([{ nom, bytes, voie: 'depot' }]);
      if (outcome === undefined) throw new HygieError('INTERNAL');
      if (patientId !== null) await told(access.execute(proposeFor, { arriveeId: outcome.arriveeId, patientId }));
      return { arriveeId: outcome.arriveeId, issue: outcome.issue, raison: outcome.raison };
    },
    'reception.actualites': (input) => access.query(readNews, input),
    'taches.lister': (input) => access.query(listTasks, input),
    'taches.creer': (input) => told(access.execute(addTask, input)),
    'taches.faire': async (input) => {
      await told(access.execute(finishTask, input));
      return {};
    },
  };
}
