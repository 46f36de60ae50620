import { randomUUID } from 'node:crypto';
import type { Masques } from '../../../shared/contract/dossier.ts';
import type { Output, Parsed } from '../../../shared/contract/index.ts';
import type { DmpStatut, Patient } from '../../../shared/domain/patient.ts';
import { HygieError } from '../../../shared/errors.ts';
import type { DocumentId, IdNat, JobId, PatientId } from '../../../shared/ids.ts';
import { readCdaHeader } from '../../formats/cda/index.ts';
import { parseWhiteList } from '../../formats/mime/index.ts';
import { writeXdmArchive } from '../../formats/xdm/index.ts';
import { oidOfUuid, replacedUniqueIds } from '../../formats/xds/index.ts';
import { authorsOfVersion, findDocument, readDocument, readDocumentContent, setMasks } from '../documents/index.ts';
import {
  dmpOppose,
  DmpPreventedError,
  encodeFrozenSubmission,
  insForDmp,
  readDmpStatus,
  submitter,
  type DmpClient,
} from '../dmp/index.ts';
import {
  courrierArrete,
  courriersAnterieurs,
  creerEnvois,
  remises,
  remplacerCourrier,
  type BrouillonEnvoi,
} from '../envois/index.ts';
import {
  adressePatient,
  avecArchive,
  confreresEmpeches,
  corpsConfrere,
  corpsPatient,
  documentJoint,
  envoiDuMessage,
  freezeMail,
  objetPropose,
  oppositionAuPatient,
  patientEmpeche,
  redactionDe,
  type CompteOuvert,
} from '../messagerie/index.ts';
import { readPatient } from '../patients/index.ts';
import { readSettings } from '../reglages/index.ts';
import { noteInJournal } from '../../record/index.ts';
import type { RecordAccess } from '../session/index.ts';
import { VSM_LABEL, type VsmService } from '../vsm/index.ts';
import { PENDING_ENTRY, replacementParameters } from './late-replacement.ts';

export interface PartageOptions {
  readonly access: RecordAccess;
  readonly vsm: VsmService;
  /** Client of the doctor whose card is in; null without a card. */
  readonly dmp: () => DmpClient | null;
  /** Why there is none. */
  readonly dmpPrevented: () => HygieError | null;
  readonly compteDe: (proprietaire: IdNat) => Promise<CompteOuvert | null>;
  readonly now: () => Date;
  /** Version of Hygie, told to recipients. */
  readonly version: string;
  /** New jobs are there. */
  readonly wake: () => void;
}

type Courrier = Pick<
  Parsed<'partage.envoyer'>,
  'confreres' | 'versPatient' | 'masques' | 'objet' | 'corps' | 'finEchangePatient' | 'oppositionLevee'
>;

export interface PartageService {
  preparer(patientId: PatientId): Promise<Output<'partage.preparer'>>;
  envoyer(input: Parsed<'partage.envoyer'>): Promise<Output<'partage.envoyer'>>;
  /** Closing the record: each document to the DMP with its own masks. */
  deposer(
    patientId: PatientId,
    documents: readonly { documentId: DocumentId; masques: Masques }[],
  ): Promise<{ jobs: JobId[] }>;
  /** A message stopped by a change of mailbox is made again from the one that is set: same document, same recipients, every check again. */
  preparerDeNouveau(jobId: JobId): Promise<PatientId>;
  /** Why nothing may be put into this patient's DMP now; null when it may. `dmp`: its last answer. */
  dmpEmpeche(patient: Patient, dmp: DmpStatut, test: boolean): string | null;
}

/** Why nothing may be put into this patient's DMP; null when it may. */
function reasonAgainstDmp(patient: Patient, test: boolean): string | null {
  const opposed = dmpOppose(patient);
  if (opposed !== null) return opposed;
  if (patient.ins === null || patient.statutIdentite !== 'qualifiee') {
    return 'L’identité du patient n’est pas qualifiée : son INS ne peut pas sortir.';
  }
  try {
    insForDmp(patient, test);
    return null;
  } catch (error) {
    return error instanceof DmpPreventedError ? error.message : 'L’identité du patient n’est pas qualifiée.';
  }
}

/** What the DMP itself said last stops a deposit that it would refuse; asking it again may lift that (TD0.2 before TD2.1). */
function reasonOfStatus({ etat, verifieLe }: DmpStatut): string | null {
  if (etat !== 'aucun' && etat !== 'ferme') return null;
  const when =
    verifieLe === null
      ? ''
      : ` (réponse du ${new Date(verifieLe).toLocaleDateString('fr-FR', { timeZone: 'Europe/Paris' })})`;
  return etat === 'aucun'
    ? `Ce patient n’a pas de DMP${when}. Vérifiez-le de nouveau s’il vient d’ouvrir Mon espace santé.`
    : `Le DMP de ce patient est fermé${when}. Vérifiez-le de nouveau s’il vient d’être rouvert.`;
}

