import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  arbitraryDossier,
  arbitraryPatient,
  arbitraryProfessional,
} from '../../../../fixtures/records/arbitrary-records.ts';
import { demoPractice, demoRecords, numberedUuid } from '../../../../fixtures/records/demo-sources.ts';
import { expectedSections, expectedWayOfLife, shownLines } from '../../../../fixtures/records/vsm-expected.ts';
import { VsmReading } from '../../../../fixtures/records/vsm-reading.ts';
import { buildVsm } from './index.ts';
import type { VsmSource } from './index.ts';

/**
 * Referees that are not ours: the rules of the ANS (schema, common and VSM schematrons, the rules that the official tool never reaches as well), and
 * a reader by XPath that shares nothing with the builder. `REFEREES=200` judges 200 generated records instead of 25.
 */
const validator = join(import.meta.dirname, '../../../../../shared/tools/validate-cda');
const validatorIsThere = existsSync(validator);
const generated = Number(process.env.REFEREES ?? 25);
const SEED = 20260105;
const MINUTES = 60_000;

function counter(): () => string {
  let rank = 0;
  return () => numberedUuid(0x999, ++rank);
}

function sources(): VsmSource[] {
  const { doctors, structure } = demoPractice();
  const [owner] = doctors;
  if (owner === undefined) throw new Error('the demo practice has no doctor');
  const common = {
    patientLocalOid: '2.25.301',
    now: { instant: '2026-01-05T23:30:00.000Z', zoneOffsetMinutes: 60 },
  };
  const demo = demoRecords().map(({ patient, dossier }, index) => ({
    ...common,
    patient,
    dossier,
    author: owner,
    structure,
    medecinTraitant: { practitioner: owner, structure },
    replaces: null,
    version: '1.4' as const,
    identifiers: { documentOid: `2.25.1${index}`, setId: `2.25.2${index}`, versionNumber: 1, newId: counter() },
  }));
  const arbitrary = fc.record({
    patient: arbitraryPatient,
    dossier: arbitraryDossier,
    author: arbitraryProfessional,
    medecinTraitant: fc.option(arbitraryProfessional, { nil: null }),
    replaces: fc.constantFrom(null, { documentId: '2.25.77', versionNumber: 3 }),
    version: fc.constantFrom('1.4' as const, '2023.01' as const),
  });
  const made = fc.sample(arbitrary, { seed: SEED, numRuns: generated }).map((one, index) => ({
    ...common,
    ...one,
    author: one.author.practitioner,
    structure: one.author.structure,
    identifiers: {
      documentOid: `2.25.3${index}`,
      setId: `2.25.4${index}`,
      versionNumber: one.replaces ? 4 : 1,
      newId: counter(),
    },
  }));
  return [...demo, ...made];
}

const all = sources().map((source) => ({ source, bytes: buildVsm(source).bytes }));

