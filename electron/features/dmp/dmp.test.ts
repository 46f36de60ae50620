import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { InsNotQualifiedError } from '../../../shared/domain/ins.ts';
import type { CivilDate } from '../../../shared/domain/civil-date.ts';
import type { Patient } from '../../../shared/domain/patient.ts';
import type { IdNat } from '../../../shared/ids.ts';
import { inlined, schemaErrors, schemasAreThere } from '../../formats/xds/testing/referee.ts';
import { letterCda } from '../../formats/xds/testing/letter.ts';
import { NetworkError } from '../../network/http.ts';
import { readMultipart } from '../../network/soap/mtom.ts';
import type { JobPris } from '../envois/index.ts';
import {
  decodeFrozenSubmission,
  DmpAnswerError,
  DmpPreventedError,
  DmpRefusalError,
  dmpSender,
  encodeFrozenSubmission,
  TO_FREEZE_AGAIN,
} from './index.ts';
import type { DmpPatient, DmpPreventionCode } from './index.ts';
import { DOCTOR, existenceAnswer, INS, QUALIFIED, ScriptedDmp, SUCCESS } from './testing/scripted-dmp.ts';

const VISIBLE = { masquePs: false, invisiblePatient: false };
const CONSENT = { consentementId: 'consentement-1' };
const AUTHORIZATION_OK =
  '<setAuthorizationResponse xmlns="urn:si-dmp-habilitations"><output><status>DMPOk</status><context>déjà présente</context></output></setAuthorizationResponse>';
let dmp: ScriptedDmp;

beforeAll(async () => {
  dmp = new ScriptedDmp();
  await dmp.start();
});
afterAll(() => dmp.stop());
beforeEach(() => {
  dmp.received.length = 0;
  dmp.exchanges.length = 0;
  dmp.behaviour = '';
});

const last = (): string => dmp.received.at(-1)?.envelope ?? '';
/** The child of soap:Body, which is what the schemas describe. */
const bodyOf = (envelope: string): string => /<soap:Body>(.*)<\/soap:Body>/s.exec(envelope)?.[1] ?? '';

async function prevented(work: Promise<unknown>): Promise<DmpPreventionCode> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof DmpPreventedError)) throw new Error(`a DmpPreventedError was expected, not ${String(error)}`);
  expect(error.message).toMatch(/Rien n’a été/);
  expect(dmp.received).toHaveLength(0);
  return error.code;
}

describe('no INS leaves unless its status is « qualifiee »', () => {
  test.each<DmpPatient>([
    { ins: INS, statutIdentite: 'provisoire' },
    { ins: INS, statutIdentite: 'recuperee' },
    { ins: INS, statutIdentite: 'validee' },
    { ins: null, statutIdentite: 'qualifiee' },
  ])('$statutIdentite: refused by each call, before any byte', async (patient) => {
    const client = dmp.client();
    const frozen = await client.freezeSubmission({ cda: letterCda(), patient: QUALIFIED, confidentiality: VISIBLE });
    const calls: (() => Promise<unknown>)[] = [
      () => client.checkExistence(patient),
      () => client.setAuthorization(patient, 'AJOUT', CONSENT),
      () => client.freezeSubmission({ cda: letterCda(), patient, confidentiality: VISIBLE }),
      () => client.submit(frozen, patient),
      () => client.findEntryUuid(patient, '2.25.1'),
      () => client.findDocuments(patient),
      () => client.retrieveDocument(patient, '2.25.1'),
    ];
    for (const call of calls) await expect(call).rejects.toBeInstanceOf(InsNotQualifiedError);
    expect(dmp.received).toHaveLength(0);
    expect(dmp.exchanges).toHaveLength(0);
  });

  test('a test INS never leaves a real installation, nor a real one a test installation', async () => {
    expect(await prevented(dmp.client({ test: false }).checkExistence(QUALIFIED))).toBe('INS_DE_TEST');
    const real: DmpPatient = { ins: { ...INS, oid: '1.2.250.1.213.1.4.8' }, statutIdentite: 'qualifiee' };
    expect(await prevented(dmp.client().checkExistence(real))).toBe('INS_DE_PRODUCTION');
  });
});

