import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isApicryptAddress, isRecipientTrusted, isSenderOfMssante, parseWhiteList } from './index.ts';

const list = parseWhiteList(
  readFileSync(join(import.meta.dirname, '../../../fixtures/demo/liste-blanche-exemple.xml')),
);

test('the example list is read', () => {
  expect(list.generatedOn).toBe('2026-03-02T03:00:00');
  expect([...list.domains]).toContain('medecin.test.mssante.fr');
  expect(list.domains.size).toBe(18);
});

test('exact domain, whatever its case; look-alikes fail', () => {
  expect(isRecipientTrusted('x@MEDECIN.test.mssante.fr', list)).toBe(true);
  expect(isRecipientTrusted('x@medical99.apicrypt.org', list)).toBe(true);
  for (const wrong of [
    'x@evil.mssante.fr.example',
    'x@xmssante.fr',
    'x@sous.medecin.test.mssante.fr',
    'x@mssante.fr',
    'x@evil.com,y@medecin.test.mssante.fr',
    'x@medecin.test.mssante.fr@evil.com',
    '"y@medecin.test.mssante.fr" <x@evil.com>',
    '',
    '@medecin.test.mssante.fr',
  ]) {
    expect(isRecipientTrusted(wrong, list), wrong).toBe(false);
  }
});

test('without a list: any label under mssante.fr, with its boundary', () => {
  expect(isRecipientTrusted('x@cabinet.mssante.fr', null)).toBe(true);
  for (const wrong of ['x@mssante.fr', 'x@xmssante.fr', 'x@cabinet.mssante.fr.example', 'x@medical99.apicrypt.org']) {
    expect(isRecipientTrusted(wrong, null), wrong).toBe(false);
  }
});

test('hostile files are refused with a reason', () => {
  const refused = (xml: string): void => {
    expect(() => parseWhiteList(new TextEncoder().encode(xml)), xml).toThrow(/^le fichier/);
  };
  refused('');
  refused('<ListeBlanche/>');
  refused('<ListeBlanche><Domaine><Nom>a.fr</Nom></Domaine>');
  refused('<!DOCTYPE x [<!ENTITY a "b.fr">]><L><Domaine><Nom>&a;</Nom></Domaine></L>');
  refused('<L><Nom>a.mssante.fr</Nom></L>');
  refused('<L><Domaine><Nom>pas un domaine</Nom></Domaine></L>');
  expect(() => parseWhiteList(new Uint8Array([0xff, 0xfe]))).toThrow('UTF-8');
  expect(
    parseWhiteList(
      new TextEncoder().encode('<p:R xmlns:p="u"><p:Domaine><p:Nom><![CDATA[A.fr]]></p:Nom></p:Domaine></p:R>'),
    ).domains,
  ).toEqual(new Set(['a.fr']));
});

test('any bytes: a list or a WhiteListError', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ maxLength: 200 }), fc.constantFrom('<a>', '<Domaine><Nom>')), (text) => {
      try {
        parseWhiteList(new TextEncoder().encode(text));
      } catch (error) {
        expect(error).toHaveProperty('name', 'WhiteListError');
      }
    }),
  );
});

test('[166] @apicrypt.fr is never MSSanté, even when a list names it; a domain of MSSanté that Apicrypt operates is', () => {
  const xml = '<r><Domaine><Nom>apicrypt.fr</Nom></Domaine><Domaine><Nom>medical99.apicrypt.org</Nom></Domaine></r>';
  const list = parseWhiteList(Buffer.from(xml));
  for (const address of ['x@apicrypt.fr', 'x@MEDICAL75.apicrypt.FR'])
    for (const known of [list, null])
      expect([isSenderOfMssante(address, known), isApicryptAddress(address, known)]).toEqual([false, true]);
  expect(isSenderOfMssante('x@medical99.apicrypt.org', list)).toBe(true);
  expect(isApicryptAddress('x@medical99.apicrypt.org', list)).toBe(false);
  expect(isApicryptAddress('x@medical12.apicrypt.org', list)).toBe(true);
  for (const address of ['x@apicrypt.fr.example', 'x@xapicrypt.fr', 'apicrypt.fr@gmail.example', ''])
    expect(isApicryptAddress(address, list)).toBe(false);
});
