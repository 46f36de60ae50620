import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { arbitraryWriting } from '../../../fixtures/records/arbitrary-writings.ts';
import { demoPractice, demoRecords } from '../../../fixtures/records/demo-sources.ts';
import { TYPES_REDIGES } from '../../../shared/domain/document-types/index.ts';
import { buildStructured } from '../../formats/cda/index.ts';
import { oidOfUuid } from '../../formats/xds/index.ts';
import { PATIENTS, SimulatedDmp } from './testing/simulated-dmp.ts';

const VISIBLE = { masquePs: false, invisiblePatient: false };
/** typeCode and formatCode (IHE ITI TF-3, §4.2.3.2). */
const TYPE = 'urn:uuid:f0306f51-975f-434e-a61c-c59651d33983';
const FORMAT = 'urn:uuid:a09d5840-386c-46f2-b5ad-9c3699a4309d';
const FORMATS: Readonly<Record<string, string>> = {
  'EP-MED-DM': 'urn:ihe:pharm:pre:2010',
  'LDL-EES': 'urn:asip:ci-sis:ldl-ees:2017',
  'LDL-SES': 'urn:asip:ci-sis:ldl-ses:2017',
  'IMG-DA': 'urn:ans:ci-sis:img-da:2022',
};
const MODELS = TYPES_REDIGES.flatMap((type) => (type.modele === undefined ? [] : [{ ...type, modele: type.modele }]));

let dmp: SimulatedDmp;
beforeAll(async () => {
  dmp = await SimulatedDmp.start();
});
afterAll(() => dmp.bench.close());

test.each(MODELS)('$modele is taken in by the DMP simulator, under its type and its format', async (type) => {
  const { doctors, structure } = demoPractice();
  const [author] = doctors;
  const patient = demoRecords().find(({ patient: { ins } }) => ins?.matricule === PATIENTS.treated)?.patient;
  const [content] = fc.sample(arbitraryWriting, { seed: 7, numRuns: 1 });
  if (author === undefined || patient === undefined || content === undefined) throw new Error('the demo is not whole');
  const cda = buildStructured(type.modele, {
    header: {
      patient,
      patientLocalOid: '2.25.301',
      author,
      structure,
      medecinTraitant: { practitioner: author, structure },
      now: { instant: new Date().toISOString(), zoneOffsetMinutes: 60 },
      identifiers: { documentOid: oidOfUuid(randomUUID()), setId: oidOfUuid(randomUUID()), versionNumber: 1 },
      replaces: null,
      type: { code: type.code, displayName: type.label, codeSystem: type.codeSystem },
      title: type.titre,
      recipients: [],
    },
    replaced: null,
    content,
    drugs: [],
    pdf: new TextEncoder().encode('%PDF-1.4'),
    newId: randomUUID,
  });
  const client = dmp.client({ mode: 'direct' });
  const frozen = await client.freezeSubmission({ cda, patient, confidentiality: VISIBLE });
  expect(await client.submit(frozen, patient)).toEqual({ outcome: 'received', alreadyKnown: false, warnings: [] });
  const { classifications = [] } = dmp.bench.server.state.document(frozen.documentUniqueId) ?? {};
  const codes = [TYPE, FORMAT].map((scheme) => classifications.find((each) => each.scheme === scheme)?.code);
  expect(codes).toEqual([type.code, FORMATS[type.modele]]);
});