describe('TD0.2: existence and my authorisation', () => {
  test('open and authorised; every exchange is kept as sent and received', async () => {
    dmp.behaviour = existenceAnswer();
    expect(await dmp.client().checkExistence(QUALIFIED)).toEqual({
      status: 'ouvert',
      autorisation: 'VALIDE',
      autorise: true,
      medecinTraitant: false,
      mesRattache: true,
      fermeture: null,
      traits: { nomNaissance: 'EXEMPLE', nomUtilise: 'USAGE', prenom: 'CAMILLE' },
    });
    expect(dmp.received[0]?.service).toBe('patients');
    const [exchange] = dmp.exchanges;
    expect(exchange).toMatchObject({ transaction: 'TD0.2', error: null, response: { status: 200 } });
    expect(Buffer.from(exchange?.request.bytes ?? []).equals(dmp.received[0]?.bytes ?? Buffer.alloc(0))).toBe(true);
  });

  test('open without authorisation, whatever the code; closed; none', async () => {
    for (const code of ['EXPIREE', 'INTERDITE', 'AUTRE_CHOSE']) {
      dmp.behaviour = existenceAnswer({ authorization: code });
      expect(await dmp.client().checkExistence(QUALIFIED)).toMatchObject({
        status: 'ouvert',
        autorise: false,
        autorisation: code,
      });
    }
    const closing = '<effectiveTime value="20250301"/>';
    dmp.behaviour = existenceAnswer({ patientStatus: 'terminated', closing });
    expect(await dmp.client().checkExistence(QUALIFIED)).toMatchObject({
      status: 'ferme',
      autorise: false,
      fermeture: { date: '20250301' },
    });
    dmp.behaviour = existenceAnswer({ queryResponse: 'NF' });
    expect(await dmp.client().checkExistence(QUALIFIED)).toMatchObject({ status: 'aucun', autorise: false });
  });

  test('the acknowledgement as a child element, and an error explained', async () => {
    dmp.behaviour = existenceAnswer({ acknowledgement: '<acknowledgement><typeCode code="AA"/></acknowledgement>' });
    expect((await dmp.client().checkExistence(QUALIFIED)).status).toBe('ouvert');
    const detail =
      '<acknowledgementDetail><code code="DMPAccessDeniedByRightsService"/><text>refusé</text></acknowledgementDetail>';
    dmp.behaviour = existenceAnswer({
      acknowledgement: `<acknowledgement><typeCode code="AE"/>${detail}</acknowledgement>`,
    });
    const error = await dmp
      .client()
      .checkExistence(QUALIFIED)
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(DmpRefusalError);
    expect((error as DmpRefusalError).refusal).toMatchObject({
      code: 'DMPAccessDeniedByRightsService',
      context: 'refusé',
    });
  });

  test('an answer about another patient, or to another question, is never retained', async () => {
    const other =
      '<acknowledgement typeCode="AA"><targetMessage><id root="1" extension="autre"/></targetMessage></acknowledgement>';
    for (const answer of [
      existenceAnswer({ ins: '148085121599955' }),
      existenceAnswer({ acknowledgement: other }),
      '<a/>',
    ]) {
      dmp.behaviour = answer;
      await expect(dmp.client().checkExistence(QUALIFIED)).rejects.toBeInstanceOf(DmpAnswerError);
    }
  });

  test('nobody answers in time: the kind says that it may have been received, and the exchange is kept', async () => {
    dmp.behaviour = () => undefined;
    const error = await dmp
      .client({ timeoutMs: 200 })
      .checkExistence(QUALIFIED)
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(NetworkError);
    expect((error as NetworkError).kind).toBe('timeout');
    expect(dmp.exchanges[0]).toMatchObject({ response: null, error: (error as NetworkError).message });
  });
});

