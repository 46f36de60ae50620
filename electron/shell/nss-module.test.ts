import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ensureCards } from '../../fixtures/sandbox/card/reader.ts';
import { nssDirectory, nssRegistration, registerInNss, removeFromNss } from './nss-module.ts';

const shim = join(ensureCards(), 'cps-shim.so');
let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'hygie-nss-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

test('the module is added once to a database that is made when there is none, and taken out again', async () => {
  expect(nssRegistration(home, shim)).toBe('absent');
  await registerInNss(home, shim);
  expect(nssRegistration(home, shim)).toBe('registered');
  const before = readFileSync(join(nssDirectory(home), 'pkcs11.txt'), 'utf8');
  await registerInNss(home, shim);
  expect(readFileSync(join(nssDirectory(home), 'pkcs11.txt'), 'utf8')).toBe(before);
  await removeFromNss(home);
  expect(nssRegistration(home, shim)).toBe('absent');
});

test('a module of ours at another place is replaced', async () => {
  await registerInNss(home, shim);
  const file = join(nssDirectory(home), 'pkcs11.txt');
  writeFileSync(file, readFileSync(file, 'utf8').replace(shim, '/opt/ancien/libcps3.so'));
  expect(nssRegistration(home, shim)).toBe('other-module');
  await registerInNss(home, shim);
  expect(nssRegistration(home, shim)).toBe('registered');
});

test('a module that is not there is a readable error, and changes nothing', async () => {
  await expect(registerInNss(home, join(home, 'absent.so'))).rejects.toThrow(
    'Le module de la carte n’a pas pu être ajouté',
  );
  expect(nssRegistration(home, join(home, 'absent.so'))).toBe('absent');
});

test('a database that cannot be made is a readable error', async () => {
  mkdirSync(join(home, '.pki'));
  writeFileSync(nssDirectory(home), 'a file where the folder should be');
  await expect(registerInNss(home, shim)).rejects.toThrow('Le module de la carte n’a pas pu être ajouté');
});
