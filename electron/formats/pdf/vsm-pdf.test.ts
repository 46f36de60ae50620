import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  arbitraryDossier,
  arbitraryPatient,
  arbitraryProfessional,
} from '../../../fixtures/records/arbitrary-records.ts';
import { demoPractice, demoRecords } from '../../../fixtures/records/demo-sources.ts';
import type { VsmModel } from '../../../shared/domain/vsm-model.ts';
import { vsmModel } from '../cda/index.ts';
import { parseXml } from '../xml/index.ts';
import { printable } from './fonts.ts';
import { buildVsmPdf } from './index.ts';

const NOW = '2026-01-05T08:30:00.000Z';
const moment = { instant: NOW, zoneOffsetMinutes: 60 };

function demoModels(): VsmModel[] {
  const { doctors, structure } = demoPractice();
  const [author] = doctors;
  if (author === undefined) throw new Error('the demo practice has no doctor');
  const medecinTraitant = { practitioner: author, structure };
  return demoRecords().map((record) => vsmModel({ ...record, author, structure, medecinTraitant, now: moment }));
}

function generatedModels(count: number): VsmModel[] {
  const arbitrary = fc.record({
    patient: arbitraryPatient,
    dossier: arbitraryDossier,
    professional: arbitraryProfessional,
  });
  return fc.sample(arbitrary, { seed: 7, numRuns: count }).map(({ patient, dossier, professional }) =>
    vsmModel({
      patient,
      dossier,
      author: professional.practitioner,
      structure: professional.structure,
      medecinTraitant: null,
      now: moment,
    }),
  );
}

function poppler(tool: 'pdftotext' | 'pdffonts' | 'pdfinfo', pdf: Uint8Array, ...options: string[]): string {
  const run = spawnSync(tool, [...options, '-', ...(tool === 'pdftotext' ? ['-'] : [])], {
    input: pdf,
    encoding: 'utf8',
  });
  if (run.error) throw run.error;
  expect(run.stderr).toBe('');
  return run.stdout;
}

const packed = (text: string): string => text.normalize('NFKC').replace(/\s+/g, '');

test('[88] the PDF holds what the model says, every field and cell, in ten numbered sections', async () => {
  for (const model of [...demoModels(), ...generatedModels(12)]) {
    const pdf = await buildVsmPdf(model, NOW);
    const text = packed(poppler('pdftotext', pdf, '-raw'));
    expect(text).toContain('Synthèsemédicale');
    expect(text).toContain('du05/01/2026');
    for (const { libelle, valeur } of [...model.patient, ...model.auteur]) {
      expect(text).toContain(packed(printable(libelle)));
      expect(text).toContain(packed(printable(valeur)));
    }
    model.sections.forEach((section, index) => {
      expect(text).toContain(packed(`${index + 1}. ${section.titre}`));
      for (const line of (section.texte ?? '').split('\n')) expect(text).toContain(packed(printable(line)));
      for (const cell of section.lignes.flat()) expect(text, section.cle).toContain(packed(printable(cell)));
    });
    expect(text).toMatch(/Page1sur\d/);
  }
});

test('[88] is PDF/A-1b: fonts embedded, output intent, identification, no transparency', async () => {
  for (const model of [...demoModels().slice(0, 2), ...generatedModels(3)]) {
    const pdf = await buildVsmPdf(model, NOW);
    const fonts = poppler('pdffonts', pdf).trim().split('\n').slice(2);
    expect(fonts.length).toBeGreaterThan(1);
    for (const font of fonts) expect(font).toMatch(/ yes yes yes +\d+ +0$/);
    const bytes = new TextDecoder('latin1').decode(pdf);
    expect(bytes.slice(0, 8)).toBe('%PDF-1.4');
    expect(bytes).toMatch(/\/OutputIntents \[/);
    expect(bytes).toMatch(/\/S \/GTS_PDFA1/);
    expect(bytes).toMatch(/<pdfaid:part>1<\/pdfaid:part>\s*<pdfaid:conformance>B<\/pdfaid:conformance>/);
    expect(bytes).toMatch(/\/Lang \(fr-FR\)/);
    expect(bytes).toMatch(/\/CIDSet /);
    for (const forbidden of ['/Transparency', '/SMask', '/JavaScript', '/Encrypt', '/EmbeddedFile', '/LZWDecode']) {
      expect(bytes).not.toContain(forbidden);
    }
    for (const [, opacity] of bytes.matchAll(/\/(?:ca|CA) ([\d.]+)/g)) expect(Number(opacity)).toBe(1);
    const start = bytes.indexOf('<?xpacket begin');
    const end = bytes.indexOf('<?xpacket end', start);
    const xmp = new TextDecoder().decode(pdf.subarray(start, end)).replace(/<\?xpacket[^>]*\?>/, '');
    expect(() => parseXml(xmp.trim())).not.toThrow();
    expect(xmp).toContain(`${model.titre} du ${model.date}`);
    expect(poppler('pdfinfo', pdf)).toContain(`Title:           ${model.titre} du ${model.date}`);
  }
});

test('the same model and moment give the same bytes', async () => {
  const [model] = demoModels();
  if (model === undefined) throw new Error('no demo patient');
  expect(await buildVsmPdf(structuredClone(model), NOW)).toEqual(await buildVsmPdf(model, NOW));
  await expect(buildVsmPdf(model, 'hier')).rejects.toThrow(RangeError);
});

test('words longer than their column break inside it, and a long text runs over pages', async () => {
  const [base] = demoModels();
  if (base === undefined) throw new Error('no demo patient');
  const word = 'W'.repeat(280);
  const sections = base.sections.map((section) => {
    if (section.cle === 'pathologies') return { ...section, lignes: [['2020', 'Diagnostic', word]] };
    if (section.cle !== 'pointsDeVigilance') return section;
    return {
      ...section,
      etat: 'present' as const,
      texte: Array.from({ length: 200 }, (_, rank) => `ligne ${rank}`).join('\n'),
    };
  });
  const pdf = await buildVsmPdf({ ...base, sections }, NOW);
  const text = packed(poppler('pdftotext', pdf, '-raw'));
  expect(text).toContain(word);
  expect(text).toContain('ligne199');
  const box = poppler('pdftotext', pdf, '-bbox');
  for (const [, right] of box.matchAll(/xMax="([\d.]+)"/g)) expect(Number(right)).toBeLessThan(595.28 - 20);
});

test('no character vanishes: the font draws it, or it is put into words or its number', () => {
  expect(printable('créat ↑ → ≥ 5 µg/l, Ⅱ, 5\u202fmg')).toBe('créat [flèche haut] -> ≥ 5 µg/l, II, 5\u00a0mg');
  expect(printable('😀')).toBe('[U+1F600]');
  expect(printable('e\u0301t\u00e9')).toBe('été');
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(printable(printable(text))).toBe(printable(text));
      expect(printable(text).length).toBeGreaterThanOrEqual([...text.normalize('NFC')].length);
    }),
  );
});