describe('[149] the DMP asks the user for two things: authorisation and confidentiality', () => {
  test('TD0.3 leaves only with the recorded consent', async () => {
    for (const consentementId of [null, ''])
      expect(await prevented(dmp.client().setAuthorization(QUALIFIED, 'AJOUT', { consentementId }))).toBe(
        'CONSENTEMENT_ABSENT',
      );
    dmp.behaviour = AUTHORIZATION_OK;
    expect(await dmp.client().setAuthorization(QUALIFIED, 'AJOUT', CONSENT)).toEqual({ context: 'déjà présente' });
    expect(dmp.received[0]?.service).toBe('habilitations');
    expect(last()).toContain(
      '<setAuthorization xmlns="urn:si-dmp-habilitations"><action>AJOUT</action></setAuthorization>',
    );
  });

  test('role of treating doctor, removal, refusal', async () => {
    dmp.behaviour = AUTHORIZATION_OK;
    await dmp.client().setAuthorization(QUALIFIED, 'AJOUT', { ...CONSENT, role: 'MEDECIN_TRAITANT' });
    expect(last()).toContain('<role>MEDECIN_TRAITANT</role>');
    await dmp.client().setAuthorization(QUALIFIED, 'SUPPRESSION', { consentementId: null });
    expect(last()).toContain('<action>SUPPRESSION</action></setAuthorization>');
    dmp.behaviour = AUTHORIZATION_OK.replace('DMPOk', 'DMPAutreChose');
    const error = await dmp
      .client()
      .setAuthorization(QUALIFIED, 'AJOUT', CONSENT)
      .catch((thrown: unknown) => thrown);
    expect((error as DmpRefusalError).refusal).toMatchObject({ code: 'DMPAutreChose', context: 'déjà présente' });
    expect((error as DmpRefusalError).message).toContain('« DMPAutreChose » : déjà présente');
  });

  test('each choice of confidentiality goes out as ticked, N always first; both masks may be ticked', async () => {
    for (const masquePs of [false, true])
      for (const invisiblePatient of [false, true]) {
        const confidentiality = { masquePs, invisiblePatient };
        const { body } = await dmp.client().freezeSubmission({ cda: letterCda(), patient: QUALIFIED, confidentiality });
        const entry = /<rim:ExtrinsicObject id="Document01".*?<\/rim:ExtrinsicObject>/s.exec(body)?.[0] ?? '';
        const codes = [...entry.matchAll(/f4f85eac[^>]*nodeRepresentation="([^"]*)"/g)].map((match) => match[1]);
        const expected = ['N', ...(masquePs ? ['MASQUE_PS'] : []), ...(invisiblePatient ? ['INVISIBLE_PATIENT'] : [])];
        expect(codes).toEqual(expected);
      }
  });
});

describe('[150] only an author deposits or replaces', () => {
  const someoneElse = { ...DOCTOR, idNat: '899700057302' as IdNat };
  const freeze = (settings: Parameters<ScriptedDmp['client']>[0], practitioner: typeof DOCTOR) =>
    dmp
      .client(settings, { practitioner })
      .freezeSubmission({ cda: letterCda(), patient: QUALIFIED, confidentiality: VISIBLE });

  test('a doctor who is not an author is refused with the reason', async () => {
    expect(await prevented(freeze({ mode: 'direct' }, someoneElse))).toBe('NON_AUTEUR');
    await expect(freeze({ mode: 'direct' }, someoneElse)).rejects.toThrow('Seul un auteur du document');
  });

  test('in indirect authentication the act is imputed to the structure, which may be the author', async () => {
    expect((await freeze({ mode: 'indirect' }, someoneElse)).idNat).toBe(someoneElse.idNat);
  });

  test('a set prepared by one doctor never leaves under another’s card', async () => {
    const frozen = await freeze({ mode: 'direct' }, DOCTOR);
    const other = dmp.client({ mode: 'direct' }, { practitioner: someoneElse });
    expect(await prevented(other.submit(frozen, QUALIFIED))).toBe('AUTRE_MEDECIN');
  });

  test('a set signed for the card never leaves by the structure’s certificates, nor the reverse, nor for another structure', async () => {
    dmp.behaviour = SUCCESS;
    const before = dmp.received.length;
    const [direct, indirect] = [{ mode: 'direct' }, { mode: 'indirect' }] as const;
    const byCard = decodeFrozenSubmission(encodeFrozenSubmission(await freeze(direct, DOCTOR)));
    const byStructure = decodeFrozenSubmission(encodeFrozenSubmission(await freeze(indirect, DOCTOR)));
    expect(await prevented(dmp.client(indirect).submit(byCard, QUALIFIED))).toBe('AUTRE_MODE');
    expect(await prevented(dmp.client(direct).submit(byStructure, QUALIFIED))).toBe('AUTRE_MODE');
    const elsewhere = { ...byCard, structureId: '499700057302002' };
    expect(await prevented(dmp.client(direct).submit(elsewhere, QUALIFIED))).toBe('AUTRE_STRUCTURE');
    expect(dmp.received).toHaveLength(before);
    // With the right means it leaves as it was frozen; a set of before this was kept leaves as it did.
    expect(await dmp.client(direct).submit(byCard, QUALIFIED)).toMatchObject({ outcome: 'received' });
    expect(await dmp.client(indirect).submit(byStructure, QUALIFIED)).toMatchObject({ outcome: 'received' });
    expect(await dmp.client(indirect).submit({ ...byCard, mode: null }, QUALIFIED)).toMatchObject({
      outcome: 'received',
    });
    // The queue is told what happened and the way out.
    const sender = dmpSender({
      client: () => dmp.client(indirect),
      patient: () => Promise.resolve({ ...QUALIFIED, oppositionDmp: null }),
    });
    const issue = await sender.send({} as JobPris, encodeFrozenSubmission(byCard), AbortSignal.timeout(5000));
    expect(issue).toMatchObject({ kind: 'refuse', code: 'AUTRE_MODE' });
    expect(TO_FREEZE_AGAIN).toContain('AUTRE_MODE');
    expect(issue.kind === 'refuse' ? issue.explication + issue.conseil : '').toMatch(/Rien n’a été envoyé.*Relancez/);
  });

  test('an opposition noted after the set was frozen stops it, with its date and reason; lifted, it leaves', async () => {
    dmp.behaviour = SUCCESS;
    const byCard = await freeze({ mode: 'direct' }, DOCTOR);
    const before = dmp.received.length;
    let oppositionDmp: Patient['oppositionDmp'] = { date: '2026-03-02' as CivilDate, motif: 'refus oral' };
    const sender = dmpSender({
      client: () => dmp.client({ mode: 'direct' }),
      patient: () => Promise.resolve({ ...QUALIFIED, oppositionDmp }),
    });
    const send = () => sender.send({} as JobPris, encodeFrozenSubmission(byCard), AbortSignal.timeout(5000));
    const issue = await send();
    expect(issue).toMatchObject({ kind: 'refuse', code: 'OPPOSITION' });
    expect(issue.kind === 'refuse' ? issue.explication : '').toMatch(/02\/03\/2026 \(motif : refus oral\)/);
    expect(dmp.received).toHaveLength(before);
    oppositionDmp = null;
    expect(await send()).toMatchObject({ kind: 'envoye' });
  });

  test('nor does somebody else’s document get replaced', async () => {
    const cda = letterCda({ '<componentOf>': `${REPLACES}<componentOf>` });
    const replaces = { entryUuid: 'urn:uuid:1', uniqueId: '2.25.41', authorIds: [someoneElse.idNat] };
    const request = { cda, patient: QUALIFIED, confidentiality: VISIBLE, replaces };
    expect(await prevented(dmp.client({ mode: 'direct' }).freezeSubmission(request))).toBe('NON_AUTEUR');
  });
});

