import type { DmpStatut, Patient } from '../../shared/domain/patient.ts';
import type { DocumentLine } from '../../shared/contract/dossier.ts';
import type { Job } from '../../shared/contract/partage.ts';
import type { Topic, TopicMessage } from '../../shared/contract/index.ts';
import { instantOf } from '../../shared/domain/civil-date.ts';
import { HygieError } from '../../shared/errors.ts';
import type { DocumentId, JobId, PatientId } from '../../shared/ids.ts';
import { documentLineOf, listDocuments } from '../features/documents/index.ts';
import {
  DmpPreventedError,
  DmpRefusalError,
  keepDmpStatus,
  listConsents,
  readDmpStatus,
  recordConsent,
  TO_FREEZE_AGAIN,
  type DmpClient,
} from '../features/dmp/index.ts';
import {
  annulerEnvoi,
  documentsAClore,
  documentsDus,
  ecarterDocument,
  listerEnvois,
  lotRefuse,
  relancerEnvoi,
  resoudreEnvoi,
  resumerEnvois,
} from '../features/envois/index.ts';
import { readJobsFollowUp } from '../features/messagerie/index.ts';
import type { PartageService } from '../features/partage/index.ts';
import { readPatient } from '../features/patients/index.ts';
import { readSettings } from '../features/reglages/index.ts';
import type { HandlersFor, RecordAccess } from '../features/session/index.ts';
import type { VsmService } from '../features/vsm/index.ts';
import { NetworkError } from '../network/http.ts';
import type { Desk } from './desk.ts';

type OutsideMethod =
  | `vsm.${'apercu' | 'produire'}`
  | `partage.${'preparer' | 'envoyer'}`
  | `cloture.${'preparer' | 'envoyer' | 'ecarter'}`
  | `envois.${'lister' | 'resume' | 'relancer' | 'preparer' | 'annuler' | 'resoudre' | 'dus'}`
  | `dmp.${'verifier' | 'autoriser' | 'consentements'}`;

export interface OutsideHandlersOptions {
  readonly access: RecordAccess;
  readonly vsm: VsmService;
  readonly partage: PartageService;
  readonly desk: () => Desk;
  readonly now: () => Date;
  readonly publish: (topic: Topic, message: TopicMessage) => void;
  readonly report: (what: string, error: unknown) => void;
}

/** Rights of professionals on the DMP: a structure's certificate feeds and asks whether a record exists; an authorisation is a person's. */
const ONLY_BY_CARD =
  'L’accès à un DMP se demande avec votre carte : le mode indirect permet d’y déposer, pas de s’y faire autoriser. Rien n’a été demandé.';

/** What the DMP or the network said, as the window may read it. */
function asHygieError(error: unknown): unknown {
  if (error instanceof NetworkError)
    return new HygieError(error.kind === 'no-card' ? 'CARD_REMOVED' : 'NETWORK', error.message);
  if (error instanceof DmpRefusalError) {
    const { code, explication, conseil } = error.refusal;
    return new HygieError('DMP_REFUSED', `${explication} ${conseil} (${code})`);
  }
  if (error instanceof DmpPreventedError) return new HygieError('NOT_ALLOWED', error.message);
  return error;
}

