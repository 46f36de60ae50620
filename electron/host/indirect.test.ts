import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSandbox, type Sandbox } from '../../fixtures/sandbox/start.ts';
import type { Input } from '../../shared/contract/index.ts';
import type { PatientId } from '../../shared/ids.ts';
import { startTestHost, type TestHost } from './testing/test-host.ts';

let sandbox: Sandbox;
let desk: TestHost;
let treated: PatientId;

const INS = '148085121599955';

const pems = (path: string) =>
  readFileSync(path, 'utf8').match(/-----BEGIN [^-]+-----[^-]+-----END [^-]+-----\n?/g) ?? [];
const base64 = (path: string) => readFileSync(path).toString('base64');
const open = () => desk.call('session.ouvrir', { pin: '1234', confirmeDernierEssai: false });
const indirect = async (mode: 'direct' | 'indirect' = 'indirect') => {
  const { dmp } = await desk.call('reglages.lire', {});
  await desk.call('reglages.modifier', { dmp: { ...dmp, mode } });
};
const keep = (usage: 'authentification' | 'cachet', more: Partial<Input<'reglages.garderCertificat'>> = {}) => {
  const { auth, sign, passphrase } = sandbox.dmp.structure;
  const { p12 } = usage === 'cachet' ? sign : auth;
  return desk.answer('reglages.garderCertificat', {
    usage,
    fichier: base64(p12),
    cle: null,
    motDePasse: passphrase,
    ...more,
  });
};
const find = async (texte: string) => {
  const [found] = await desk.call('patients.chercher', { texte });
  if (found === undefined) throw new Error('no patient');
  return found.id;
};
const share = async (more: Partial<Input<'partage.envoyer'>> = {}) => {
  const { objet, corps } = await desk.call('partage.preparer', { patientId: treated });
  return desk.answer('partage.envoyer', {
    patientId: treated,
    documentId: null,
    dmp: true,
    confreres: [],
    versPatient: false,
    masques: { masquePs: false, invisiblePatient: false },
    objet,
    corps,
    finEchangePatient: false,
    ...more,
  });
};
const states = async (ids: readonly string[]) => {
  const jobs = await desk.call('envois.lister', { filtre: 'tous' });
  return ids.map((id) => {
    const job = jobs.find((each) => each.id === id);
    return job === undefined ? 'absent' : `${job.canal} ${job.etat} ${job.explication ?? ''}`.trim();
  });
};
const sentBy = (answer: Awaited<ReturnType<typeof share>>) => {
  if (!answer.ok) throw new Error(answer.error.detail ?? answer.error.code);
  return answer.value.jobs;
};
const arrived = (jobs: readonly string[], expected: readonly string[]) =>
  expect.poll(() => states(jobs), { timeout: 30_000, interval: 300 }).toEqual(expected);
const deposits = () =>
  sandbox.dmpServer.state.data.documents.filter(
    ({ ins, kind, status }) => ins === INS && kind !== 'signature' && status.endsWith('Approved'),
  );
const insert = async (card: 'medecin' | 'medecin2', nom: string) => {
  desk.reader.insert(card);
  await desk.until(() => {
    const view = desk.card.view();
    return view.etat === 'carte' && view.nom === nom;
  });
  await expect.poll(() => desk.host.isUnlocked()).toBe(false);
};

beforeAll(async () => {
  sandbox = await startSandbox();
  const { dmp, mssante } = sandbox;
  if (mssante === null) throw new Error('the operator is part of this test');
  desk = await startTestHost({
    services: {
      dmp: { url: dmp.url, roots: pems(dmp.roots), revocationLists: [dmp.crl, dmp.rootCrl] },
      mssante: {
        soumission: { hote: mssante.smtp.host, port: mssante.smtp.port },
        imap: { hote: mssante.imap.host, port: mssante.imap.port },
        roots: pems(mssante.roots),
        revocationLists: [mssante.crl, mssante.rootCrl],
        listeBlanche: readFileSync(mssante.whiteList, 'utf8'),
        motDePasse: mssante.password,
        nil: 'TEST-0001',
      },
    },
  });
  await open();
  treated = await find('chemin');
}, 120_000);
afterAll(async () => {
  await desk.dispose();
  await sandbox.stop();
});

