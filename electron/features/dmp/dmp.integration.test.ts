import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { DmpFaultKind } from '../../../fixtures/sandbox/dmp/faults.ts';
import { demoPractice, demoRecords, numberedUuid } from '../../../fixtures/records/demo-sources.ts';
import type { IdNat, StructureId } from '../../../shared/ids.ts';
import { buildVsm } from '../../formats/cda/vsm/index.ts';
import { oidOfUuid } from '../../formats/xds/index.ts';
import { NetworkError } from '../../network/http.ts';
import type { JobPris } from '../envois/index.ts';
import { DmpRefusalError, dmpSender, encodeFrozenSubmission } from './index.ts';
import type { DmpClient, FrozenSubmission, SubmitOutcome } from './index.ts';
import { REFUSALS } from './refusals.data.ts';
import { letterAbout, PATIENTS, qualified, signerOf, SimulatedDmp } from './testing/simulated-dmp.ts';

const VISIBLE = { masquePs: false, invisiblePatient: false };
const CONSENT = { consentementId: 'consentement-1' };
const MODES = ['direct', 'indirect'] as const;
let dmp: SimulatedDmp;

beforeAll(async () => {
  dmp = await SimulatedDmp.start();
});
afterAll(() => dmp.bench.close());
beforeEach(() => {
  dmp.bench.server.faults.clear();
  dmp.bench.server.state.reset();
  dmp.exchanges.length = 0;
});

function order(
  kind: DmpFaultKind,
  details: { code?: string; context?: string; latencyMs?: number; transaction?: string } = {},
): void {
  dmp.bench.server.faults.add({ kind, remaining: 1, ...details });
}

async function refusal(work: Promise<unknown>): Promise<DmpRefusalError['refusal']> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error instanceof DmpRefusalError) return error.refusal;
  throw error ?? new Error('a refusal was expected');
}

const patient = qualified(PATIENTS.treated);
const stored = () => dmp.bench.server.state.data.documents;

async function frozenLetter(client: DmpClient, confidentiality = VISIBLE): Promise<FrozenSubmission> {
  const { cda } = letterAbout(PATIENTS.treated);
  return await client.freezeSubmission({ cda, patient, confidentiality });
}

