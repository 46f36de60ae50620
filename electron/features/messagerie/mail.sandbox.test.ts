import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { demoPractice, demoRecords, numberedUuid } from '../../../fixtures/records/demo-sources.ts';
import { startSandbox, type Sandbox } from '../../../fixtures/sandbox/start.ts';
import type { DocumentId, IdNat, JobId, PatientId } from '../../../shared/ids.ts';
import type { Patient } from '../../../shared/domain/patient.ts';
import { buildVsm } from '../../formats/cda/index.ts';
import { buildVsmPdf } from '../../formats/pdf/index.ts';
import { writeXdmArchive } from '../../formats/xdm/index.ts';
import { parseWhiteList } from '../../formats/mime/index.ts';
import { dovecotIsThere } from '../../network/testing/dovecot.ts';
import { submitter } from '../dmp/index.ts';
import { DOCTOR, testBase, type TestBase } from '../../record/testing.ts';
import { creerEnvois, engineRecord, listerEnvois, relancerEnvoi, SendingEngine } from '../envois/index.ts';
import { etatJob, planterDocument, planterPatient } from '../envois/testing/fixtures.ts';
import type { CompteOuvert } from './account.ts';
import { documentJoint } from './document.ts';
import { freezeMail, type MessageAFiger, type MessageFige } from './freeze.ts';
import { envoiDuMessage, mailSender, type TraceMessagerie } from './mail.sender.ts';

const WORKER = join(import.meta.dirname, '..', 'envois', 'testing', 'record-worker.ts');
const [UN, DEUX] = [
  'robert.specialiste5737@medecin.test.mssante.fr',
  'paul.medecin5978@medecin.test.mssante.fr',
] as const;
const FROM = 'paul.medecin5729@medecin.test.mssante.fr';

const patient = {
  nomNaissance: 'CHEMIN',
  premierPrenom: 'Henri',
  dateNaissance: '1948-08-18',
  ins: null,
  statutIdentite: 'provisoire',
  oppositionMessagerie: null,
} as unknown as Patient;