describe('certificates of the structure', () => {
  test('what is wrong with a file is said in French, and nothing is kept', async () => {
    const { auth, sign } = sandbox.dmp.structure;
    const other = sandbox.organisations.identity('other-structure-auth');
    const said = async (usage: 'authentification' | 'cachet', more: Partial<Input<'reglages.garderCertificat'>>) => {
      const answer = await keep(usage, more);
      return answer.ok ? 'gardé' : (answer.error.detail ?? '');
    };
    expect(await said('authentification', { motDePasse: 'faux' })).toContain('mot de passe');
    expect(await said('authentification', { fichier: base64(sign.p12) })).toContain('cachet');
    expect(await said('cachet', { fichier: base64(auth.p12) })).toContain('authentification');
    expect(await said('authentification', { fichier: base64(other.p12) })).toContain('499700099999001');
    expect(await said('authentification', { fichier: base64(auth.certificate) })).toContain('clé privée manque');
    expect(await said('authentification', { fichier: base64(auth.certificate), cle: base64(sign.key) })).toContain(
      'n’est pas celle du certificat',
    );
    expect(await said('authentification', { fichier: Buffer.from('bonjour').toString('base64') })).toContain('PKCS#12');
    expect((await desk.call('reglages.lire', {})).certificats).toEqual({ authentification: null, cachet: null });
  });

  test('indirect mode without them prevents the DMP, and says which are missing', async () => {
    await indirect();
    const { dmpEmpeche } = await desk.call('partage.preparer', { patientId: treated });
    expect(dmpEmpeche).toContain('deux certificats de la structure');
    expect(await desk.answer('dmp.verifier', { patientId: treated })).toMatchObject({
      ok: false,
      error: { code: 'NOT_ALLOWED' },
    });
  });

  test('PKCS#12 for one, PEM for the other; the keys never come back, the journal says present', async () => {
    const { sign } = sandbox.dmp.structure;
    expect(await keep('authentification')).toMatchObject({
      ok: true,
      value: { structureId: '499700057294001', titulaire: 'cabinet-medecin5729' },
    });
    const seal = { fichier: base64(sign.certificate), cle: base64(sign.key), motDePasse: null };
    expect(await keep('cachet', seal)).toMatchObject({ ok: true });
    const settings = await desk.call('reglages.lire', {});
    expect(settings.certificats.cachet).toMatchObject({ emetteur: 'AC TEST ORGANISATIONS' });
    const journal = await desk.call('audit.lister', { avant: null });
    const lines = journal.filter(({ action }) => action === 'reglages.certificat');
    expect(lines).toHaveLength(2);
    expect(lines[0]?.detail).toMatch(/present/);
    const secret = readFileSync(sign.key, 'utf8').split('\n')[3] ?? '';
    const crossed = JSON.stringify([settings, journal, desk.log]);
    expect(crossed).not.toContain('PRIVATE KEY');
    expect(crossed).not.toContain(secret);
    expect(crossed).not.toContain(sandbox.dmp.structure.passphrase);
  });
});

