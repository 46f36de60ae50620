import { afterAll, expect, test } from 'vitest';
import { TestAuthority } from '../network/testing/authority.ts';
import { judgeServer, VERDICT } from './server-trust.ts';

const authority = new TestAuthority('AC TEST SERVEURS');
const stranger = new TestAuthority('AC TEST SERVEURS');
const DAY = 86_400_000;
const now = new Date();
afterAll(() => {
  authority.dispose();
  stranger.dispose();
});

const judge = (hostname: string, certificates: readonly string[], at = now) =>
  judgeServer({ hostname, certificates }, [authority.root], [], at);

test('a server is known by its name, its address, its authority and its dates', () => {
  const { certificate } = authority.issue('dmp.example', 'DNS:dmp.example,IP:127.0.0.1');
  expect(judge('dmp.example', [certificate])).toBe(VERDICT.accepted);
  expect(judge('127.0.0.1', [certificate])).toBe(VERDICT.accepted);
  expect(judge('autre.example', [certificate])).toBe(VERDICT.wrongName);
  expect(judge('127.0.0.2', [certificate])).toBe(VERDICT.wrongName);
  expect(judge('dmp.example', [certificate], new Date(now.getTime() + 20 * DAY))).toBe(VERDICT.wrongDate);
});

test('an authority of the same name is another one, even when the server hands it over', () => {
  const { certificate } = stranger.issue('dmp.example', 'DNS:dmp.example');
  expect(judge('dmp.example', [certificate])).toBe(VERDICT.unknownAuthority);
  expect(judge('dmp.example', [certificate, stranger.root])).toBe(VERDICT.unknownAuthority);
  expect(judge('dmp.example', [stranger.root])).toBe(VERDICT.unknownAuthority);
});

test('nothing, or what is not a certificate, is refused', () => {
  expect(judge('dmp.example', [])).toBe(VERDICT.invalid);
  expect(judge('dmp.example', ['not a certificate'])).toBe(VERDICT.invalid);
});

test('without any authority nobody is trusted', () => {
  const { certificate } = authority.issue('dmp.example', 'DNS:dmp.example');
  expect(judgeServer({ hostname: 'dmp.example', certificates: [certificate] }, [], [], now)).toBe(
    VERDICT.unknownAuthority,
  );
});

test('with the lists of its authority: a revoked server is refused, and so is one that no valid list covers', () => {
  const honest = authority.issue('dmp.example', 'DNS:dmp.example');
  const lost = authority.issue('dmp.example', 'DNS:dmp.example');
  const list = authority.revocationList([lost]);
  const by = (certificate: string, lists: readonly string[] | null, at = now) =>
    judgeServer({ hostname: 'dmp.example', certificates: [certificate] }, [authority.root], lists, at);
  expect(by(honest.certificate, [list])).toBe(VERDICT.accepted);
  expect(by(lost.certificate, [list])).toBe(VERDICT.revoked);
  // Missing, of a stranger of the same name, or too old: nobody can say.
  expect(by(honest.certificate, null)).toBe(VERDICT.revocationUnknown);
  expect(by(honest.certificate, [stranger.revocationList([])])).toBe(VERDICT.revocationUnknown);
  expect(by(honest.certificate, [list], new Date(now.getTime() + 3 * DAY))).toBe(VERDICT.revocationUnknown);
  expect(by(honest.certificate, ['not a list'])).toBe(VERDICT.revocationUnknown);
});
