import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { letterCda } from '../../formats/xds/testing/letter.ts';
import { decodeFrozenSubmission, encodeFrozenSubmission, explainRefusal, FrozenSubmissionError } from './index.ts';
import type { FrozenSubmission } from './index.ts';
import { REFUSALS } from './refusals.data.ts';
import { issueOf } from './sender.ts';
import { envelope, failure, QUALIFIED, ScriptedDmp, SUCCESS } from './testing/scripted-dmp.ts';

let dmp: ScriptedDmp;
let frozen: FrozenSubmission;
beforeAll(async () => {
  dmp = new ScriptedDmp();
  await dmp.start();
  const confidentiality = { masquePs: false, invisiblePatient: false };
  frozen = await dmp.client().freezeSubmission({ cda: letterCda(), patient: QUALIFIED, confidentiality });
});
afterAll(() => dmp.stop());
beforeEach(() => {
  dmp.received.length = 0;
});

describe('a frozen set', () => {
  test('comes back the same from one block of bytes', () => {
    const again = decodeFrozenSubmission(encodeFrozenSubmission(frozen));
    expect({ ...again, parts: [] }).toEqual({ ...frozen, parts: [] });
    again.parts.forEach(({ contentId, bytes }, i) => {
      expect(contentId).toBe(frozen.parts[i]?.contentId);
      expect(Buffer.from(bytes).equals(Buffer.from(frozen.parts[i]?.bytes ?? []))).toBe(true);
    });
  });

  test('one altered or missing byte is seen, anything else is refused', () => {
    const bytes = encodeFrozenSubmission(frozen);
    const length = bytes.length;
    fc.assert(
      fc.property(fc.integer({ min: 0, max: length - 1 }), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const altered = Uint8Array.from(bytes);
        altered[at] = (altered[at] ?? 0) ^ change;
        expect(() => decodeFrozenSubmission(altered)).toThrow(FrozenSubmissionError);
      }),
    );
    expect(() => decodeFrozenSubmission(bytes.subarray(0, -1))).toThrow(FrozenSubmissionError);
    expect(() => decodeFrozenSubmission(new Uint8Array())).toThrow(FrozenSubmissionError);
  });

  test('a resend carries the same bytes under a fresh assertion', async () => {
    dmp.behaviour = SUCCESS;
    const stored = decodeFrozenSubmission(encodeFrozenSubmission(frozen));
    await dmp.client().submit(frozen, QUALIFIED);
    await dmp.client().submit(stored, QUALIFIED);
    const [first, second] = dmp.received.map(({ envelope: text }) => ({
      body: /<soap:Body>.*<\/soap:Body>/s.exec(text)?.[0],
      assertion: / ID="([^"]*)"/.exec(text)?.[1],
    }));
    expect(first?.body).toBeTruthy();
    expect(second?.body).toBe(first?.body);
    expect(second?.assertion).not.toBe(first?.assertion);
  });
});

describe('what became of it', () => {
  const submit = (settings = {}) => dmp.client(settings).submit(frozen, QUALIFIED);

  test('received, and received at an earlier attempt', async () => {
    dmp.behaviour = SUCCESS;
    expect(await submit()).toEqual({ outcome: 'received', alreadyKnown: false, warnings: [] });
    dmp.behaviour = failure('XDSDuplicateUniqueIdInRegistry', `uniqueId ${frozen.setUniqueId} déjà connu`);
    expect(await submit()).toMatchObject({ outcome: 'received', alreadyKnown: true });
  });

  test('a duplicate that is not our set is no proof', async () => {
    for (const context of [
      'uniqueId déjà connu',
      `${frozen.documentUniqueId}`,
      `${frozen.setUniqueId}.1`,
      `1.${frozen.setUniqueId}`,
    ]) {
      dmp.behaviour = failure('XDSDuplicateUniqueIdInRegistry', context);
      expect(await submit(), context).toMatchObject({ outcome: 'refused', code: 'XDSDuplicateUniqueIdInRegistry' });
    }
  });

  test.each(Object.keys(REFUSALS))('refused with %s: explained in French, with what to do', async (code) => {
    dmp.behaviour = failure(code, 'contexte');
    const outcome = await submit();
    expect(outcome).toMatchObject({ outcome: 'refused', code, context: 'contexte' });
    if (outcome.outcome !== 'refused') return;
    expect(outcome.explication.length).toBeGreaterThan(15);
    expect(outcome.conseil.length).toBeGreaterThan(8);
    expect(issueOf(outcome).kind).toBe(REFUSALS[code]?.passing ? 'pas-maintenant' : 'refuse');
  });

  test('an unknown code is shown as it came', async () => {
    dmp.behaviour = failure('CodeJamaisVu', 'détail');
    expect(await submit()).toMatchObject({ outcome: 'refused', code: 'CodeJamaisVu', passing: false });
    expect(explainRefusal('CodeJamaisVu', 'détail').explication).toContain('« CodeJamaisVu » : détail');
  });

  test('a fault of ours is a refusal; a failure of theirs without a name leaves the outcome unknown', async () => {
    const fault = (side: string, code: string): string =>
      `<s:Fault xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Code><s:Value>s:${side}</s:Value><s:Subcode><s:Value>s:${code}</s:Value></s:Subcode></s:Code><s:Reason><s:Text xml:lang="fr">motif</s:Text></s:Reason></s:Fault>`;
    dmp.behaviour = fault('Sender', 'DMPInvalidCertificate');
    expect(await submit()).toMatchObject({ outcome: 'refused', code: 'DMPInvalidCertificate', context: 'motif' });
    dmp.behaviour = fault('Receiver', 'Inconnu');
    expect(await submit()).toMatchObject({ outcome: 'unknown' });
    dmp.behaviour = fault('Receiver', 'DMPInternalError');
    expect(await submit()).toMatchObject({ outcome: 'refused', passing: true });
  });

  test('no time, cut, garbled, unfinished, somebody else’s answer: unknown', async () => {
    const behaviours: (typeof dmp.behaviour)[] = [
      () => undefined,
      (request) => void request.socket.destroy(),
      (request, response) =>
        void response.writeHead(200, { 'content-length': '900' }).write('<', () => request.socket.destroy()),
      (_request, response) => void response.writeHead(200).end('<html>panne</html>'),
      (_request, response) => void response.writeHead(502).end('Bad gateway'),
      (_request, response, received) => {
        response.writeHead(200).end(envelope(SUCCESS, received).replace(/urn:uuid:[^<]*/, 'urn:uuid:autre'));
      },
      '<a/>',
    ];
    for (const behaviour of behaviours) {
      dmp.behaviour = behaviour;
      const outcome = await submit({ timeoutMs: 300 });
      expect(outcome.outcome, String(behaviour)).toBe('unknown');
      expect(issueOf(outcome).kind).toBe('inconnu');
    }
  });

  test('not reached: surely not sent; locked: cut at once', async () => {
    const outcome = await submit({ baseUrl: 'https://localhost:1' });
    expect(outcome).toMatchObject({ outcome: 'not-sent', kind: 'unreachable' });
    expect(issueOf(outcome).kind).toBe('pas-maintenant');
    dmp.behaviour = () => undefined;
    const lock = new AbortController();
    const pending = dmp.client({ timeoutMs: 10_000 }).submit(frozen, QUALIFIED, lock.signal);
    await expect.poll(() => dmp.received.length).toBe(1);
    lock.abort();
    expect(await pending).toMatchObject({ outcome: 'unknown' });
  });
});