// The operator of the sandbox keeps its mailboxes in Dovecot, a package of the system that the set-up installs.
describe.skipIf(!dovecotIsThere)('against the operator of the bac à sable', { timeout: 60_000 }, () => {
  let sandbox: Sandbox;
  let base: TestBase;
  let patientId: PatientId;
  let trace: TraceMessagerie[] = [];
  /** The patient as the record knows them when a message leaves. */
  let known: Patient = patient;
  const engines: SendingEngine[] = [];

  beforeAll(async () => {
    sandbox = await startSandbox({ portBase: 0 });
    base = await testBase({ workerPath: WORKER });
    patientId = (await base.store.execute(planterPatient, { nom: 'CHEMIN' }, DOCTOR)).patientId;
  }, 120_000);
  afterAll(async () => {
    await base.remove();
    await sandbox.stop();
  });
  afterEach(async () => {
    for (const engine of engines.splice(0)) await engine.stop();
    await fault(null);
    trace = [];
    known = patient;
  });

  async function control(path: string, method = 'GET', body?: unknown): Promise<unknown> {
    const response = await fetch(`${sandbox.control}/${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const value: unknown = await response.json();
    if (!response.ok) throw new Error(JSON.stringify(value));
    return value;
  }
  const fault = (order: object | null): Promise<unknown> =>
    order === null ? control('mssante/faults', 'DELETE') : control('mssante/faults', 'POST', order);

  function account(
    authentification: 'mot-de-passe' | 'psc' | 'certificat' = 'mot-de-passe',
    roots?: string,
  ): CompteOuvert {
    const mail = sandbox.mssante;
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
      accessToken: async () => sandbox.operator?.tokens.issue(FROM, 300) ?? '',
      trust: { roots: [roots ?? readFileSync(mail.roots, 'utf8')], revocationLists: [] },
    };
  }

  async function queued(
    to: readonly string[],
  ): Promise<{ jobId: JobId; message: MessageFige; documentId: DocumentId }> {
    const { documentId } = await base.store.execute(planterDocument, { patientId, titre: 'VSM', envoi: 'du' }, DOCTOR);
    const message = await freezeMail(
      {
        kind: 'confrere',
        patient,
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
    const { jobs } = await base.store.execute(
      creerEnvois,
      { patientId, brouillons: [envoiDuMessage(message, documentId, 'mssante-confrere')] },
      DOCTOR,
    );
    const [jobId] = jobs;
    if (jobId === undefined) throw new Error('no job');
    return { jobId, message, documentId };
  }

  function run(opened: CompteOuvert = account()): SendingEngine {
    const sender = mailSender(
      { compteDe: async (owner: IdNat) => (owner === DOCTOR.idNat ? opened : null), patientDe: async () => known },
      (line) => trace.push(line),
    );
    const engine = new SendingEngine({
      record: engineRecord(base.store, DOCTOR),
      senders: { 'mssante-confrere': sender, 'mssante-patient': sender },
    });
    engines.push(engine);
    engine.start();
    return engine;
  }

  const job = (jobId: JobId) => base.store.query(etatJob, { jobId }, DOCTOR);
  const reaches = async (jobId: JobId, etat: string): Promise<void> => {
    await expect.poll(async () => (await job(jobId)).etat, { timeout: 15_000 }).toBe(etat);
  };
  const line = async (jobId: JobId) =>
    (await base.store.query(listerEnvois, { filtre: 'tous' }, DOCTOR)).find((one) => one.id === jobId);
  /** Copies of a message in a mailbox, by folder. */
  const copies = async (address: string, messageId: string): Promise<string[]> =>
    ((await sandbox.operator?.read(address)) ?? [])
      .filter((one) => Buffer.from(one.raw, 'base64').toString('latin1').includes(`<${messageId}>`))
      .map((one) => one.folder);

  for (const how of ['mot-de-passe', 'psc', 'certificat'] as const) {
    test(`sent with ${how}: in each mailbox once, copied in « Éléments envoyés », same bytes`, async () => {
      const { jobId, message } = await queued([UN, DEUX]);
      run(account(how));
      await reaches(jobId, 'envoye');
      await expect.poll(async () => (await job(jobId)).copie, { timeout: 15_000 }).toBe('faite');
      expect(await copies(UN, message.messageId)).toEqual(['INBOX']);
      expect(await copies(DEUX, message.messageId)).toEqual(['INBOX']);
      expect(await copies(FROM, message.messageId)).toEqual(['Éléments envoyés']);
      const kept = (await sandbox.operator?.read(FROM))?.map((one) => Buffer.from(one.raw, 'base64')) ?? [];
      expect(kept.some((raw) => raw.equals(Buffer.from(message.raw)))).toBe(true);
      expect(trace.map(({ action, resultat }) => `${action} ${resultat}`)).toEqual([
        'soumission accepte',
        'copie ajoutee',
      ]);
    });
  }

  for (const instant of ['2026-01-05T23:30:00.000Z', '2026-07-14T09:00:00.000Z']) {
    test(`the VSM of ${instant} to colleagues and to the patient: the operator’s judge takes archive, subject, names and headers`, async () => {
      const record = demoRecords().find((one) => one.patient.statutIdentite === 'qualifiee');
      const { doctors, structure } = demoPractice();
      const [author] = doctors;
      if (record === undefined || author === undefined) throw new Error('no demo data');
      let rank = 0;
      const vsm = buildVsm({
        ...record,
        author,
        structure,
        medecinTraitant: { practitioner: author, structure },
        patientLocalOid: '2.25.301',
        now: { instant, zoneOffsetMinutes: instant.startsWith('2026-07') ? 120 : 60 },
        replaces: null,
        version: '1.4',
        identifiers: {
          documentOid: `2.25.${Date.parse(instant)}`,
          setId: '2.25.2',
          versionNumber: 1,
          newId: () => numberedUuid(7, ++rank),
        },
      });
      const joint = documentJoint(vsm.bytes, await buildVsmPdf(vsm.model, instant));
      const masks = { masquePs: false, invisiblePatient: false };
      const archive = await writeXdmArchive({
        documents: [{ cda: vsm.bytes, masks }],
        setUniqueId: `2.25.9${Date.parse(instant)}`,
        title: 'VSM',
        sender: {
          author: submitter({ practitioner: author, structure }),
          contact: FROM,
          software: { nom: 'Hygie', version: '0.1.0', oid: '2.25.301' },
        },
        now: new Date(instant),
      });
      const message: MessageAFiger = {
        kind: 'confrere',
        patient: record.patient,
        sender: { ...author, entite: structure.nom, adresse: FROM },
        destinataires: [UN, DEUX],
        documents: [joint],
        archive,
        invisiblePatient: false,
        objet: 'Pour avis',
        corps: 'Cher confrère, voici la synthèse. À bientôt.',
        finEchange: true,
        accuseLecture: true,
        oppositionLevee: false,
        remplace: null,
        numeroDossier: null,
      };
      const frame = {
        now: new Date(),
        nil: 'TEST-0001',
        whiteList: parseWhiteList(readFileSync(sandbox.mssante?.whiteList ?? '')),
        test: true,
      };
      const { documentId } = await base.store.execute(
        planterDocument,
        { patientId, titre: 'VSM', envoi: 'du' },
        DOCTOR,
      );
      const [toColleagues, toPatient] = await Promise.all([
        freezeMail(message, frame),
        freezeMail({ ...message, kind: 'patient' }, frame),
      ]);
      known = record.patient;
      const brouillons = [
        envoiDuMessage(toColleagues, documentId, 'mssante-confrere'),
        envoiDuMessage(toPatient, documentId, 'mssante-patient'),
      ];
      const { jobs } = await base.store.execute(creerEnvois, { patientId, brouillons }, DOCTOR);
      run();
      for (const jobId of jobs) {
        await expect.poll(async () => (await job(jobId)).etat, { timeout: 15_000 }).toMatch(/^(envoye|refuse)$/);
        const detail = sandbox.operator?.submitted.at(-1);
        expect(await line(jobId), JSON.stringify(detail)).toMatchObject({ etat: 'envoye', code: null });
      }
      expect(await copies(UN, toColleagues.messageId)).toEqual(['INBOX']);
      expect(await copies(toPatient.to[0] ?? '', toPatient.messageId)).toEqual(['INBOX']);
      expect(sandbox.operator?.submitted.at(-1)).toMatchObject({
        result: 'delivered',
        ins: record.patient.ins?.matricule,
      });
    });
  }

  test('the mailbox was changed between the gesture and the sending: it stops, says so, and leaves once it is back', async () => {
    const { jobId, message } = await queued([UN]);
    const opened = account();
    const other = { ...opened, compte: { ...opened.compte, adresse: DEUX } };
    const engine = run(other);
    await reaches(jobId, 'refuse');
    const shown = await line(jobId);
    expect(shown?.code).toBe('AUTRE_BOITE');
    expect(shown?.explication).toBe(
      `Ce message a été préparé pour la boîte ${FROM}, et la boîte réglée est maintenant ${DEUX}. Rien n’est parti.`,
    );
    expect(shown?.conseil).toMatch(/relancez ; ou annulez/);
    expect(trace).toEqual([]);
    expect(await copies(UN, message.messageId)).toEqual([]);
    await engine.stop();
    await base.store.execute(relancerEnvoi, { jobId }, DOCTOR);
    // The same mailbox by another means, its address typed otherwise: nothing changed for the message.
    const again = account('psc');
    const back = run({ ...again, compte: { ...again.compte, adresse: FROM.toUpperCase() } });
    await reaches(jobId, 'envoye');
    expect(await copies(UN, message.messageId)).toEqual(['INBOX']);
    await back.stop();
  });

  test('changed after the sending: the copy never goes to another mailbox', async () => {
    const { jobId, message } = await queued([UN]);
    const opened = account();
    const engine = run({ ...opened, compte: { ...opened.compte, imap: { hote: '127.0.0.1', port: 1 } } });
    await reaches(jobId, 'envoye');
    await engine.stop();
    trace = [];
    run({ ...opened, compte: { ...opened.compte, adresse: DEUX } });
    await expect
      .poll(() => trace.map(({ action, resultat }) => `${action} ${resultat}`), { timeout: 15_000 })
      .toEqual(['copie HygieError']);
    expect(await job(jobId)).toMatchObject({ etat: 'envoye', copie: 'a-faire' });
    expect(await copies(DEUX, message.messageId)).toEqual([]);
  });

  test('a certificate alone is enough to submit', async () => {
    const { jobId, message } = await queued([UN]);
    const files = sandbox.mssante?.clientCertificate;
    const pem = readFileSync(files?.certificate ?? '', 'utf8') + readFileSync(files?.key ?? '', 'utf8');
    run({ ...account('certificat'), secret: pem });
    await reaches(jobId, 'envoye');
    expect(await copies(UN, message.messageId)).toEqual(['INBOX']);
  });

  test('one of two recipients refused: the other has it once, even after the gesture', async () => {
    await fault({ kind: 'refuse-recipient', target: DEUX });
    const { jobId, message } = await queued([UN, DEUX]);
    const engine = run();
    await reaches(jobId, 'refuse');
    expect(await line(jobId)).toMatchObject({
      destinataires: [
        { adresse: UN, etat: 'accepte' },
        { adresse: DEUX, etat: 'refuse' },
      ],
      peutRelancer: true,
    });
    await base.store.execute(relancerEnvoi, { jobId }, DOCTOR);
    engine.wake();
    await reaches(jobId, 'envoye');
    expect(await copies(UN, message.messageId)).toEqual(['INBOX']);
    expect(await copies(DEUX, message.messageId)).toEqual(['INBOX']);
  });

  for (const kind of ['cut-after-data', 'cut-after-data-not-stored'] as const) {
    test(`${kind}: unknown, looked for, never again alone`, async () => {
      await fault({ kind });
      const { jobId, message } = await queued([UN]);
      const engine = run();
      await reaches(jobId, 'issue-inconnue');
      await expect
        .poll(() => trace.some(({ action, resultat }) => action === 'recherche' && resultat === 'pas-de-preuve'), {
          timeout: 15_000,
        })
        .toBe(true);
      engine.wake();
      await engine.stop();
      run();
      expect(await job(jobId)).toMatchObject({ etat: 'issue-inconnue', tentatives: 1 });
      expect(await copies(UN, message.messageId)).toEqual(kind === 'cut-after-data' ? ['INBOX'] : []);
    });
  }

  test('cut before the message, operator down: nothing left, tried again by itself', async () => {
    for (const kind of ['cut-before-data', 'down'] as const) {
      await fault({ kind });
      const { jobId, message } = await queued([UN]);
      const engine = run();
      await expect.poll(async () => (await job(jobId)).prochaineTentative, { timeout: 15_000 }).not.toBe(null);
      expect(await job(jobId), kind).toMatchObject({ etat: 'a-envoyer', tentatives: 1 });
      await fault(null);
      // The pause is real time: the gesture shortens it.
      await base.store.execute(relancerEnvoi, { jobId }, DOCTOR);
      engine.wake();
      await reaches(jobId, 'envoye');
      expect(await copies(UN, message.messageId)).toEqual(['INBOX']);
      await engine.stop();
    }
  });

  test('refused: message, identifiers, no STARTTLS, foreign authority; each says why and what to do', async () => {
    const cases = [
      { order: { kind: 'refuse-message' }, says: /contenu/ },
      { order: { kind: 'auth-refused' }, says: /identifiants/ },
      { order: { kind: 'no-starttls' }, says: /chiffrée/ },
    ];
    for (const { order, says } of cases) {
      await fault(order);
      const { jobId } = await queued([UN]);
      const engine = run();
      await reaches(jobId, 'refuse');
      const shown = await line(jobId);
      expect(shown?.explication).toMatch(says);
      expect(shown?.conseil).toMatch(/\S/);
      await engine.stop();
      await fault(null);
    }
    const { jobId } = await queued([UN]);
    run(account('mot-de-passe', readFileSync(join(sandbox.card.folder, 'ca', 'chain.pem'), 'utf8')));
    await reaches(jobId, 'refuse');
    expect((await line(jobId))?.explication).toMatch(/autorité/);
  });

  test('an opposition said after the gesture keeps the message here', async () => {
    const { jobId } = await queued([UN]);
    known = { ...patient, oppositionMessagerie: { date: '2026-03-02', motif: 'refus' } } as Patient;
    run();
    await reaches(jobId, 'refuse');
    expect((await line(jobId))?.explication).toMatch(/opposé.*Rien n’est parti/);
    expect(trace.filter(({ action }) => action === 'soumission')).toEqual([]);
  });

  test('temporary refusal: by itself, later', async () => {
    await fault({ kind: 'temporary' });
    const { jobId } = await queued([UN]);
    run();
    await expect.poll(async () => (await job(jobId)).code, { timeout: 15_000 }).toBe('451');
    expect(await job(jobId)).toMatchObject({ etat: 'a-envoyer' });
  });

  test('mailbox closed after the sending: sent all the same, the copy comes later', async () => {
    const { jobId, message } = await queued([UN]);
    // Delivery needs Dovecot: only the copy's own door is shut.
    const opened = account();
    const shut = { ...opened, compte: { ...opened.compte, imap: { hote: '127.0.0.1', port: 1 } } };
    const engine = run(shut);
    await reaches(jobId, 'envoye');
    await expect.poll(() => trace.some(({ action }) => action === 'copie'), { timeout: 15_000 }).toBe(true);
    expect(await job(jobId)).toMatchObject({ etat: 'envoye', copie: 'a-faire' });
    await engine.stop();
    run(opened);
    await expect.poll(async () => (await job(jobId)).copie, { timeout: 15_000 }).toBe('faite');
    expect(await copies(UN, message.messageId)).toEqual(['INBOX']);
  });
});
