import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CdaInputError } from './input-error.ts';
import { civilDay, hl7Date, hl7Timestamp, zoneOffsetMinutes } from './time.ts';

test('writes the wall clock of the practice with its zone', () => {
  expect(hl7Timestamp({ instant: '2026-01-05T08:30:00.000Z', zoneOffsetMinutes: 60 })).toBe('20260105093000+0100');
  expect(hl7Timestamp({ instant: '2026-07-05T22:30:59.999Z', zoneOffsetMinutes: 120 })).toBe('20260706003059+0200');
  expect(hl7Timestamp({ instant: '2026-01-01T02:00:00.000Z', zoneOffsetMinutes: -240 })).toBe('20251231220000-0400');
  expect(civilDay({ instant: '2026-07-05T22:30:00.000Z', zoneOffsetMinutes: 120 })).toBe('2026-07-06');
});

test('knows summer, winter and overseas France', () => {
  expect(zoneOffsetMinutes(new Date('2026-01-05T12:00:00Z'))).toBe(60);
  expect(zoneOffsetMinutes(new Date('2026-03-29T00:59:59Z'))).toBe(60);
  expect(zoneOffsetMinutes(new Date('2026-03-29T01:00:00Z'))).toBe(120);
  expect(zoneOffsetMinutes(new Date('2026-01-05T12:00:00Z'), 'America/Martinique')).toBe(-240);
  expect(zoneOffsetMinutes(new Date('2026-01-05T12:00:00Z'), 'Indian/Reunion')).toBe(240);
});

test('partial civil dates stay partial', () => {
  expect(['2014', '2014-07', '2014-07-08'].map(hl7Date)).toEqual(['2014', '201407', '20140708']);
});

test('reads back as the same second, and refuses what is not a moment', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true }),
      fc.integer({ min: -840, max: 840 }),
      (date, offset) => {
        const text = hl7Timestamp({ instant: date.toISOString(), zoneOffsetMinutes: offset });
        const iso = text.replace(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)([+-]\d\d)(\d\d)$/, '$1-$2-$3T$4:$5:$6$7:$8');
        expect(Date.parse(iso)).toBe(Math.floor(date.getTime() / 1000) * 1000);
      },
    ),
  );
  expect(() => hl7Timestamp({ instant: 'hier', zoneOffsetMinutes: 60 })).toThrow(CdaInputError);
  expect(() => hl7Timestamp({ instant: '2026-01-05T08:30:00.000Z', zoneOffsetMinutes: 1000 })).toThrow(CdaInputError);
});