/** Sharing in one gesture: the document, then the final bytes of each channel, then one job per channel, all written at once. */
export function createPartage(options: PartageOptions): PartageService {
  const { access, vsm } = options;

  async function dmpDraft(patient: Patient, documentId: DocumentId, masques: Masques): Promise<BrouillonEnvoi> {
    const client = options.dmp();
    if (client === null) throw options.dmpPrevented() ?? new HygieError('CARD_REMOVED');
    const patientId = patient.id;
    const { auteur } = await access.query(findDocument, { documentId });
    // [150] In indirect mode the DMP would count the structure as the author: here it stays the doctor who signed.
    if (auteur !== null && auteur !== access.session().practitioner.idNat)
      throw new HygieError('NOT_ALLOWED', new DmpPreventedError('NON_AUTEUR').message);
    const { bytes } = await access.query(readDocumentContent, { patientId, documentId, forme: 'cda' });
    const replacedId = replacedUniqueIds(readCdaHeader(bytes))[0] ?? null;
    const authorIds =
      replacedId === null ? [] : await access.query(authorsOfVersion, { patientId, uniqueId: replacedId });
    try {
      const frozen = await client.freezeSubmission({
        cda: bytes,
        patient,
        confidentiality: masques,
        ...(replacedId === null
          ? {}
          : {
              replaces: {
                entryUuid: PENDING_ENTRY,
                uniqueId: replacedId,
                authorIds,
              },
            }),
      });
      return {
        documentId,
        canal: 'dmp',
        destinataires: [],
        contenu: encodeFrozenSubmission(frozen),
        parametres: replacedId === null ? null : replacementParameters(replacedId),
        identifiantExterne: frozen.setUniqueId,
        copie: false,
      };
    } catch (error) {
      if (error instanceof DmpPreventedError) throw new HygieError('NOT_ALLOWED', error.message);
      throw error;
    }
  }

  async function mailDrafts(patient: Patient, documentId: DocumentId, input: Courrier): Promise<BrouillonEnvoi[]> {
    const kinds = [
      ...(input.confreres.length > 0 ? (['confrere'] as const) : []),
      ...(input.versPatient ? (['patient'] as const) : []),
    ];
    if (kinds.length === 0) return [];
    const { practitioner, structure } = access.session();
    const account = await options.compteDe(practitioner.idNat);
    if (account === null)
      throw new HygieError(
        'NOT_ALLOWED',
        'Aucune boîte MSSanté n’est réglée pour vous. Complétez-la dans « Réglages ».',
      );
    const settings = await access.query(readSettings, {});
    const patientId = patient.id;
    const [row, cda, pdf] = await Promise.all([
      access.query(readDocument, { patientId, documentId }),
      access.query(readDocumentContent, { patientId, documentId, forme: 'cda' }),
      access.query(readDocumentContent, { patientId, documentId, forme: 'pdf' }),
    ]);
    const content = {
      documents: [{ cda: cda.bytes, masks: input.masques }],
      setUniqueId: oidOfUuid(randomUUID()),
      title: row.titre,
      sender: {
        author: submitter({ practitioner, structure }),
        contact: account.compte.adresse,
        software: { nom: 'Hygie', version: options.version, oid: settings.oid ?? '' },
      },
      now: options.now(),
    };
    const archive = avecArchive(patient) ? await writeXdmArchive(content) : null;
    const messages = await Promise.all(
      kinds.map(async (kind) => {
        const canal = kind === 'confrere' ? ('mssante-confrere' as const) : ('mssante-patient' as const);
        const former = await access.query(courriersAnterieurs, { patientId, documentId, canal });
        const addressed = kind === 'confrere' ? input.confreres : [adressePatient(patient)];
        return remises(addressed, former).map((one) => ({ ...one, kind, canal }));
      }),
    );
    return Promise.all(
      messages.flat().map(async ({ kind, canal, destinataires, remplace }) => {
        const frozen = await freezeMail(
          {
            kind,
            patient,
            sender: { ...practitioner, adresse: account.compte.adresse, entite: structure.nom },
            destinataires,
            documents: [documentJoint(cda.bytes, pdf.bytes)],
            archive,
            invisiblePatient: input.masques.invisiblePatient,
            objet: input.objet,
            corps: kind === 'confrere' ? input.corps : corpsPatient([VSM_LABEL], practitioner, input.finEchangePatient),
            finEchange: input.finEchangePatient,
            accuseLecture: false,
            oppositionLevee: input.oppositionLevee,
            remplace: remplace === null ? null : { messageId: remplace.messageId, date: new Date(remplace.le) },
            numeroDossier: null,
          },
          {
            now: options.now(),
            nil: account.compte.nil,
            whiteList: settings.confiance?.listeBlanche
              ? parseWhiteList(new TextEncoder().encode(settings.confiance.listeBlanche))
              : null,
            test: settings.test ?? false,
          },
        );
        const redaction = { objet: input.objet, corps: input.corps, finEchange: input.finEchangePatient };
        return envoiDuMessage(frozen, documentId, canal, redaction);
      }),
    );
  }

  async function queue(patientId: PatientId, brouillons: readonly BrouillonEnvoi[]): Promise<JobId[]> {
    const { jobs } = await access.execute(creerEnvois, { patientId, brouillons });
    options.wake();
    return jobs;
  }

  const noCard = () => options.dmpPrevented()?.detail ?? 'Insérez votre carte : le DMP demande sa signature.';
  const dmpEmpeche = (patient: Patient, dmp: DmpStatut, test: boolean) =>
    // What the patient said comes before what is not plugged in.
    dmpOppose(patient) ??
    (options.dmp() === null ? noCard() : (reasonAgainstDmp(patient, test) ?? reasonOfStatus(dmp)));

  /** @throws HygieError: nothing was written yet */
  async function checkDeposit(patient: Patient): Promise<void> {
    const [settings, dmp] = await Promise.all([
      access.query(readSettings, {}),
      access.query(readDmpStatus, { patientId: patient.id }),
    ]);
    const against = reasonAgainstDmp(patient, settings.test ?? false);
    if (against !== null)
      throw new HygieError(patient.oppositionDmp === null ? 'INS_NOT_QUALIFIED' : 'PATIENT_OPPOSED', against);
    const closed = reasonOfStatus(dmp);
    if (closed !== null) throw new HygieError('NOT_ALLOWED', closed);
  }

  return {
    dmpEmpeche,
    async preparer(patientId) {
      const [patient, dmp, settings] = await Promise.all([
        access.query(readPatient, { patientId }),
        access.query(readDmpStatus, { patientId }),
        access.query(readSettings, {}),
      ]);
      const { practitioner } = access.session();
      const test = settings.test ?? false;
      const noAccount = await options.compteDe(practitioner.idNat).then(
        (account) => (account === null ? 'Aucune boîte MSSanté n’est réglée pour vous.' : null),
        (error: unknown) => {
          if (error instanceof HygieError && error.detail !== null) return error.detail;
          throw error;
        },
      );
      const patientPrevented = noAccount ?? patientEmpeche(patient, { invisiblePatient: false }, test);
      const opposed = noAccount === null ? oppositionAuPatient(patient, test) : null;
      return {
        dmp,
        dmpEmpeche: dmpEmpeche(patient, dmp, test),
        messagerieEmpechee: noAccount ?? confreresEmpeches(patient),
        patientEmpeche: patientPrevented,
        patientOppose: opposed,
        confreres: settings.confreres ?? [],
        adressePatient: patientPrevented === null || opposed !== null ? adressePatient(patient) : null,
        objet: objetPropose(patient, [VSM_LABEL], false),
        corps: corpsConfrere(patient, [VSM_LABEL], practitioner),
      };
    },
    async envoyer(input) {
      const { patientId, masques } = input;
      if (!input.dmp && !input.versPatient && input.confreres.length === 0)
        throw new HygieError('INVALID_INPUT', 'Choisissez au moins un canal.');
      const patient = await access.query(readPatient, { patientId });
      if (input.dmp) await checkDeposit(patient);
      const documentId = input.documentId ?? (await vsm.produce(patientId));
      await access.execute(setMasks, { patientId, documentId, masques });
      // Every channel's bytes exist before the first job does: a refusal here has sent nothing.
      const drafts = [
        ...(input.dmp ? [await dmpDraft(patient, documentId, masques)] : []),
        ...(await mailDrafts(patient, documentId, input)),
      ];
      const jobs = await queue(patientId, drafts);
      if (input.versPatient && input.oppositionLevee && patient.oppositionMessagerie !== null)
        await access.execute(noteInJournal, {
          action: 'messagerie.oppositionLevee',
          patientId,
          detail: { document: documentId },
        });
      return { documentId, jobs };
    },
    async preparerDeNouveau(jobId) {
      const stopped = await access.query(courrierArrete, { jobId });
      const { patientId, documentId, canal, destinataires, masques } = stopped;
      const patient = await access.query(readPatient, { patientId });
      const { practitioner } = access.session();
      const written = redactionDe(stopped.parametres);
      const brouillons = await mailDrafts(patient, documentId, {
        confreres: canal === 'mssante-confrere' ? destinataires : [],
        versPatient: canal === 'mssante-patient',
        masques,
        objet: written?.objet ?? '',
        corps: written?.corps ?? corpsConfrere(patient, [VSM_LABEL], practitioner),
        finEchangePatient: written?.finEchange ?? false,
        // An opposition that was lifted was so for the former message: it is heard again.
        oppositionLevee: false,
      });
      await access.execute(remplacerCourrier, { jobId, brouillons });
      options.wake();
      return patientId;
    },
    async deposer(patientId, documents) {
      const patient = await access.query(readPatient, { patientId });
      await checkDeposit(patient);
      const drafts: BrouillonEnvoi[] = [];
      for (const { documentId, masques } of documents) {
        const row = await access.query(findDocument, { documentId });
        if (row.patientId !== patientId) throw new HygieError('NOT_FOUND');
        await access.execute(setMasks, { patientId, documentId, masques });
        drafts.push(await dmpDraft(patient, documentId, masques));
      }
      return { jobs: await queue(patientId, drafts) };
    },
  };
}
