import { afterAll, beforeAll, expect, test } from 'vitest';
import { EMPTY_NOTE } from '../../../shared/domain/medical.ts';
import type { ElementId } from '../../../shared/ids.ts';
import { addPatient, baseForTests, COLLEAGUE, DOCTOR } from '../testing.ts';
import {
  amendNote,
  closeDossier,
  listNotes,
  listNoteVersions,
  openDossier,
  saveDraft,
  signNote,
  startNote,
} from './index.ts';

const base = baseForTests({ beforeAll, afterAll });
const asthma = {
  id: '22222222-2222-4222-8222-222222222222' as ElementId,
  libelle: 'Asthme',
  texte: 'Sibilants, débit de pointe à 350.',
};
const contenu = {
  ...EMPTY_NOTE,
  motif: 'Toux',
  texte: 'Toux sèche depuis 3 jours.',
  poids: 71.5,
  problemes: [asthma],
};

test('one draft for each doctor and patient; it is on disk once acknowledged; only its author sees it before it is signed', async () => {
  const patientId = await addPatient(base());
  const note = await base().store.execute(startNote, { patientId }, DOCTOR);
  expect(await base().store.execute(startNote, { patientId }, DOCTOR)).toEqual(note);
  await base().store.execute(saveDraft, { patientId, noteId: note.id, contenu }, DOCTOR);
  const store = await base().reopen();
  expect(await store.query(openDossier, { patientId }, DOCTOR)).toMatchObject({
    notesTotal: 1,
    notes: [{ ...contenu, signeeLe: null }],
  });
  expect(await store.query(openDossier, { patientId }, COLLEAGUE)).toMatchObject({ notesTotal: 0, notes: [] });
  const other = store.execute(saveDraft, { patientId, noteId: note.id, contenu }, COLLEAGUE);
  await expect(other).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
});

test('a signed note is amended by its author only, with a reason, and every text stays', async () => {
  const patientId = await addPatient(base());
  const { store } = base();
  const { id: noteId } = await store.execute(startNote, { patientId }, DOCTOR);
  const empty = store.execute(signNote, { patientId, noteId, contenu: EMPTY_NOTE }, DOCTOR);
  await expect(empty).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  await store.execute(signNote, { patientId, noteId, contenu }, DOCTOR);
  const late = store.execute(saveDraft, { patientId, noteId, contenu: EMPTY_NOTE }, DOCTOR);
  await expect(late).rejects.toMatchObject({ code: 'VERSION_CONFLICT' });
  const amend = {
    patientId,
    noteId,
    version: 1,
    contenu: { ...contenu, texte: 'Toux grasse.' },
    motif: 'faute de frappe',
  };
  await expect(store.execute(amendNote, amend, COLLEAGUE)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
  expect(await store.execute(amendNote, amend, DOCTOR)).toMatchObject({ version: 2, texte: 'Toux grasse.' });
  await expect(store.execute(amendNote, amend, DOCTOR)).rejects.toMatchObject({ code: 'VERSION_CONFLICT' });
  const versions = await store.query(listNoteVersions, { patientId, noteId }, COLLEAGUE);
  expect(versions).toMatchObject([
    { version: 1, texte: contenu.texte, problemes: [asthma], motifAmendement: null },
    { version: 2, texte: 'Toux grasse.', motifAmendement: 'faute de frappe' },
  ]);
});

test('a paragraph on a problem alone is a note; a problem that is only linked is not', async () => {
  const patientId = await addPatient(base());
  const { store } = base();
  const { id: noteId } = await store.execute(startNote, { patientId }, DOCTOR);
  const only = (texte: string) => ({ ...EMPTY_NOTE, problemes: [{ ...asthma, texte }] });
  const linked = store.execute(signNote, { patientId, noteId, contenu: only(' ') }, DOCTOR);
  await expect(linked).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  expect(await store.execute(signNote, { patientId, noteId, contenu: only('Stable') }, DOCTOR)).toMatchObject({
    problemes: [{ libelle: 'Asthme', texte: 'Stable' }],
  });
});

test('closing drops a draft in which nothing was written, and keeps any other', async () => {
  const patientId = await addPatient(base());
  const { store } = base();
  const { id: noteId } = await store.execute(startNote, { patientId }, DOCTOR);
  await store.execute(closeDossier, { patientId }, DOCTOR);
  expect(await store.query(listNotes, { patientId, avant: null }, DOCTOR)).toEqual([]);
  await expect(store.execute(saveDraft, { patientId, noteId, contenu }, DOCTOR)).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
  const kept = await store.execute(startNote, { patientId }, DOCTOR);
  await store.execute(saveDraft, { patientId, noteId: kept.id, contenu }, DOCTOR);
  await store.execute(closeDossier, { patientId }, DOCTOR);
  expect(await store.query(listNotes, { patientId, avant: null }, DOCTOR)).toHaveLength(1);
});
