import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { composeMorning } from '../../../fixtures/sandbox/laboratoire/morning.ts';
import { readDemoPatients } from '../../../fixtures/sandbox/laboratoire/patients.ts';
import { parseWhiteList } from '../mime/index.ts';
import { readFile } from './index.ts';

const DEMO = join(import.meta.dirname, '../../../fixtures/demo');
const NOW = new Date('2026-11-23T08:00:00Z');
const OPTIONS = {
  now: NOW,
  test: true,
  whiteList: parseWhiteList(readFileSync(join(DEMO, 'liste-blanche-exemple.xml'))),
};
const morning = composeMorning(readDemoPatients(DEMO), NOW);

describe('what the practice finds in the morning, written apart from the readers', () => {
  test('messages', async () => {
    const reads = await Promise.all(morning.mails.map(({ message }) => readFile(message, OPTIONS)));
    const count = (reason: string | null): number => reads.filter((read) => read.reason === reason).length;
    expect(reads.every(({ format, outcome }) => format === 'mail' && outcome === 'read')).toBe(true);
    expect(count('EXPEDITEUR_HORS_ESPACE')).toBe(1);
    // The homonym is sent by a laboratory that does not know her INS.
    expect(count('INS_ABSENT')).toBe(1);
    // A PDF alone, and the colleagues' and the patient's six messages in words.
    expect(count('SANS_METADONNEES')).toBe(7);
    const exchanges = reads.filter(({ reason }) => reason === null);
    expect(exchanges).toHaveLength(morning.mails.length - 9);
    for (const { reports, mail } of exchanges) {
      expect(reports.length).toBeGreaterThan(0);
      expect(reports.every(({ format, identity }) => format === 'cda' && identity?.ins != null)).toBe(true);
      expect(mail?.shownSubject).not.toContain('XDM/1.0');
      expect(mail?.messageId).not.toBeNull();
    }
  });

  test('files of the other programs', async () => {
    for (const { name, bytes } of morning.drops)
      expect(await readFile(bytes, OPTIONS), name).toMatchObject({ format: 'hprim', outcome: 'read' });
  });
});