describe.each(MODES)('%s authentication', (mode) => {
  test('TD0.2 tells each situation apart', async () => {
    const client = dmp.client({ mode });
    const see = async (matricule: string) => await client.checkExistence(qualified(matricule));
    expect(await see(PATIENTS.treated)).toMatchObject({
      status: 'ouvert',
      autorise: true,
      medecinTraitant: true,
      mesRattache: true,
    });
    expect(await see(PATIENTS.authorised)).toMatchObject({ status: 'ouvert', autorise: true, medecinTraitant: false });
    for (const matricule of [PATIENTS.open, PATIENTS.blocked, PATIENTS.expired])
      expect(await see(matricule)).toMatchObject({ status: 'ouvert', autorise: false });
    const closed = await see(PATIENTS.closed);
    expect(closed).toMatchObject({ status: 'ferme', autorise: false });
    expect(closed.fermeture?.date).toMatch(/^20251103/);
    expect(await see(PATIENTS.none)).toMatchObject({ status: 'aucun', autorise: false });
  });

  test.each([VISIBLE, { masquePs: true, invisiblePatient: false }, { masquePs: true, invisiblePatient: true }])(
    'TD2.1 is taken in, judged on schemas, signature, digests and coherence, with $masquePs $invisiblePatient',
    async (confidentiality) => {
      const client = dmp.client({ mode });
      const frozen = await frozenLetter(client, confidentiality);
      expect(await client.submit(frozen, patient)).toEqual({ outcome: 'received', alreadyKnown: false, warnings: [] });
      const document = dmp.bench.server.state.document(frozen.documentUniqueId);
      expect(document).toMatchObject({ ins: PATIENTS.treated, setUniqueId: frozen.setUniqueId });
      const bytes = dmp.bench.server.state.bytes(frozen.documentUniqueId);
      expect(bytes.equals(Buffer.from(frozen.parts[0]?.bytes ?? []))).toBe(true);
    },
  );

  test('TD2.1 with SHA-256, and with the direct assertion signed too', async () => {
    const client = dmp.client({ mode, signatureHash: 'sha256', signDirectVihf: true });
    expect(await client.submit(await frozenLetter(client), patient)).toMatchObject({ outcome: 'received' });
  });

  test('[144] a replacement is found by its uniqueId, then deprecates the old version, once', async () => {
    const client = dmp.client({ mode });
    const first = await frozenLetter(client);
    await client.submit(first, patient);
    const entryUuid = await client.findEntryUuid(patient, first.documentUniqueId);
    expect(entryUuid).toMatch(/^urn:uuid:/);
    const replaces = { entryUuid: entryUuid ?? '', uniqueId: first.documentUniqueId, authorIds: ['899700057294'] };
    const related = `<relatedDocument typeCode="RPLC"><parentDocument><id root="${first.documentUniqueId}"/></parentDocument></relatedDocument>`;
    const replace = async (): Promise<SubmitOutcome> => {
      const { cda } = letterAbout(PATIENTS.treated, { '<componentOf>': `${related}<componentOf>` });
      return await client.submit(
        await client.freezeSubmission({ cda, patient, confidentiality: VISIBLE, replaces }),
        patient,
      );
    };
    expect(await replace()).toMatchObject({ outcome: 'received' });
    expect(dmp.bench.server.state.document(first.documentUniqueId)?.status).toContain('Deprecated');
    expect(await replace()).toMatchObject({ outcome: 'refused', code: 'XDSReplaceFailed' });
  });

  test('a document the DMP does not know has no reference', async () => {
    expect(await dmp.client({ mode }).findEntryUuid(patient, '2.25.404')).toBeNull();
  });
});

describe('the VSM of each demo patient whose identity is qualified', () => {
  const { doctors, structure } = demoPractice();
  const records = demoRecords().filter(({ patient: one }) => one.statutIdentite === 'qualifiee');

  test.each(records.map((record, index) => [record.patient.nomNaissance, index] as const))(
    '%s (%i)',
    async (_name, index) => {
      const record = records[index];
      const [author] = doctors;
      if (!record || !author) throw new Error('the demo practice has a doctor and patients');
      let rank = 0;
      const { bytes } = buildVsm({
        ...record,
        author,
        structure,
        patientLocalOid: '2.25.301',
        now: { instant: new Date().toISOString(), zoneOffsetMinutes: 60 },
        medecinTraitant: { practitioner: author, structure },
        replaces: null,
        version: '1.4',
        identifiers: {
          documentOid: oidOfUuid(randomUUID()),
          setId: oidOfUuid(randomUUID()),
          versionNumber: 1,
          newId: () => numberedUuid(0x999, ++rank),
        },
      });
      const client = dmp.client({ mode: 'direct' });
      const who = record.patient;
      const frozen = await client.freezeSubmission({ cda: bytes, patient: who, confidentiality: VISIBLE });
      expect(frozen.body).toContain('nodeRepresentation="urn:asip:ci-sis:vsm:2012"');
      const { status } = await client.checkExistence(who);
      const outcome = await client.submit(frozen, who);
      if (status === 'ouvert' && who.ins?.matricule !== PATIENTS.blocked)
        expect(outcome).toMatchObject({ outcome: 'received' });
      else expect(outcome).toMatchObject({ outcome: 'refused' });
    },
  );
});