/** Sharing, the queue and the DMP: what concerns the outside. */
export function outsideHandlers(options: OutsideHandlersOptions): HandlersFor<OutsideMethod> {
  const { access, vsm, partage, desk, now, publish } = options;

  const asking = new Map<PatientId, Promise<DmpStatut>>();

  async function lineOf(patientId: PatientId, documentId: DocumentId): Promise<DocumentLine> {
    const line = (await access.query(listDocuments, { patientId })).find((each) => each.id === documentId);
    if (line === undefined) throw new HygieError('NOT_FOUND');
    return line;
  }

  /** Asks the DMP and keeps its answer with its instant. */
  async function ask(patientId: PatientId, client: DmpClient): Promise<DmpStatut> {
    const patient = await access.query(readPatient, { patientId });
    const found = await client.checkExistence(patient);
    const statut: DmpStatut = {
      etat: found.status,
      autorise: found.autorise,
      autorisationCode: found.autorisation,
      verifieLe: instantOf(now()),
    };
    await access.execute(keepDmpStatus, { patientId, statut });
    publish('agenda.change', {});
    publish('dossier.change', { patientId });
    return statut;
  }

  /** One question at a time for each patient: whoever asks meanwhile shares the answer. */
  function checked(patientId: PatientId, client: DmpClient): Promise<DmpStatut> {
    const pending = asking.get(patientId) ?? ask(patientId, client).finally(() => asking.delete(patientId));
    asking.set(patientId, pending);
    return pending;
  }

  /** Before a first deposit the DMP is asked whether it exists, behind the doctor's back: the screen follows when it answers (TD0.2). */
  function checkOnce(patient: Patient, known: DmpStatut): void {
    const client = desk().dmp();
    if (client === null || known.etat !== 'non-verifie' || patient.statutIdentite !== 'qualifiee') return;
    checked(patient.id, client).catch((error: unknown) => options.report('dmp avant partage', asHygieError(error)));
  }

  function withDmp<T>(work: (client: DmpClient) => Promise<T>): Promise<T> {
    const client = desk().dmp();
    if (client === null) throw desk().dmpPrevented() ?? new HygieError('CARD_REMOVED');
    return work(client).catch((error: unknown) => {
      throw asHygieError(error);
    });
  }

  const gesture = async (work: Promise<unknown>): Promise<Record<string, never>> => {
    await work;
    desk().wake();
    publish('envois.change', {});
    return {};
  };
  /** Each recipient with what receipts and notices said since. */
  async function followed(jobs: readonly Job[]): Promise<Job[]> {
    const jobIds = jobs.filter(({ canal }) => canal !== 'dmp').map(({ id }) => id);
    const told = await access.query(readJobsFollowUp, { jobIds });
    const byRecipient = new Map(told.map(({ jobId, adresse, suivi }) => [`${jobId} ${adresse}`, suivi]));
    return jobs.map((job) => ({
      ...job,
      destinataires: job.destinataires.map((each) => ({
        ...each,
        suivi: byRecipient.get(`${job.id} ${each.adresse.toLowerCase()}`) ?? null,
      })),
    }));
  }
  /** The same bytes again; a set signed for a mode or a structure of before is prepared anew, and the former one is set aside. */
  async function retry(jobId: JobId): Promise<unknown> {
    const lot = await access.query(lotRefuse, { jobId });
    if (lot === null || !TO_FREEZE_AGAIN.includes(lot.code ?? '')) return access.execute(relancerEnvoi, { jobId });
    const { patientId, documentId, masques } = lot;
    return partage.deposer(patientId, [{ documentId, masques }]);
  }
  const shared = async <T>(patientId: PatientId, work: Promise<T>): Promise<T> => {
    const value = await work;
    publish('envois.change', {});
    publish('dossier.change', { patientId });
    return value;
  };

  return {
    'vsm.apercu': ({ patientId }) => vsm.preview(patientId),
    'vsm.produire': async ({ patientId }) => {
      const documentId = await shared(patientId, vsm.produce(patientId));
      return lineOf(patientId, documentId);
    },
    'partage.preparer': async ({ patientId }) => {
      const [prepared, patient] = await Promise.all([
        partage.preparer(patientId),
        access.query(readPatient, { patientId }),
      ]);
      checkOnce(patient, prepared.dmp);
      return prepared;
    },
    'partage.envoyer': (input) => shared(input.patientId, partage.envoyer(input)),
    'cloture.preparer': async ({ patientId }) => {
      const depuis = desk().opened.get(patientId) ?? instantOf(now());
      const [due, dmp, patient, settings] = await Promise.all([
        access.query(documentsAClore, { patientId, depuis }),
        access.query(readDmpStatus, { patientId }),
        access.query(readPatient, { patientId }),
        access.query(readSettings, {}),
      ]);
      checkOnce(patient, dmp);
      return {
        deLaConsultation: due.deLaConsultation.map(documentLineOf),
        anterieurs: due.anterieurs.map(documentLineOf),
        dmp,
        dmpEmpeche: partage.dmpEmpeche(patient, dmp, settings.test ?? false),
      };
    },
    'cloture.envoyer': ({ patientId, documents }) => shared(patientId, partage.deposer(patientId, documents)),
    'cloture.ecarter': async (input) => {
      await shared(input.patientId, access.execute(ecarterDocument, input));
      return {};
    },
    'envois.lister': async (input) => followed(await access.query(listerEnvois, input)),
    'envois.resume': () => access.query(resumerEnvois, {}),
    'envois.relancer': ({ jobId }) => gesture(retry(jobId)),
    'envois.preparer': ({ jobId }) =>
      gesture(partage.preparerDeNouveau(jobId).then((patientId) => publish('dossier.change', { patientId }))),
    'envois.annuler': (input) => gesture(access.execute(annulerEnvoi, input)),
    'envois.resoudre': (input) => gesture(access.execute(resoudreEnvoi, input)),
    'envois.dus': async () =>
      (await access.query(documentsDus, {})).map(({ patientNom, ...document }) => ({
        ...documentLineOf(document),
        patientNom,
      })),
    'dmp.verifier': ({ patientId }) => withDmp((client) => checked(patientId, client)),
    'dmp.autoriser': ({ patientId }) =>
      withDmp(async (client) => {
        const [patient, { dmp }] = await Promise.all([
          access.query(readPatient, { patientId }),
          access.query(readSettings, {}),
        ]);
        if (dmp?.mode === 'indirect') throw new HygieError('NOT_ALLOWED', ONLY_BY_CARD);
        // Recorded before the call: the DMP is never asked on a consent that nobody noted.
        const { consentementId } = await access.execute(recordConsent, { patientId });
        await client.setAuthorization(patient, 'AJOUT', { consentementId });
        // After a change of rights the answer of before is of no use.
        return ask(patientId, client);
      }),
    'dmp.consentements': (input) => access.query(listConsents, input),
  };
}
