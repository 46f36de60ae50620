import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Instant } from '../../shared/domain/civil-date.ts';
import { documentsHandlers, storeDocument } from '../features/documents/index.ts';
import { addPatient, baseForTests, DOCTOR } from '../features/testing.ts';
import type { RecordAccess } from '../features/session/index.ts';
import { cdaSample, related, resultSample, sectionSample } from '../formats/cda/read/testing/cda-sample.ts';
import { createFormatPool } from './format-pool.ts';

const base = baseForTests({ beforeAll, afterAll });
const pool = createFormatPool(join(import.meta.dirname, 'format-worker.ts'));
afterAll(() => pool.close());

function handlers(formats = pool) {
  const { store } = base();
  const access: RecordAccess = {
    session: () => {
      throw new Error('no session is asked for');
    },
    actor: () => DOCTOR,
    query: (query, input) => store.query(query, input, DOCTOR),
    execute: (command, input) => store.execute(command, input, DOCTOR),
  };
  return documentsHandlers({
    openWindow: () => undefined,
    access,
    view: (order) => formats.run('lire-document', order),
    source: (order) => formats.run('source-document', order),
  });
}

async function filed(bytes: Uint8Array, mediaType: string, pdf: Uint8Array | null = null) {
  const patientId = await addPatient(base());
  const line = await base().store.execute(
    storeDocument,
    {
      patientId,
      date: '2026-03-16T09:30:00.000Z' as Instant,
      typeCode: '11502-2',
      type: 'CR d’examens biologiques',
      titre: 'Compte rendu',
      auteur: null,
      auteurNom: 'Jeanne LABAT',
      etablissement: 'Laboratoire des Tilleuls',
      origine: 'messagerie',
      mediaType,
      bytes,
      pdf,
      setId: null,
      versionNumber: 1,
      uniqueId: null,
      remplace: null,
      masques: { masquePs: false, invisiblePatient: false },
      noteId: null,
      envoi: 'sans-objet',
      complement: null,
      provenance: { source: 'essai', detail: {} },
    },
    DOCTOR,
  );
  return { patientId, documentId: line.id };
}

const report = Buffer.from(
  cdaSample({
    body: sectionSample('<paragraph>Récit</paragraph>', related(resultSample('<value xsi:type="ST">ok</value>'))),
  }),
);

test('a document of the record is read in the worker; its PDF filed beside does not travel with it', async () => {
  const target = await filed(report, 'text/xml', Buffer.from('%PDF-1.4'));
  const read = await handlers()['documents.lire'](target);
  expect(read).toMatchObject({
    pdfAPart: true,
    tailleOctets: report.length,
    vue: {
      format: 'cda',
      pdf: null,
      entete: { patient: 'PAT-TROIS D.' },
      corps: {
        kind: 'structure',
        sections: [{ titre: 'BIOCHIMIE', resultats: [{ libelle: 'Potassium', valeur: 'ok' }] }],
      },
    },
  });
  expect((await handlers()['documents.source'](target)).texte).toContain('<ClinicalDocument');
});

test('it is never read from the record of another', async () => {
  const { documentId } = await filed(report, 'text/xml');
  const patientId = await addPatient(base());
  await expect(handlers()['documents.lire']({ patientId, documentId })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(handlers()['documents.source']({ patientId, documentId })).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('a reading that is stopped is told in the place of the document', async () => {
  const target = await filed(report, 'text/xml');
  const dead = createFormatPool(join(import.meta.dirname, 'no-such-worker.ts'));
  const { vue } = await handlers(dead)['documents.lire'](target);
  expect(vue.corps).toMatchObject({ kind: 'aucun', motif: expect.stringContaining('arrêtée') as string });
});