describe('reading, by the card', () => {
  test.each<DmpFaultKind | 'as usual'>(['as usual', 'inline-base64', 'plain-answer', 'multipart-answer'])(
    'TD3.1 lists and TD3.2 gives back the bytes, %s',
    async (shape) => {
      const client = dmp.client({ mode: 'direct' });
      const frozen = await frozenLetter(client);
      await client.submit(frozen, patient);
      const [entry] = await client.findDocuments(patient);
      expect(entry).toMatchObject({
        uniqueId: frozen.documentUniqueId,
        status: 'approved',
        typeCode: { code: '96349-6' },
        confidentialityCodes: [{ code: 'N' }],
        repositoryUniqueId: '1.2.250.1.213.4.1.1.1.2',
      });
      expect(entry?.id).toBe(await client.findEntryUuid(patient, frozen.documentUniqueId));
      if (shape !== 'as usual') order(shape, { transaction: 'TD3.2' });
      if (shape === 'plain-answer') order('inline-base64', { transaction: 'TD3.2' });
      const bytes = await client.retrieveDocument(patient, frozen.documentUniqueId);
      expect(Buffer.from(bytes).equals(Buffer.from(frozen.parts[0]?.bytes ?? []))).toBe(true);
    },
  );

  test('an unknown document is a refusal, also when it comes as multipart', async () => {
    const client = dmp.client({ mode: 'direct' });
    expect((await refusal(client.retrieveDocument(patient, '2.25.404'))).code).toBe('XDSDocumentUniqueIdError');
    order('multipart-fault');
    order('soap-fault', { code: 'DMPInvalidCertificate' });
    expect((await refusal(client.checkExistence(patient))).code).toBe('DMPInvalidCertificate');
  });
});

describe('[149] my authorisation, by the card', () => {
  test('added with consent, added again, removed', async () => {
    const client = dmp.client({ mode: 'direct' });
    const who = qualified(PATIENTS.open);
    const authorised = async () => (await client.checkExistence(who)).autorise;
    expect(await authorised()).toBe(false);
    await client.setAuthorization(who, 'AJOUT', CONSENT);
    expect(await authorised()).toBe(true);
    const again = await client.setAuthorization(who, 'AJOUT', CONSENT);
    expect(again.context).not.toBe('');
    await client.setAuthorization(who, 'AJOUT', { ...CONSENT, role: 'MEDECIN_TRAITANT' });
    expect((await client.checkExistence(who)).medecinTraitant).toBe(true);
    await client.setAuthorization(who, 'SUPPRESSION', { consentementId: null });
    expect(await authorised()).toBe(false);
  });

  test('a blocked doctor, a closed record, and the structure alone, are refused', async () => {
    const direct = dmp.client({ mode: 'direct' });
    const ask = async (client: DmpClient, matricule: string) =>
      (await refusal(client.setAuthorization(qualified(matricule), 'AJOUT', CONSENT))).code;
    expect(await ask(direct, PATIENTS.blocked)).toBe('DMPAccessDeniedByRightsService');
    expect(await ask(direct, PATIENTS.closed)).toBe('DMPClosed');
    expect(await ask(dmp.client({ mode: 'indirect' }), PATIENTS.open)).toBe('DMPAccessDeniedByRightsService');
  });
});

describe('what the DMP refuses of who calls', () => {
  const outcome = async (
    settings: Parameters<SimulatedDmp['client']>[0],
    others: Parameters<SimulatedDmp['client']>[1],
  ) => await refusal(dmp.client(settings, others).checkExistence(patient));
  const usual = () => dmp.options({ mode: 'direct' });

  test('a structure or a sector that is not the card’s, a speciality that is not the doctor’s', async () => {
    const { structure, practitioner } = usual();
    const elsewhere = { structure: { ...structure, idNat: '499700099999001' as StructureId } };
    for (const others of [
      elsewhere,
      { structure: { ...structure, secteur: 'SA01' } },
      { practitioner: { ...practitioner, specialite: 'SM01' } },
    ]) {
      const { code, explication } = await outcome({ mode: 'direct' }, others);
      expect(code).toBe('DMPInvalidVIHF');
      expect(explication).toContain('identifié');
    }
  });

  test('an assertion signed by the card’s authentication key', async () => {
    const options = usual();
    const signer = signerOf(dmp.bench.cards.auth('medecin'));
    const { code } = await outcome({ ...options.settings, signDirectVihf: true }, { signer });
    expect(code).toBe('DMPInvalidCertificate');
  });

  test('a professional whom the structure does not employ', async () => {
    const stranger = { ...usual().practitioner, idNat: '899700099999' as IdNat };
    expect((await outcome({ mode: 'indirect' }, { practitioner: stranger })).code).toMatch(/^DMP/);
  });
});

