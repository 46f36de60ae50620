import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { demoPractice, demoRecords, numberedUuid } from '../../../fixtures/records/demo-sources.ts';
import type { Patient } from '../../../shared/domain/patient.ts';
import { buildVsm } from '../../formats/cda/index.ts';
import { buildVsmPdf } from '../../formats/pdf/index.ts';
import { writeXdmArchive } from '../../formats/xdm/index.ts';
import { parseWhiteList } from '../../formats/mime/index.ts';
import { dovecotIsThere } from '../../network/testing/dovecot.ts';
import { submitter } from '../dmp/index.ts';
import { DOCTOR } from '../../record/testing.ts';
import { creerEnvois, relancerEnvoi } from '../envois/index.ts';
import { planterDocument } from '../envois/testing/fixtures.ts';
import { documentJoint } from './document.ts';
import { freezeMail, type MessageAFiger } from './freeze.ts';
import { envoiDuMessage } from './mail.sender.ts';
import { DEUX, FROM, MailQueue, patient, UN } from './testing/mail-queue.ts';

// The operator of the sandbox keeps its mailboxes in Dovecot, a package of the system that the set-up installs.
describe.skipIf(!dovecotIsThere)('against the operator of the bac à sable', { timeout: 60_000 }, () => {
  let queue: MailQueue;
  beforeAll(async () => {
    queue = await MailQueue.open();
  }, 120_000);
  afterEach(() => queue.clear());
  afterAll(() => queue.close());

  for (const how of ['mot-de-passe', 'psc', 'certificat'] as const) {
    test(`sent with ${how}: in each mailbox once, copied in « Éléments envoyés », same bytes`, async () => {
      const { jobId, message } = await queue.queued([UN, DEUX]);
      queue.run(queue.account(how));
      await queue.reaches(jobId, 'envoye');
      await expect.poll(async () => (await queue.job(jobId)).copie, { timeout: 15_000 }).toBe('faite');
      expect(await queue.copies(UN, message.messageId)).toEqual(['INBOX']);
      expect(await queue.copies(DEUX, message.messageId)).toEqual(['INBOX']);
      expect(await queue.copies(FROM, message.messageId)).toEqual(['Éléments envoyés']);
      const kept = (await queue.sandbox.operator?.read(FROM))?.map((one) => Buffer.from(one.raw, 'base64')) ?? [];
      expect(kept.some((raw) => raw.equals(Buffer.from(message.raw)))).toBe(true);
      expect(queue.trace.map(({ action, resultat }) => `${action} ${resultat}`)).toEqual([
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
        whiteList: parseWhiteList(readFileSync(queue.sandbox.mssante?.whiteList ?? '')),
        test: true,
      };
      const { documentId } = await queue.base.store.execute(
        planterDocument,
        { patientId: queue.patientId, titre: 'VSM', envoi: 'du' },
        DOCTOR,
      );
      const [toColleagues, toPatient] = await Promise.all([
        freezeMail(message, frame),
        freezeMail({ ...message, kind: 'patient' }, frame),
      ]);
      queue.known = record.patient;
      const brouillons = [
        envoiDuMessage(toColleagues, documentId, 'mssante-confrere'),
        envoiDuMessage(toPatient, documentId, 'mssante-patient'),
      ];
      const { jobs } = await queue.base.store.execute(creerEnvois, { patientId: queue.patientId, brouillons }, DOCTOR);
      queue.run();
      for (const jobId of jobs) {
        await expect.poll(async () => (await queue.job(jobId)).etat, { timeout: 15_000 }).toMatch(/^(envoye|refuse)$/);
        const detail = queue.sandbox.operator?.submitted.at(-1);
        expect(await queue.line(jobId), JSON.stringify(detail)).toMatchObject({ etat: 'envoye', code: null });
      }
      expect(await queue.copies(UN, toColleagues.messageId)).toEqual(['INBOX']);
      expect(await queue.copies(toPatient.to[0] ?? '', toPatient.messageId)).toEqual(['INBOX']);
      expect(queue.sandbox.operator?.submitted.at(-1)).toMatchObject({
        result: 'delivered',
        ins: record.patient.ins?.matricule,
      });
    });
  }

  test('one of two recipients refused: the other has it once, even after the gesture', async () => {
    await queue.fault({ kind: 'refuse-recipient', target: DEUX });
    const { jobId, message } = await queue.queued([UN, DEUX]);
    const engine = queue.run();
    await queue.reaches(jobId, 'refuse');
    expect(await queue.line(jobId)).toMatchObject({
      destinataires: [
        { adresse: UN, etat: 'accepte' },
        { adresse: DEUX, etat: 'refuse' },
      ],
      peutRelancer: true,
    });
    await queue.base.store.execute(relancerEnvoi, { jobId }, DOCTOR);
    engine.wake();
    await queue.reaches(jobId, 'envoye');
    expect(await queue.copies(UN, message.messageId)).toEqual(['INBOX']);
    expect(await queue.copies(DEUX, message.messageId)).toEqual(['INBOX']);
  });

  for (const kind of ['cut-after-data', 'cut-after-data-not-stored'] as const) {
    test(`${kind}: unknown, looked for, never again alone`, async () => {
      await queue.fault({ kind });
      const { jobId, message } = await queue.queued([UN]);
      const engine = queue.run();
      await queue.reaches(jobId, 'issue-inconnue');
      await expect
        .poll(
          () => queue.trace.some(({ action, resultat }) => action === 'recherche' && resultat === 'pas-de-preuve'),
          {
            timeout: 15_000,
          },
        )
        .toBe(true);
      engine.wake();
      await engine.stop();
      queue.run();
      expect(await queue.job(jobId)).toMatchObject({ etat: 'issue-inconnue', tentatives: 1 });
      expect(await queue.copies(UN, message.messageId)).toEqual(kind === 'cut-after-data' ? ['INBOX'] : []);
    });
  }

  test('cut before the message, operator down: nothing left, tried again by itself', async () => {
    for (const kind of ['cut-before-data', 'down'] as const) {
      await queue.fault({ kind });
      const { jobId, message } = await queue.queued([UN]);
      const engine = queue.run();
      await expect.poll(async () => (await queue.job(jobId)).prochaineTentative, { timeout: 15_000 }).not.toBe(null);
      expect(await queue.job(jobId), kind).toMatchObject({ etat: 'a-envoyer', tentatives: 1 });
      await queue.fault(null);
      // The pause is real time: the gesture shortens it.
      await queue.base.store.execute(relancerEnvoi, { jobId }, DOCTOR);
      engine.wake();
      await queue.reaches(jobId, 'envoye');
      expect(await queue.copies(UN, message.messageId)).toEqual(['INBOX']);
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
      await queue.fault(order);
      const { jobId } = await queue.queued([UN]);
      const engine = queue.run();
      await queue.reaches(jobId, 'refuse');
      const shown = await queue.line(jobId);
      expect(shown?.explication).toMatch(says);
      expect(shown?.conseil).toMatch(/\S/);
      await engine.stop();
      await queue.fault(null);
    }
    const { jobId } = await queue.queued([UN]);
    queue.run(queue.account('mot-de-passe', readFileSync(join(queue.sandbox.card.folder, 'ca', 'chain.pem'), 'utf8')));
    await queue.reaches(jobId, 'refuse');
    expect((await queue.line(jobId))?.explication).toMatch(/autorité/);
  });

  test('an opposition said after the gesture keeps the message here', async () => {
    const { jobId } = await queue.queued([UN]);
    queue.known = { ...patient, oppositionMessagerie: { date: '2026-03-02', motif: 'refus' } } as Patient;
    queue.run();
    await queue.reaches(jobId, 'refuse');
    expect((await queue.line(jobId))?.explication).toMatch(/opposé.*Rien n’est parti/);
    expect(queue.trace.filter(({ action }) => action === 'soumission')).toEqual([]);
  });

  test('so does one to their Mon espace santé only, for the message to the patient', async () => {
    const about = demoRecords().find((one) => one.patient.statutIdentite === 'qualifiee')?.patient;
    if (about === undefined) throw new Error('no demo data');
    const { jobId } = await queue.queued([], about as Patient);
    const said = { date: '2026-03-02', motif: 'lu par un proche', portee: 'patient' };
    queue.known = { ...about, oppositionMessagerie: said } as Patient;
    queue.run();
    await queue.reaches(jobId, 'refuse');
    expect((await queue.line(jobId))?.explication).toMatch(
      /son Mon espace santé le 02\/03\/2026 \(motif : lu par un proche\)\. Rien n’est parti/,
    );
    expect(queue.trace.filter(({ action }) => action === 'soumission')).toEqual([]);
  });

  test('temporary refusal: by itself, later', async () => {
    await queue.fault({ kind: 'temporary' });
    const { jobId } = await queue.queued([UN]);
    queue.run();
    await expect.poll(async () => (await queue.job(jobId)).code, { timeout: 15_000 }).toBe('451');
    expect(await queue.job(jobId)).toMatchObject({ etat: 'a-envoyer' });
  });

  test('mailbox closed after the sending: sent all the same, the copy comes later', async () => {
    const { jobId, message } = await queue.queued([UN]);
    // Delivery needs Dovecot: only the copy's own door is shut.
    const opened = queue.account();
    const shut = { ...opened, compte: { ...opened.compte, imap: { hote: '127.0.0.1', port: 1 } } };
    const engine = queue.run(shut);
    await queue.reaches(jobId, 'envoye');
    await expect.poll(() => queue.trace.some(({ action }) => action === 'copie'), { timeout: 15_000 }).toBe(true);
    expect(await queue.job(jobId)).toMatchObject({ etat: 'envoye', copie: 'a-faire' });
    await engine.stop();
    queue.run(opened);
    await expect.poll(async () => (await queue.job(jobId)).copie, { timeout: 15_000 }).toBe('faite');
    expect(await queue.copies(UN, message.messageId)).toEqual(['INBOX']);
  });
});
