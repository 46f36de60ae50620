import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arbitraryDossier } from '../../../../fixtures/records/arbitrary-records.ts';
import { demoPractice, demoRecords, numberedUuid } from '../../../../fixtures/records/demo-sources.ts';
import { readCdaHeader } from '../header.reader.ts';
import { CdaInputError } from '../input-error.ts';
import { displayDossier, displayLine, displayText } from './display-text.ts';
import { buildVsm } from './index.ts';
import type { VsmSource } from './index.ts';

function source(name: string, changes: Partial<VsmSource> = {}): VsmSource {
  const { doctors, structure } = demoPractice();
  const record = demoRecords().find(({ patient }) => patient.nomNaissance === name);
  const [author] = doctors;
  if (record === undefined || author === undefined) throw new Error('the demo practice is empty');
  let rank = 0;
  return {
    ...record,
    author,
    structure,
    medecinTraitant: { practitioner: author, structure },
    patientLocalOid: '2.25.301',
    now: { instant: '2026-01-05T08:30:00.000Z', zoneOffsetMinutes: 60 },
    identifiers: { documentOid: '2.25.1', setId: '2.25.2', versionNumber: 1, newId: () => numberedUuid(1, ++rank) },
    replaces: null,
    version: '1.4',
    ...changes,
  };
}
const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

test('[88] header of VSM 1.4 and 2023.01 as the volet asks', () => {
  for (const [version, extension] of [
    ['1.4', '201310'],
    ['2023.01', '2023.01'],
  ] as const) {
    const header = readCdaHeader(buildVsm(source('CHEMIN', { version })).bytes);
    expect(header.templateIds.at(-1)).toEqual({ root: '1.2.250.1.213.1.1.1.13', extension });
    expect(header.code).toEqual({ code: 'SYNTH', codeSystem: '1.2.250.1.213.1.1.4.12', displayName: 'Synthèse' });
    expect(header.serviceEvents[0]?.code).toMatchObject({ code: '34117-2', displayName: 'Historique et clinique' });
    expect(header.participants[0]).toMatchObject({
      typeCode: 'INF',
      function: { code: 'PCP', displayName: 'Médecin Traitant' },
    });
    expect(header.encounter?.facilityType?.code).toBe('SA07');
    expect(header.patient.ins).toEqual({ root: '1.2.250.1.213.1.4.10', extension: '148085121599955' });
  }
});

test('an identity that is not qualified leaves with the local number only', () => {
  for (const name of ['BLANC', 'NOIR', 'GRIS']) {
    const made = source(name);
    const bytes = buildVsm(made).bytes;
    expect(readCdaHeader(bytes).patient.ins).toBeNull();
    expect(text(bytes)).not.toContain(made.patient.ins?.matricule.slice(0, 13));
  }
});

test('a remplaçant signs under the structure of the replaced doctor, who stays the médecin traitant', () => {
  const [owner, remplacant] = demoPractice().doctors;
  if (owner === undefined || remplacant === undefined) throw new Error('the demo practice has two doctors');
  const header = readCdaHeader(buildVsm(source('CHEMIN', { author: remplacant })).bytes);
  expect(header.authors[0]).toMatchObject({
    function: null,
    name: { family: remplacant.nom },
    organization: { name: 'CABINET M MEDECIN5729' },
  });
  expect(header.legalAuthenticator?.ids[0]?.extension).toBe(remplacant.idNat);
  expect(header.participants[0]?.ids[0]?.extension).toBe(owner.idNat);
});

test('a replacement names the version it takes the place of, in the same set', () => {
  const header = readCdaHeader(
    buildVsm(
      source('CHEMIN', {
        replaces: { documentId: '2.25.9', versionNumber: 1 },
        identifiers: { ...source('CHEMIN').identifiers, versionNumber: 2 },
      }),
    ).bytes,
  );
  expect(header.versionNumber).toBe(2);
  expect(header.relatedDocuments).toEqual([
    {
      typeCode: 'RPLC',
      id: { root: '2.25.9', extension: null },
      setId: { root: '2.25.2', extension: null },
      versionNumber: 1,
    },
  ]);
});

test('the same source gives the same bytes', () => {
  expect(text(buildVsm(source('VALLEE')).bytes)).toBe(text(buildVsm(source('VALLEE')).bytes));
});

test('what contradicts itself in a record is shown by what is written', () => {
  const made = source('VALLEE');
  const dossier = { ...made.dossier, allergies: { ...made.dossier.allergies, etat: 'absence-affirmee' as const } };
  const { model, bytes } = buildVsm({ ...made, dossier });
  expect(model.sections.find(({ cle }) => cle === 'allergies')?.etat).toBe('present');
  expect(text(bytes)).not.toContain('no-known-allergies');
  const hollow = { ...made.dossier, pathologies: { etat: 'present' as const, elements: [] } };
  expect(buildVsm({ ...made, dossier: hollow }).model.sections[0]).toMatchObject({
    etat: 'non-renseigne',
    texte: 'Non renseigné',
  });
});

test('refuses a sector that no document admits, in French', () => {
  const { structure } = demoPractice();
  expect(() => buildVsm(source('CHEMIN', { structure: { ...structure, secteur: 'SA99' } }))).toThrow(CdaInputError);
});

test('shown text holds no control or reordering character and is stable', () => {
  expect(displayLine(' a\u0007b\tc\u202ed\u00a0 e\n')).toBe('a b c d e');
  expect(displayText('a \r\n\r\n b\u2028c\ud800')).toBe('a\n\nb\nc\ufffd');
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (input) => {
      expect(displayText(displayText(input))).toBe(displayText(input));
      expect(displayLine(input)).not.toMatch(/[\p{Cc}\u202a-\u202e]|^\s|\s$|\s\s/u);
    }),
  );
  fc.assert(
    fc.property(arbitraryDossier, (dossier) => {
      expect(displayDossier(displayDossier(dossier))).toEqual(displayDossier(dossier));
    }),
  );
});