describe('faults on the way of a set: nothing is lost, nothing is stored twice', () => {
  test('refused with each code that we explain: nothing stored, and the same set is taken in afterwards', async () => {
    const client = dmp.client({ mode: 'direct' });
    const frozen = await frozenLetter(client);
    for (const code of Object.keys(REFUSALS)) {
      order('error', { code, context: 'ordonné par l’essai', transaction: 'TD2.1' });
      expect(await client.submit(frozen, patient)).toMatchObject({ outcome: 'refused', code });
    }
    expect(stored()).toHaveLength(0);
    expect(await client.submit(frozen, patient)).toMatchObject({ outcome: 'received', alreadyKnown: false });
  });

  test.each(['DMPInvalidCertificate', 'DMPInternalError', 'DMPInvalidVIHF', 'CodeJamaisVu'])(
    'SOAP fault %s',
    async (code) => {
      const client = dmp.client({ mode: 'direct' });
      const frozen = await frozenLetter(client);
      order('soap-fault', { code, transaction: 'TD2.1' });
      expect((await client.submit(frozen, patient)).outcome).toMatch(/refused|unknown/);
      expect(await client.submit(frozen, patient)).toMatchObject({ outcome: 'received' });
      expect(stored().filter(({ uniqueId }) => uniqueId === frozen.documentUniqueId)).toHaveLength(1);
    },
  );

  test.each<[DmpFaultKind, boolean]>([
    ['cut-before-storing', false],
    ['no-answer-before-storing', false],
    ['cut-after-storing', true],
    ['no-answer-after-storing', true],
    ['http-503', false],
  ])('%s: unknown, then the same set again is received once', async (kind, wasStored) => {
    const client = dmp.client({ mode: 'direct' });
    const frozen = await frozenLetter(client);
    order(kind, { transaction: 'TD2.1' });
    expect(await client.submit(frozen, patient)).toMatchObject({ outcome: 'unknown' });
    expect(await client.submit(frozen, patient)).toEqual({
      outcome: 'received',
      alreadyKnown: wasStored,
      warnings: [],
    });
    expect(stored().filter(({ uniqueId }) => uniqueId === frozen.documentUniqueId)).toHaveLength(1);
    expect(dmp.exchanges.map(({ transaction }) => transaction)).toEqual(['TD2.1', 'TD2.1']);
  });

  test.each<[DmpFaultKind, 'direct' | 'indirect']>([
    ['cut-after-storing', 'direct'],
    ['cut-after-storing', 'indirect'],
    ['cut-before-storing', 'direct'],
    ['cut-before-storing', 'indirect'],
  ])(
    '%s in %s mode, then the mode is changed: what was received is known, the rest is prepared again',
    async (kind, mode) => {
      const other = mode === 'direct' ? 'indirect' : 'direct';
      const frozen = await frozenLetter(dmp.client({ mode }));
      order(kind, { transaction: 'TD2.1' });
      expect(await dmp.client({ mode }).submit(frozen, patient)).toMatchObject({ outcome: 'unknown' });
      const sender = dmpSender({
        client: () => dmp.client({ mode: other }),
        patient: () => Promise.resolve({ ...patient, oppositionDmp: null }),
      });
      const attempt = (tentative: number) =>
        sender.send({ tentative } as JobPris, encodeFrozenSubmission(frozen), AbortSignal.timeout(10_000));
      const wasStored = kind === 'cut-after-storing';
      expect(await attempt(2)).toMatchObject(wasStored ? { kind: 'envoye' } : { kind: 'refuse', code: 'AUTRE_MODE' });
      // A first attempt has nothing to look for.
      expect(await attempt(1)).toMatchObject({ kind: 'refuse', code: 'AUTRE_MODE' });
      expect(dmp.exchanges.filter(({ transaction }) => transaction === 'TD2.1')).toHaveLength(1);
      expect(stored().filter(({ uniqueId }) => uniqueId === frozen.documentUniqueId)).toHaveLength(wasStored ? 1 : 0);
    },
  );

  test('slow within the time given: received; beyond it: unknown, then recognised', async () => {
    const client = dmp.client({ mode: 'direct', timeoutMs: 1500 });
    const frozen = await frozenLetter(client);
    order('latency', { latencyMs: 300, transaction: 'TD2.1' });
    expect(await client.submit(frozen, patient)).toMatchObject({ outcome: 'received' });
    const second = await frozenLetter(client);
    order('latency', { latencyMs: 2500, transaction: 'TD2.1' });
    expect(await client.submit(second, patient)).toMatchObject({ outcome: 'unknown' });
    await expect.poll(() => dmp.bench.server.state.set(second.setUniqueId), { timeout: 5000 }).toBeTruthy();
    expect(await client.submit(second, patient)).toMatchObject({ outcome: 'received', alreadyKnown: true });
  });

  test('down: surely not sent, then received when it is back', async () => {
    const client = dmp.client({ mode: 'direct' });
    const frozen = await frozenLetter(client);
    order('refuse-connection');
    await dmp.bench.server.followFaults();
    expect(await client.submit(frozen, patient)).toMatchObject({ outcome: 'not-sent', kind: 'unreachable' });
    await expect(client.checkExistence(patient)).rejects.toBeInstanceOf(NetworkError);
    dmp.bench.server.faults.clear();
    await dmp.bench.server.followFaults();
    expect(await client.submit(frozen, patient)).toMatchObject({ outcome: 'received' });
  });

  test('closed in the meantime, blocked in the meantime, answers as child element or multipart', async () => {
    const client = dmp.client({ mode: 'direct' });
    const frozen = await frozenLetter(client);
    order('closed-dmp');
    expect(await client.submit(frozen, patient)).toMatchObject({ outcome: 'refused', code: 'DMPClosed' });
    order('closed-dmp');
    expect(await client.checkExistence(patient)).toMatchObject({ status: 'ferme' });
    order('blocked-doctor');
    expect(await client.submit(frozen, patient)).toMatchObject({
      outcome: 'refused',
      code: 'DMPAccessDeniedByRightsService',
    });
    order('blocked-doctor');
    expect(await client.checkExistence(patient)).toMatchObject({
      status: 'ouvert',
      autorise: false,
      autorisation: 'INTERDITE',
    });
    order('type-code-child');
    expect(await client.checkExistence(patient)).toMatchObject({ status: 'ouvert', autorise: true });
    order('multipart-answer');
    expect(await client.checkExistence(patient)).toMatchObject({ status: 'ouvert' });
    order('plain-answer');
    expect(await client.submit(frozen, patient)).toMatchObject({ outcome: 'received' });
  });

  test('the same document under another set is no proof that ours arrived', async () => {
    const client = dmp.client({ mode: 'direct' });
    const { cda } = letterAbout(PATIENTS.treated);
    const freeze = async () => await client.freezeSubmission({ cda, patient, confidentiality: VISIBLE });
    await client.submit(await freeze(), patient);
    expect(await client.submit(await freeze(), patient)).toMatchObject({
      outcome: 'refused',
      code: 'XDSDuplicateUniqueIdInRegistry',
    });
  });

  test('a document whose bytes were altered after the set was signed is refused', async () => {
    const client = dmp.client({ mode: 'direct' });
    const frozen = await frozenLetter(client);
    const parts = frozen.parts.map((part, index) => {
      if (index > 0) return part;
      const text = new TextDecoder().decode(part.bytes).replace('D’USAGE', 'D’USAGF');
      return { ...part, bytes: new TextEncoder().encode(text) };
    });
    expect(await client.submit({ ...frozen, parts }, patient)).toMatchObject({ outcome: 'refused' });
    expect(stored()).toHaveLength(0);
  });
});
