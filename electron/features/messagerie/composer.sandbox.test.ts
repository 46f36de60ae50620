import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { demoRecords } from '../../../fixtures/records/demo-sources.ts';
import { startSandbox, type Sandbox } from '../../../fixtures/sandbox/start.ts';
import type { Brouillon, MessageId } from '../../../shared/contract/messagerie.ts';
import { dovecotIsThere } from '../../network/testing/dovecot.ts';
import { readMail } from '../../formats/mime/index.ts';
import { DOCTOR, testBase, type TestBase } from '../../record/testing.ts';
import { readPatient } from '../patients/index.ts';
import { addPatient } from '../testing.ts';
import { createComposer, type Composer } from './composer.ts';
import { readDraft } from './drafts.repository.ts';
import { listMails } from './list.repository.ts';
import { cancelSending } from './outbox-decisions.commands.ts';
import { readMailRow } from './read.repository.ts';
import { readForMailbox } from './mail.task.ts';
import { prepareReply } from './replies.ts';
import { accountOf, openHouse, until, type House } from './testing/mail-house.ts';
import type { CompteOuvert } from './account.ts';

const FROM = 'paul.medecin5729@medecin.test.mssante.fr';
const COLLEAGUE = 'paul.medecin5978@medecin.test.mssante.fr';
const OTHER = 'robert.specialiste5737@medecin.test.mssante.fr';