const REPLACES =
  '<relatedDocument typeCode="RPLC"><parentDocument><id root="2.25.41"/></parentDocument></relatedDocument>';

describe('[144] [145] replacement and links between documents', () => {
  const replaces = {
    entryUuid: 'urn:uuid:11111111-2222-4333-8444-555555555555',
    uniqueId: '2.25.41',
    authorIds: [DOCTOR.idNat],
  };
  const cda = letterCda({ '<componentOf>': `${REPLACES}<componentOf>` });
  const freeze = (request: { cda: Uint8Array; replaces?: typeof replaces }) =>
    dmp.client().freezeSubmission({ patient: QUALIFIED, confidentiality: VISIBLE, ...request });

  test('the new version names the entry it replaces, and the set its members and its signature', async () => {
    const { body } = await freeze({ cda, replaces });
    const links = [...body.matchAll(/associationType="[^"]*:(\w+)" sourceObject="([^"]*)" targetObject="([^"]*)"/g)];
    expect(links.map(([, kind, source, target]) => [kind, source, target])).toEqual([
      ['HasMember', 'SubmissionSet01', 'Document01'],
      ['HasMember', 'SubmissionSet01', 'Signature01'],
      ['signs', 'Signature01', 'SubmissionSet01'],
      ['RPLC', 'Document01', replaces.entryUuid],
    ]);
  });

  test('document and request must name the same old version', async () => {
    expect(await prevented(freeze({ cda }))).toBe('REMPLACEMENT_INCOMPLET');
    expect(await prevented(freeze({ cda: letterCda(), replaces }))).toBe('REMPLACEMENT_INCOMPLET');
    expect(await prevented(freeze({ cda, replaces: { ...replaces, uniqueId: '2.25.42' } }))).toBe(
      'REMPLACEMENT_INCOMPLET',
    );
  });

  test('TD3.1 by uniqueId gives the entryUUID, or nothing, never one of several', async () => {
    const answer = (...ids: string[]): string =>
      `<q:AdhocQueryResponse xmlns:q="urn:oasis:names:tc:ebxml-regrep:xsd:query:3.0" status="urn:oasis:names:tc:ebxml-regrep:ResponseStatusType:Success"><r:RegistryObjectList xmlns:r="urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0">${ids.map((id) => `<r:ObjectRef id="${id}"/>`).join('')}</r:RegistryObjectList></q:AdhocQueryResponse>`;
    dmp.behaviour = answer('urn:uuid:1');
    expect(await dmp.client().findEntryUuid(QUALIFIED, '2.25.41')).toBe('urn:uuid:1');
    expect(last()).toContain("('2.25.41')");
    dmp.behaviour = answer();
    expect(await dmp.client().findEntryUuid(QUALIFIED, '2.25.41')).toBeNull();
    dmp.behaviour = answer('urn:uuid:1', 'urn:uuid:2');
    await expect(dmp.client().findEntryUuid(QUALIFIED, '2.25.41')).rejects.toThrow('plusieurs documents');
  });
});

test('[147] a document for the DMP carries the INS of that patient, and nothing else will do', async () => {
  const freeze = (cda: Uint8Array) =>
    dmp.client().freezeSubmission({ cda, patient: QUALIFIED, confidentiality: VISIBLE });
  const { body } = await freeze(letterCda());
  expect(body.match(/value="260058815400233\^\^\^&amp;1\.2\.250\.1\.213\.1\.4\.10&amp;ISO\^NH"/g)).toHaveLength(3);
  expect(await prevented(freeze(letterCda({ '260058815400233': '148085121599955' })))).toBe('AUTRE_PATIENT');
  const onlyLocal = letterCda({ '<id root="1.2.250.1.213.1.4.10" extension="260058815400233"/>': '' });
  expect(await prevented(freeze(onlyLocal))).toBe('AUTRE_PATIENT');
});

test('[138] [139] [140] SOAP with a VIHF on every call: fresh, unsigned with the card, signed by the structure', async () => {
  dmp.behaviour = existenceAnswer();
  await dmp.client({ mode: 'direct' }).checkExistence(QUALIFIED);
  const direct = last();
  await dmp.client({ mode: 'indirect' }).checkExistence(QUALIFIED);
  const indirect = last();
  expect(direct).toContain('>DIRECTE<');
  expect(direct).not.toContain('ds:Signature');
  expect(indirect).toContain('>INDIRECTE<');
  expect(indirect).toContain('<ds:SignatureValue>');
  const id = (text: string): string | undefined => / ID="([^"]*)"/.exec(text)?.[1];
  expect(id(direct)).not.toBe(id(indirect));
  expect(direct).toContain('<wsse:Security');
});

