import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSandbox, type Sandbox } from '../../fixtures/sandbox/start.ts';
import type { CivilDate } from '../../shared/domain/civil-date.ts';
import type { PatientId } from '../../shared/ids.ts';
import { dovecotIsThere } from '../network/testing/dovecot.ts';
import { startTestHost, type TestHost } from './testing/test-host.ts';

const pems = (path: string) =>
  readFileSync(path, 'utf8').match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? [];
const server = ({ host, port }: { host: string; port: number }) => ({ hote: host, port });
const COLLEAGUE = 'robert.specialiste5737@medecin.test.mssante.fr';
const FORMER = 'paul.medecin5729@medecin.test.mssante.fr';
const NEW = 'anne.medecin5730@medecin.test.mssante.fr';

describe.skipIf(!dovecotIsThere)('a message made for the mailbox of before', { timeout: 90_000 }, () => {
  let sandbox: Sandbox;
  let desk: TestHost;
  let patientId: PatientId;
  beforeAll(async () => {
    sandbox = await startSandbox({ portBase: 0 });
    const { dmp, mssante, annuaire, noms } = sandbox.report;
    if (mssante === null) throw new Error('the operator is there');
    desk = await startTestHost({
      services: {
        dmp: { url: dmp.url, roots: pems(dmp.roots), revocationLists: [dmp.crl, dmp.rootCrl] },
        mssante: {
          soumission: server(mssante.smtp),
          imap: server(mssante.imap),
          roots: pems(mssante.roots),
          revocationLists: [mssante.crl, mssante.rootCrl],
          listeBlanche: readFileSync(mssante.whiteList, 'utf8'),
          adresseListeBlanche: annuaire.listeBlanche,
          serveursDeNoms: [`127.0.0.1:${noms.port}`],
          motDePasse: mssante.password,
          nil: 'TEST-0001',
        },
      },
    });
    await desk.call('session.ouvrir', { pin: '1234', confirmeDernierEssai: false });
    const [found] = await desk.call('patients.chercher', { texte: 'chemin' });
    if (found === undefined) throw new Error('no patient');
    patientId = found.id;
  }, 120_000);
  afterAll(async () => {
    await desk.dispose();
    await sandbox.stop();
  });

  const jobs = async () =>
    (await desk.call('envois.lister', { filtre: 'tous' })).filter(({ canal }) => canal === 'mssante-confrere');
  const reaches = (index: number, etat: string) =>
    expect.poll(async () => (await jobs())[index]?.etat, { timeout: 30_000 }).toBe(etat);
  const useMailbox = async (adresse: string) => {
    const { comptes } = await desk.call('reglages.lire', {});
    const account = comptes.find(({ proprietaire }) => proprietaire === '899700057294');
    if (account === undefined) throw new Error('no account');
    const { secretPresent: _, ...kept } = account;
    await desk.call('reglages.modifier', { compte: { ...kept, adresse, secret: null } });
  };
  const inbox = async () =>
    ((await sandbox.operator?.read(COLLEAGUE)) ?? []).map(({ raw }) => Buffer.from(raw, 'base64').toString('latin1'));

  test('is made again by one gesture: same recipient, same words, one message, from the new mailbox; oppositions are heard', async () => {
    // Nothing leaves while the gesture is made.
    await fetch(`${sandbox.control}/mssante/faults`, { method: 'POST', body: JSON.stringify({ kind: 'down' }) });
    await desk.call('partage.envoyer', {
      patientId,
      documentId: null,
      dmp: false,
      confreres: [COLLEAGUE],
      versPatient: false,
      masques: { masquePs: false, invisiblePatient: false },
      objet: '',
      corps: 'Merci de votre avis, phrase témoin.',
      finEchangePatient: false,
    });
    await expect.poll(async () => (await jobs())[0]?.code, { timeout: 30_000 }).not.toBeNull();
    await useMailbox(NEW);
    await fetch(`${sandbox.control}/mssante/faults`, { method: 'DELETE' });
    const [waiting] = await jobs();
    if (waiting === undefined) throw new Error('no job');
    if (waiting.peutRelancer) await desk.call('envois.relancer', { jobId: waiting.id });
    await reaches(0, 'refuse');
    const [stopped] = await jobs();
    expect(stopped).toMatchObject({ code: 'AUTRE_BOITE', peutPreparer: true });
    expect(stopped?.conseil).toContain('Préparez-le à nouveau depuis la boîte actuelle');

    const version = async () => (await desk.call('patients.lire', { patientId })).version;
    const opposed = { patientId, objet: 'messagerie', portee: 'tous', date: '2026-03-02' as CivilDate } as const;
    await desk.call('patients.opposer', { ...opposed, version: await version(), motif: 'refus oral' });
    const refused = await desk.answer('envois.preparer', { jobId: waiting.id });
    expect(refused).toMatchObject({ ok: false, error: { code: 'PATIENT_OPPOSED' } });
    expect((await jobs()).map(({ etat }) => etat)).toEqual(['refuse']);
    const lifted = { patientId, objet: 'messagerie', date: '2026-04-01' as CivilDate, motif: 'accord' } as const;
    await desk.call('patients.leverOpposition', { ...lifted, version: await version() });

    const tries = await Promise.all([1, 2].map(() => desk.answer('envois.preparer', { jobId: waiting.id })));
    expect(tries.filter(({ ok }) => ok)).toHaveLength(1);
    await reaches(0, 'envoye');
    expect((await jobs()).map(({ etat }) => etat)).toEqual(['envoye', 'annule']);
    expect(await desk.answer('envois.relancer', { jobId: waiting.id })).toMatchObject({ ok: false });
    expect(await desk.answer('envois.preparer', { jobId: waiting.id })).toMatchObject({ ok: false });
    // Back to the mailbox of before: the former message stays cancelled.
    await useMailbox(FORMER);
    const received = await inbox();
    expect(received).toHaveLength(1);
    expect(received[0]).toMatch(new RegExp(`^From: (?:.*\\r?\\n[ \\t])*.*<${NEW}>`, 'm'));
    expect(received[0]).toContain('Merci de votre avis');
  });
});