// The operator of the sandbox keeps its mailboxes in Dovecot, a package of the system that the set-up installs.
describe.skipIf(!dovecotIsThere)(
  'mail written in Hygie, against the operator of the bac à sable',
  { timeout: 60_000 },
  () => {
    let sandbox: Sandbox;
    let base: TestBase;
    let house: House;
    let composer: Composer;

    const account = (): CompteOuvert => {
      const mail = sandbox.mssante;
      if (mail === null) throw new Error('no operator');
      const opened = accountOf({ port: mail.imap.port, root: readFileSync(mail.roots, 'utf8') }, DOCTOR);
      return {
        ...opened,
        compte: {
          ...opened.compte,
          imap: { hote: mail.imap.host, port: mail.imap.port },
          soumission: { hote: mail.smtp.host, port: mail.smtp.port },
        },
        secret: mail.password,
      };
    };

    beforeAll(async () => {
      sandbox = await startSandbox({ portBase: 0 });
      base = await testBase();
      house = openHouse(base.store, DOCTOR, () => Promise.resolve(account()));
      composer = createComposer({
        execute: (command, input) => base.store.execute(command, input, DOCTOR),
        query: (query, input) => base.store.query(query, input, DOCTOR),
        account: () => Promise.resolve(account()),
        sender: () => ({ civilite: 'Dr', prenom: 'Paul', nom: 'MEDECIN5729', entite: 'Cabinet' }),
        patient: (patientId) => base.store.query(readPatient, { patientId }, DOCTOR),
        test: () => Promise.resolve(true),
        read: (order) => Promise.resolve(readForMailbox(order)),
        mailbox: () => house.mailbox,
        now: () => new Date(),
        product: 'Hygie; test',
        trace: () => undefined,
      });
      house.mailbox.start();
      await until(async () => (await house.mailbox.state()).enDirect, 'IDLE');
    }, 120_000);
    afterEach(async () => {
      await fetch(`${sandbox.control}/mssante/faults`, { method: 'DELETE' });
    });
    afterAll(async () => {
      await house.mailbox.stop();
      await base.remove();
      await sandbox.stop();
    });

    const draft = (change: Partial<Brouillon>): Brouillon => ({
      id: null,
      a: [],
      cc: [],
      objet: '',
      corps: '',
      patientId: null,
      pieces: [],
      garder: [],
      documents: [],
      reponseA: null,
      transfertDe: null,
      accuseLecture: false,
      finEchange: false,
      ...change,
    });
    const list = async (dossier: string) =>
      (
        await base.store.query(
          listMails,
          { dossier, recherche: '', nonLusSeulement: false, curseur: null, limite: 100 },
          DOCTOR,
        )
      ).lignes;
    const sent = (id: string) =>
      until(async () => (await list('envoyes')).find((line) => line.id === id), 'a message sent');
    const inboxOf = async (address: string) =>
      ((await sandbox.operator?.read(address)) ?? [])
        .filter(({ folder }) => folder === 'INBOX')
        .map(({ raw }) => readMail(Buffer.from(raw, 'base64')));

    test('a draft survives, is copied to the server, leaves once, stands in « Éléments envoyés », and its delivery is followed', async () => {
      const kept = await composer.keep(
        draft({
          a: [COLLEAGUE],
          objet: 'Avis demandé — été',
          corps: 'Bonjour,\n\nQu’en penses-tu ?',
          accuseLecture: true,
          pieces: [{ nom: 'croquis.txt', base64: Buffer.from('voilà').toString('base64') }],
        }),
      );
      expect(kept.piecesJointes).toMatchObject([{ nom: 'croquis.txt', taille: 6, genre: 'texte' }]);
      const again = await composer.keep(
        draft({
          ...draft({}),
          id: kept.id,
          a: [COLLEAGUE],
          objet: 'Avis demandé — été',
          corps: 'Bonjour,\n\nQu’en penses-tu ?',
          accuseLecture: true,
          garder: [1],
        }),
      );
      expect(again.piecesJointes.length).toBe(1);
      expect(await base.store.query(readDraft, { id: kept.id }, DOCTOR)).toMatchObject({ objet: 'Avis demandé — été' });
      house.mailbox.wake('boite');
      await until(
        async () => ((await sandbox.operator?.read(FROM)) ?? []).some(({ folder }) => folder === 'Brouillons'),
        'the copy of the draft',
      );
      expect(await composer.check(kept.id)).toMatchObject({
        empechements: [],
        destinataires: [{ adresse: COLLEAGUE, refus: null, usager: false }],
      });
      await composer.send(kept.id);
      const line = await sent(kept.id);
      expect(line).toMatchObject({ envoi: 'envoye', pieces: 1, objet: 'Avis demandé — été' });
      const [received] = await inboxOf(COLLEAGUE);
      expect(received).toMatchObject({
        subject: 'Avis demandé — été',
        receiptTo: FROM,
        mss: { nil: 'TEST-0001', closed: false },
        senderDoubts: [],
      });
      expect(received?.attachments.map(({ name }) => name)).toEqual(['croquis.txt']);
      await until(
        async () =>
          ((await sandbox.operator?.read(FROM)) ?? []).filter(({ folder }) => folder === 'Éléments envoyés').length ===
          1,
        'the copy of what was sent',
      );
      await until(
        async () => !((await sandbox.operator?.read(FROM)) ?? []).some(({ folder }) => folder === 'Brouillons'),
        'the draft gone from the server',
      );
      house.mailbox.wake('tout');
      await until(async () => (await house.mailbox.state()).enAttente === 0, 'rest');
      expect((await list('envoyes')).length).toBe(1);
      const message = await base.store.query(readMailRow, { id: kept.id, patientId: null }, DOCTOR);
      expect(message.message.suivi).toMatchObject([
        { adresse: COLLEAGUE, etat: expect.stringMatching(/envoye|remis/) as string },
      ]);

      // The colleague's software says that it was read.
      const originalId = received?.messageId ?? '';
      const mdn = (from: string, about: string, recipient: string, id: string) =>
        [
          `From: <${from}>`,
          `To: <${FROM}>`,
          `Subject: Lu ${id}`,
          `Message-ID: <${id}@medecin.test.mssante.fr>`,
          `Disposition-Notification-To: <${from}>`,
          'MIME-Version: 1.0',
          'Content-Type: multipart/report; report-type=disposition-notification; boundary=b',
          '',
          '--b',
          'Content-Type: text/plain',
          '',
          'lu',
          '--b',
          'Content-Type: message/disposition-notification',
          '',
          `Final-Recipient: rfc822;${recipient}`,
          `Original-Message-ID: <${about}>`,
          'Disposition: manual-action/MDN-sent-manually; displayed',
          '',
          '--b--',
          '',
        ].join('\r\n');
      // Somebody else says so first, in each of the ways that are not theirs to say it.
      for (const [id, from, about, recipient, says] of [
        ['faux-1', OTHER, originalId, COLLEAGUE, 'ne vient pas d’un destinataire'],
        ['faux-2', OTHER, originalId, OTHER, 'ne vient pas d’un destinataire'],
        ['faux-3', COLLEAGUE, originalId, OTHER, 'une autre boîte que celle qui l’envoie'],
        ['faux-4', COLLEAGUE, `x${originalId}`, COLLEAGUE, 'aucun message envoyé d’ici'],
      ] as const) {
        await sandbox.operator?.inject(from, [FROM], Buffer.from(mdn(from, about, recipient, id)));
        const found = await until(
          async () => (await list('non-assignes')).find(({ objet }) => objet === `Lu ${id}`),
          'the imitation, as ordinary mail',
        );
        const { message: shown } = await base.store.query(readMailRow, { id: found.id, patientId: null }, DOCTOR);
        expect(shown).toMatchObject({ classe: 'message', accuse: null, lu: false });
        expect(shown.alertes.join()).toContain(says);
      }
      const { message: still } = await base.store.query(readMailRow, { id: kept.id, patientId: null }, DOCTOR);
      expect(still.suivi).toMatchObject([
        { adresse: COLLEAGUE, etat: expect.stringMatching(/envoye|remis/) as string },
      ]);
      await sandbox.operator?.inject(COLLEAGUE, [FROM], Buffer.from(mdn(COLLEAGUE, originalId, COLLEAGUE, 'mdn-1')));
      await until(async () => {
        const { message: now } = await base.store.query(readMailRow, { id: kept.id, patientId: null }, DOCTOR);
        return now.suivi[0]?.etat === 'lu';
      }, 'the receipt told beside the message');
    });

    test('a reply keeps the thread and marks what it answers; the receipt asked for leaves once', async () => {
      const raw = [
        `From: Dr_Paul_MEDECIN5978 <${COLLEAGUE}>`,
        `To: <${FROM}>, <${OTHER}>`,
        'Subject: RE: Un patient',
        'Message-ID: <fil-2@medecin.test.mssante.fr>',
        'References: <fil-1@medecin.test.mssante.fr>',
        `Disposition-Notification-To: <${COLLEAGUE}>`,
        'Content-Type: text/plain; charset=utf-8',
        '',
        'Peux-tu le voir ?',
        '',
      ].join('\r\n');
      await sandbox.operator?.inject(COLLEAGUE, [FROM], Buffer.from(raw));
      const line = await until(
        async () => (await list('non-assignes')).find(({ objet }) => objet === 'RE: Un patient'),
        'the message to answer',
      );
      const { message } = await base.store.query(readMailRow, { id: line.id, patientId: null }, DOCTOR);
      expect(message.accuse).toMatchObject({ demandePar: COLLEAGUE, memeAdresse: true, fait: null });
      const reply = prepareReply({ ...message, texte: 'Peux-tu le voir ?', html: null }, 'tous', FROM);
      expect(reply).toMatchObject({ a: [COLLEAGUE], cc: [OTHER], objet: 'RE: Un patient', reponseA: line.id });
      const kept = await composer.keep(draft({ ...reply, corps: `Oui, demain.${reply.corps}` }));
      await composer.send(kept.id);
      await sent(kept.id);
      const received = (await inboxOf(OTHER)).find(({ subject }) => subject === 'RE: Un patient');
      expect(received).toMatchObject({
        inReplyTo: 'fil-2@medecin.test.mssante.fr',
        references: ['fil-1@medecin.test.mssante.fr', 'fil-2@medecin.test.mssante.fr'],
      });
      await until(async () => (await list('non-assignes')).find(({ id }) => id === line.id)?.repondu, 'the mark');

      await composer.acknowledge(line.id, false);
      await expect(composer.acknowledge(line.id, false)).rejects.toMatchObject({ code: 'VERSION_CONFLICT' });
      const receipts = (await inboxOf(COLLEAGUE)).filter((each) => each.class === 'mdn');
      expect(receipts).toMatchObject([
        {
          receipt: { kind: 'mdn', originalMessageId: 'fil-2@medecin.test.mssante.fr', outcome: 'lu', recipient: FROM },
        },
      ]);
    });

    test('outside the trust space nothing leaves; a citizen is written to at the address of the qualified patient only, apart from the colleagues', async () => {
      const record = demoRecords().find(({ patient }) => patient.statutIdentite === 'qualifiee');
      if (record?.patient.ins == null) throw new Error('no demo patient');
      const { id: _id, version: _version, ...fields } = record.patient;
      const patientId = await addPatient(base, fields);
      const { matricule } = record.patient.ins;
      const citizen = `${matricule}@patient.mssante.fr`;
      const outside = await composer.keep(draft({ a: ['quelqu.un@exemple.fr'], objet: 'x', corps: 'x' }));
      await expect(composer.send(outside.id)).rejects.toMatchObject({ code: 'RECIPIENT_NOT_ALLOWED' });
      const alone = await composer.keep(draft({ a: [citizen], objet: 'x', corps: 'x' }));
      expect((await composer.check(alone.id)).destinataires[0]).toMatchObject({
        usager: true,
        refus: expect.stringContaining('Choisissez le patient') as string,
      });
      const both = await composer.keep(
        draft({ a: [COLLEAGUE, citizen], objet: 'Résultats', corps: 'Bonjour', patientId, finEchange: true }),
      );
      await composer.send(both.id as MessageId);
      await sent(both.id);
      await until(
        async () => (await list('envoyes')).filter(({ objet }) => objet === 'Résultats').length === 2,
        'two messages',
      );
      const toColleague = (await inboxOf(COLLEAGUE)).find(({ subject }) => subject === 'Résultats');
      expect(toColleague).toMatchObject({ to: [{ address: COLLEAGUE }], mss: { closed: false } });
      expect(JSON.stringify(toColleague)).not.toContain(matricule);
    });

    test('a cut after the message began to leave is an unknown outcome, proved or left to the doctor; a refusal goes back to a draft', async () => {
      await fetch(`${sandbox.control}/mssante/faults`, {
        method: 'POST',
        body: JSON.stringify({ kind: 'cut-after-data', count: 1 }),
      });
      const kept = await composer.keep(draft({ a: [OTHER], objet: 'Coupé', corps: 'x' }));
      await composer.send(kept.id);
      const unknown = await until(
        async () => (await list('boite-envoi')).find(({ id, envoi }) => id === kept.id && envoi === 'issue-inconnue'),
        'an unknown outcome',
      );
      expect(unknown.objet).toBe('Coupé');
      await expect(base.store.execute(cancelSending, { id: kept.id }, DOCTOR)).rejects.toMatchObject({
        code: 'VERSION_CONFLICT',
      });
      expect((await inboxOf(OTHER)).filter(({ subject }) => subject === 'Coupé').length).toBeLessThan(2);
    });
  },
);