test('[141] [142] the set is signed; the document itself is not, and travels byte for byte', async () => {
  dmp.behaviour = SUCCESS;
  const client = dmp.client();
  const frozen = await client.freezeSubmission({ cda: letterCda(), patient: QUALIFIED, confidentiality: VISIBLE });
  await client.submit(frozen, QUALIFIED);
  const [{ contentType, bytes } = { contentType: '', bytes: Buffer.alloc(0) }] = dmp.received;
  const { parts } = readMultipart(contentType, bytes);
  const [document, signature] = frozen.parts.map(({ contentId }) => Buffer.from(parts.get(contentId) ?? []));
  expect(document?.equals(Buffer.from(letterCda()))).toBe(true);
  expect(document?.includes('SignatureValue')).toBe(false);
  expect(signature?.includes('IHEManifest')).toBe(true);
});

describe.skipIf(!schemasAreThere)('every request body validates against the official schemas', () => {
  test('TD0.2, TD2.1, TD3.1, TD3.2', async () => {
    const client = dmp.client();
    const cda = letterCda({ '<componentOf>': `${REPLACES}<componentOf>` });
    const replaces = {
      entryUuid: 'urn:uuid:11111111-2222-4333-8444-555555555555',
      uniqueId: '2.25.41',
      authorIds: [DOCTOR.idNat],
    };
    const frozen = await client.freezeSubmission({
      cda,
      patient: QUALIFIED,
      confidentiality: { masquePs: true, invisiblePatient: true },
      replaces,
    });
    const checks: readonly [() => Promise<unknown>, string][] = [
      [() => client.checkExistence(QUALIFIED), 'hl7v3/NE2008/multicacheschemas/PRPA_IN201307UV02.derived.xsd'],
      [() => client.submit(frozen, QUALIFIED), 'nist-v3/XDS.b_DocumentRepository.xsd'],
      [() => client.findEntryUuid(QUALIFIED, '2.25.41'), 'nist-v3/query.xsd'],
      [() => client.findDocuments(QUALIFIED), 'nist-v3/query.xsd'],
      [() => client.retrieveDocument(QUALIFIED, '2.25.41'), 'nist-v3/XDS.b_DocumentRepository.xsd'],
    ];
    for (const [call, schema] of checks) {
      await call().catch(() => undefined);
      expect(schemaErrors(schema, inlined(bodyOf(last()))), schema).toBe('');
    }
  });
});