describe('the DMP by the structure’s certificates, without the card’s HTTPS', () => {
  test('TD0.2 by the structure; TD0.3 belongs to the card, and no consent is noted for nothing', async () => {
    expect(await desk.call('dmp.verifier', { patientId: treated })).toMatchObject({ etat: 'ouvert', autorise: true });
    const asked = await desk.answer('dmp.autoriser', { patientId: treated, consentementConfirme: true });
    expect(asked).toMatchObject({ ok: false, error: { code: 'NOT_ALLOWED' } });
    expect(await desk.call('dmp.consentements', { patientId: treated })).toEqual([]);
  });

  test('the VSM reaches the DMP, the colleague and the patient in one gesture', async () => {
    const { confreres, adressePatient } = await desk.call('partage.preparer', { patientId: treated });
    expect(adressePatient).not.toBeNull();
    const jobs = sentBy(await share({ confreres: [confreres[0]?.adresse ?? ''], versPatient: true }));
    await arrived(jobs, ['dmp envoye', 'mssante-confrere envoye', 'mssante-patient envoye']);
    expect(deposits()).toHaveLength(1);
    expect(deposits()[0]).toMatchObject({ ins: INS, authors: ['899700057294'], structures: ['499700057294001'] });
  });

  test('[144] the next version takes its place', async () => {
    const before = deposits()[0]?.uniqueId;
    await desk.call('dossier.texteSection', {
      patientId: treated,
      section: 'pointsDeVigilance',
      texte: 'Porte des lunettes',
    });
    await arrived(sentBy(await share()), ['dmp envoye']);
    expect(deposits()).toHaveLength(1);
    expect(deposits()[0]?.uniqueId).not.toBe(before);
  });

  test('down, nothing is lost; back, it leaves', async () => {
    const { dmpServer } = sandbox;
    await desk.call('dossier.texteSection', { patientId: treated, section: 'pointsDeVigilance', texte: 'Sourd' });
    dmpServer.faults.add({ kind: 'refuse-connection', remaining: null });
    await dmpServer.followFaults();
    const jobs = sentBy(await share());
    const [id] = jobs;
    if (id === undefined) throw new Error('no job');
    await expect
      .poll(() => states(jobs), { timeout: 20_000, interval: 300 })
      .toEqual([expect.stringMatching(/^dmp a-envoyer Le service ne répond pas/)]);
    dmpServer.faults.clear();
    await dmpServer.followFaults();
    await desk.call('envois.relancer', { jobId: id });
    await arrived(jobs, ['dmp envoye']);
  });

  test('[150] a second doctor of the practice, who is not the author, deposits nothing', async () => {
    const { code } = await desk.call('session.emettreCodeArrivee', {});
    await insert('medecin2', 'MEDECIN5730');
    await desk.call('session.rejoindre', { pin: '1234', confirmeDernierEssai: false, code });
    await desk.call('session.choisirSituation', { structureId: '499700057302002' });
    // The structure is the one of the certificates, where she works without having it on her card.
    expect(await desk.call('dmp.verifier', { patientId: treated })).toMatchObject({ etat: 'ouvert' });
    const lines = await desk.call('documents.lister', { patientId: treated });
    const first = lines.find(({ typeCode }) => typeCode === 'SYNTH')?.id ?? null;
    expect(first).not.toBeNull();
    const kept = deposits().map(({ uniqueId }) => uniqueId);
    const refused = await share({ documentId: first });
    expect(refused).toMatchObject({ ok: false, error: { code: 'NOT_ALLOWED' } });
    expect(refused.ok ? '' : refused.error.detail).toContain('auteur');
    expect(deposits().map(({ uniqueId }) => uniqueId)).toEqual(kept);
  });

  test('a DMP known to be absent or closed takes no deposit, until it is asked again', async () => {
    await insert('medecin', 'MEDECIN5729');
    await open();
    // Lasting, since the check of the day asks about other patients meanwhile.
    sandbox.dmpServer.faults.add({ kind: 'closed-dmp', remaining: null });
    expect(await desk.call('dmp.verifier', { patientId: treated })).toMatchObject({ etat: 'ferme' });
    expect((await desk.call('partage.preparer', { patientId: treated })).dmpEmpeche).toContain('fermé');
    expect((await desk.call('cloture.preparer', { patientId: treated })).dmpEmpeche).toContain('fermé');
    expect(await share()).toMatchObject({ ok: false, error: { code: 'NOT_ALLOWED' } });
    sandbox.dmpServer.faults.clear();
    await desk.call('dmp.verifier', { patientId: treated });
    expect((await desk.call('partage.preparer', { patientId: treated })).dmpEmpeche).toBeNull();
  });

  test('a change of mode counts at once, and the certificates can be forgotten', async () => {
    const prevented = async () => (await desk.call('partage.preparer', { patientId: treated })).dmpEmpeche;
    await indirect('direct');
    expect(await prevented()).toContain('dans la fenêtre');
    await indirect();
    expect(await prevented()).toBeNull();
    await desk.call('reglages.oublierCertificat', { usage: 'cachet' });
    expect(await prevented()).toContain('deux certificats');
    expect((await desk.call('reglages.lire', {})).certificats).toMatchObject({ cachet: null });
  });
});