describe('content read back by XPath equals the record [77]–[87]', () => {
  test.each(all.map((one, index) => [index, one] as const))('record %i', (_, { source, bytes }) => {
    const { dossier } = source;
    const reading = new VsmReading(bytes);
    expect(reading.duplicatedIds).toEqual([]);
    expect(reading.repeatedEntryIds()).toEqual([]);
    expect(reading.danglingReferences()).toEqual([]);

    const parentSentences = (loinc: string): string[] => reading.section(loinc)?.sentences ?? [];
    const silent: Record<string, string[]> = { '34117-2': [], '57207-3': [], '18776-5': [] };
    for (const expected of expectedSections(dossier)) {
      const section = reading.section(expected.loinc);
      const notRecorded = `${expected.silence} : Non renseigné`;
      if (expected.state === 'silent') {
        silent[expected.parent]?.push(notRecorded);
        expect(section, expected.loinc).toBeNull();
        continue;
      }
      expect(section?.columns, expected.loinc).toEqual(expected.state === 'present' ? expected.columns : []);
      expect(section?.rows, expected.loinc).toEqual(expected.rows);
      if (expected.state === 'present') {
        expect(section?.sentences).toEqual([]);
        expect(section?.entries, expected.loinc).toMatchObject(expected.facts);
        expect(section?.entries).toHaveLength(expected.facts.length);
      } else {
        expect(section?.sentences).toEqual([expect.stringMatching(/^Absence affirmée : aucune? /)]);
        expect(section?.entries).toHaveLength(1);
        const [entry] = section?.entries ?? [];
        expect(entry?.code ?? entry?.kind, expected.loinc).toMatch(/^no-known-/);
        expect(entry?.line).toBe(section?.sentences[0]);
      }
    }

    const { factorRows, toxicRows, facts } = expectedWayOfLife(dossier);
    const toxicSilence =
      dossier.toxiques.etat === 'absence-affirmee'
        ? 'Exposition à un toxique : Absence affirmée : aucune exposition à un toxique'
        : 'Exposition à un toxique : Non renseigné';
    const wayOfLife = reading.section('29762-2');
    if (facts.length === 0) {
      expect(wayOfLife).toBeNull();
      silent['57207-3']?.unshift('Facteurs de risque : Non renseigné', toxicSilence);
    } else {
      expect(wayOfLife?.entries).toMatchObject(facts);
      expect(wayOfLife?.entries).toHaveLength(facts.length);
      expect(reading.captioned('29762-2', 'Facteurs de risque')?.rows ?? []).toEqual(factorRows);
      expect(reading.captioned('29762-2', 'Exposition à un toxique')?.rows ?? []).toEqual(toxicRows);
      expect(wayOfLife?.sentences).toEqual([
        ...(factorRows.length > 0 ? [] : ['Facteurs de risque : Non renseigné']),
        ...(toxicRows.length > 0 ? [] : [toxicSilence]),
      ]);
    }

    const textOf = (section: { etat: string; texte: string }, absence: string): string =>
      section.texte !== ''
        ? shownLines(section.texte)
        : section.etat === 'absence-affirmee'
          ? absence
          : 'Non renseigné';
    const work = textOf(dossier.risquesProfessionnels, 'Absence affirmée : aucun facteur de risque professionnel');
    if (work === 'Non renseigné') {
      expect(reading.section('10161-8')).toBeNull();
      silent['57207-3']?.splice(facts.length === 0 ? 2 : 0, 0, 'Facteurs de risque professionnels : Non renseigné');
    } else expect(reading.section('10161-8')?.sentences).toEqual([work]);
    expect(reading.section('30954-2')?.sentences).toEqual([
      textOf(dossier.pointsDeVigilance, 'Absence affirmée : aucun point de vigilance'),
    ]);
    for (const [parent, sentences] of Object.entries(silent))
      expect(parentSentences(parent), parent).toEqual(sentences);
  });

  test.each(all.map((one, index) => [index, one] as const))(
    'patient and people of record %i',
    (_, { source, bytes }) => {
      const { patient, author, medecinTraitant, structure } = source;
      const reading = new VsmReading(bytes);
      const role = '/c:ClinicalDocument/c:recordTarget/c:patientRole';
      const ids = reading
        .nodes(`${role}/c:id`)
        .map((node) => [reading.text('@root', node), reading.text('@extension', node)]);
      const shared = patient.statutIdentite === 'qualifiee' ? patient.ins : null;
      expect(ids).toEqual([...(shared ? [[shared.oid, shared.matricule]] : []), [source.patientLocalOid, patient.id]]);
      if (!shared && patient.ins !== null)
        expect(new TextDecoder().decode(bytes)).not.toContain(patient.ins.matricule.slice(0, 13));
      const name = `${role}/c:patient/c:name`;
      expect(reading.text(`${name}/c:family[@qualifier="BR"]`)).toBe(patient.nomNaissance);
      expect(reading.text(`${name}/c:family[@qualifier="CL"]`)).toBe(patient.nomUtilise);
      expect(reading.text(`${name}/c:given[not(@qualifier)]`)).toBe(patient.prenoms.join(' '));
      expect(reading.text(`${name}/c:given[@qualifier="BR"]`)).toBe(patient.premierPrenom);
      expect(reading.text(`${role}//c:administrativeGenderCode/@code`)).toBe({ M: 'M', F: 'F', I: 'UN' }[patient.sexe]);
      expect(reading.text(`${role}//c:birthTime/@value`)).toBe(patient.dateNaissance.replaceAll('-', ''));
      expect(reading.text(`${role}//c:birthplace//c:county`)).toBe(
        patient.lieuNaissanceInsee ?? (shared ? '99999' : null),
      );
      expect(reading.text('/c:ClinicalDocument/c:effectiveTime/@value')).toBe('20260106003000+0100');
      const byAuthor = '/c:ClinicalDocument/c:author/c:assignedAuthor';
      expect(reading.text(`${byAuthor}/c:id/@extension`)).toBe(author.idNat);
      expect(reading.text(`${byAuthor}//c:family`)).toBe(author.nom);
      expect(reading.text(`${byAuthor}/c:representedOrganization/c:name`)).toBe(structure.nom);
      expect(reading.text('/c:ClinicalDocument/c:legalAuthenticator/c:assignedEntity/c:id/@extension')).toBe(
        author.idNat,
      );
      expect(reading.text('/c:ClinicalDocument/c:author/c:functionCode/@code')).toBe(
        medecinTraitant?.practitioner.idNat === author.idNat ? 'PCP' : null,
      );
      expect(
        reading.text('/c:ClinicalDocument/c:participant[@typeCode="INF"]/c:associatedEntity/c:id/@extension'),
      ).toBe(medecinTraitant?.practitioner.idNat ?? null);
      expect(reading.text('/c:ClinicalDocument/c:relatedDocument[@typeCode="RPLC"]/c:parentDocument/c:id/@root')).toBe(
        source.replaces?.documentId ?? null,
      );
    },
  );
});

describe.skipIf(!validatorIsThere)('rules of the ANS (skipped without the shared reference material)', () => {
  let folder = '';
  const files: string[] = [];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vsm-referee-'));
    for (const [index, { bytes }] of all.entries()) {
      const file = join(folder, `${index}.xml`);
      await writeFile(file, bytes);
      files.push(file);
    }
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  /** Findings of the validator, files that pass left out; '' when all of them do. */
  function judge(...options: string[]): Promise<string> {
    return new Promise((resolve, reject) => {
      execFile(validator, [...options, ...files], { maxBuffer: 64 * 1024 * 1024 }, (error, stdout) => {
        const summary = stdout.trimEnd().split('\n').at(-1) ?? '';
        if (summary === `${files.length} valid, 0 with errors`) resolve('');
        else if (stdout === '') reject(error ?? new Error('the validator said nothing'));
        else
          resolve(
            stdout
              .split('\n')
              .filter((line) => /error|errors$/.test(line))
              .join('\n'),
          );
      });
    });
  }

  test(
    `schema and schematrons: 0 errors in ${all.length} documents`,
    async () => {
      expect(await judge()).toBe('');
    },
    20 * MINUTES,
  );

  test(
    `with every rule: 0 errors in ${all.length} documents`,
    async () => {
      expect(await judge('--every-rule', '--no-xsd')).toBe('');
    },
    20 * MINUTES,
  );
});
