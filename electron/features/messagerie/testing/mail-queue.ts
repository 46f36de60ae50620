import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { startSandbox, type Sandbox } from '../../../../fixtures/sandbox/start.ts';
import type { DocumentId, IdNat, JobId, PatientId } from '../../../../shared/ids.ts';
import type { Job } from '../../../../shared/contract/partage.ts';
import type { Patient } from '../../../../shared/domain/patient.ts';
import { DOCTOR, testBase, type TestBase } from '../../../record/testing.ts';
import { creerEnvois, engineRecord, listerEnvois, SendingEngine } from '../../envois/index.ts';
import { etatJob, planterDocument, planterPatient } from '../../envois/testing/fixtures.ts';
import type { CompteOuvert } from '../account.ts';
import { freezeMail, type MessageFige } from '../freeze.ts';
import { envoiDuMessage, mailSender, type TraceMessagerie } from '../mail.sender.ts';

const WORKER = join(import.meta.dirname, '..', '..', 'envois', 'testing', 'record-worker.ts');
export const [UN, DEUX] = [
  'robert.specialiste5737@medecin.test.mssante.fr',
  'paul.medecin5978@medecin.test.mssante.fr',
] as const;
export const FROM = 'paul.medecin5729@medecin.test.mssante.fr';

export const patient = {
  nomNaissance: 'CHEMIN',
  premierPrenom: 'Henri',
  dateNaissance: '1948-08-18',
  ins: null,
  statutIdentite: 'provisoire',
  oppositionMessagerie: null,
} as unknown as Patient;

/** The queue of one doctor over a real base, its mail road plugged on the operator of the bac à sable. */
export class MailQueue {
  readonly sandbox: Sandbox;
  readonly base: TestBase;
  readonly patientId: PatientId;
  trace: TraceMessagerie[] = [];
  /** The patient as the record knows them when a message leaves. */
  known: Patient = patient;
  readonly #engines: SendingEngine[] = [];

  private constructor(sandbox: Sandbox, base: TestBase, patientId: PatientId) {
    this.sandbox = sandbox;
    this.base = base;
    this.patientId = patientId;
  }

  static async open(): Promise<MailQueue> {
    const sandbox = await startSandbox({ portBase: 0 });
    const base = await testBase({ workerPath: WORKER });
    const { patientId } = await base.store.execute(planterPatient, { nom: 'CHEMIN' }, DOCTOR);
    return new MailQueue(sandbox, base, patientId);
  }

  async close(): Promise<void> {
    await this.base.remove();
    await this.sandbox.stop();
  }

  /** At the end of a test. */
  async clear(): Promise<void> {
    for (const engine of this.#engines.splice(0)) await engine.stop();
    await this.fault(null);
    this.trace = [];
    this.known = patient;
  }

  async #control(path: string, method = 'GET', body?: unknown): Promise<unknown> {
    const response = await fetch(`${this.sandbox.control}/${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const value: unknown = await response.json();
    if (!response.ok) throw new Error(JSON.stringify(value));
    return value;
  }
  /** Orders a fault of the operator; null clears them all. */
  fault(order: object | null): Promise<unknown> {
    return order === null ? this.#control('mssante/faults', 'DELETE') : this.#control('mssante/faults', 'POST', order);
  }

  account(authentification: 'mot-de-passe' | 'psc' | 'certificat' = 'mot-de-passe', roots?: string): CompteOuvert {
    const mail = this.sandbox.mssante;
    if (mail === null) throw new Error('no operator');
    const pkcs12 = readFileSync(mail.clientCertificate.p12).toString('base64');
    const certificat = JSON.stringify({ pkcs12, phrase: mail.passphrase, motDePasse: mail.password });
    return {
      compte: {
        proprietaire: DOCTOR.idNat,
        adresse: FROM,
        soumission: { hote: mail.smtp.host, port: mail.smtp.port },
        imap: {
          hote: mail.imap.host,
          port: authentification === 'certificat' ? mail.imapWithCertificate.port : mail.imap.port,
        },
        authentification,
        nil: 'TEST-0001',
      },
      secret: authentification === 'psc' ? null : authentification === 'certificat' ? certificat : mail.password,
      accessToken: async () => this.sandbox.operator?.tokens.issue(FROM, 300) ?? '',
      trust: { roots: [roots ?? readFileSync(mail.roots, 'utf8')], revocationLists: [] },
    };
  }

  /** One message to colleagues; or, `about` a patient whose identity is qualified, to their Mon espace santé. */
  async queued(
    to: readonly string[],
    about: Patient | null = null,
  ): Promise<{ jobId: JobId; message: MessageFige; documentId: DocumentId }> {
    const kind = about === null ? 'confrere' : 'patient';
    const { documentId } = await this.base.store.execute(
      planterDocument,
      { patientId: this.patientId, titre: 'VSM', envoi: 'du' },
      DOCTOR,
    );
    const message = await freezeMail(
      {
        kind,
        patient: about ?? patient,
        sender: { civilite: 'Dr', prenom: 'Paul', nom: 'MEDECIN5729', entite: null, adresse: FROM },
        destinataires: to,
        documents: [
          {
            code: 'SYNTH',
            type: 'Volet de synthèse médicale',
            dateActe: '2026-03-02',
            ins: null,
            pdf: Buffer.from('%PDF-1.4 pdfaid'),
          },
        ],
        archive: null,
        invisiblePatient: false,
        objet: '',
        corps: 'Bonjour, voici la synthèse demandée.',
        finEchange: false,
        accuseLecture: true,
        oppositionLevee: false,
        remplace: null,
        numeroDossier: null,
      },
      { now: new Date(), nil: 'TEST-0001', whiteList: null, test: true },
    );
    const { jobs } = await this.base.store.execute(
      creerEnvois,
      { patientId: this.patientId, brouillons: [envoiDuMessage(message, documentId, `mssante-${kind}`)] },
      DOCTOR,
    );
    const [jobId] = jobs;
    if (jobId === undefined) throw new Error('no job');
    return { jobId, message, documentId };
  }

  run(opened: CompteOuvert = this.account()): SendingEngine {
    const sender = mailSender(
      { compteDe: async (owner: IdNat) => (owner === DOCTOR.idNat ? opened : null), patientDe: async () => this.known },
      (line) => this.trace.push(line),
    );
    const engine = new SendingEngine({
      record: engineRecord(this.base.store, DOCTOR),
      senders: { 'mssante-confrere': sender, 'mssante-patient': sender },
    });
    this.#engines.push(engine);
    engine.start();
    return engine;
  }

  job(jobId: JobId) {
    return this.base.store.query(etatJob, { jobId }, DOCTOR);
  }

  async reaches(jobId: JobId, etat: string): Promise<void> {
    await expect.poll(async () => (await this.job(jobId)).etat, { timeout: 15_000 }).toBe(etat);
  }

  async line(jobId: JobId): Promise<Job | undefined> {
    return (await this.base.store.query(listerEnvois, { filtre: 'tous' }, DOCTOR)).find((one) => one.id === jobId);
  }

  /** Folders of a mailbox where a message lies, once for each copy. */
  async copies(address: string, messageId: string): Promise<string[]> {
    return ((await this.sandbox.operator?.read(address)) ?? [])
      .filter((one) => Buffer.from(one.raw, 'base64').toString('latin1').includes(`<${messageId}>`))
      .map((one) => one.folder);
  }
}
