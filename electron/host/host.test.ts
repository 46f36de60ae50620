import { afterEach, beforeEach, expect, test } from 'vitest';
import { civilDateOf } from '../../shared/domain/civil-date.ts';
import { EMPTY_NOTE } from '../../shared/domain/medical.ts';
import { startTestHost, type TestHost } from './testing/test-host.ts';

let desk: TestHost;
beforeEach(async () => {
  desk = await startTestHost();
});
afterEach(() => desk.dispose());

const open = () => desk.call('session.ouvrir', { pin: '1234', confirmeDernierEssai: false });
const chemin = async () => {
  const [found] = await desk.call('patients.chercher', { texte: 'chemin' });
  if (found === undefined) throw new Error('no patient');
  return found.id;
};

test('the first login makes the base of the practice, its recovery code is typed back, the day is there', async () => {
  expect(await desk.call('session.etat', {})).toMatchObject({ etat: 'verrouillee', baseExiste: false, test: true });
  expect(await open()).toEqual({ resultat: 'ouverte' });
  const { code } = await desk.call('session.codeRecuperation', {});
  expect(await desk.call('session.confirmerCodeRecuperation', { saisi: 'faux' })).toEqual({ exact: false });
  expect(await desk.call('session.confirmerCodeRecuperation', { saisi: code?.toLowerCase() ?? '' })).toEqual({
    exact: true,
  });
  const day = await desk.call('agenda.jour', { date: civilDateOf(new Date()) });
  expect(day).toHaveLength(20);
  expect(day[0]).toMatchObject({ heure: '08:30', patient: { nomNaissance: 'CHEMIN' }, dmp: { etat: 'non-verifie' } });
});

test('a note is written, the card leaves, the same doctor comes back to it', async () => {
  await open();
  const patientId = await chemin();
  const note = await desk.call('notes.commencer', { patientId });
  const contenu = { ...EMPTY_NOTE, motif: 'Toux', texte: 'Depuis trois jours', poids: 80, taille: 178 };
  await desk.call('notes.enregistrerBrouillon', { patientId, noteId: note.id, contenu });
  desk.reader.remove();
  await desk.until(() => desk.card.view().etat === 'sans-carte');
  await expect.poll(() => desk.host.isUnlocked()).toBe(false);
  expect(await desk.answer('dossier.ouvrir', { patientId })).toMatchObject({ ok: false, error: { code: 'LOCKED' } });
  expect(await desk.call('session.etat', {})).toMatchObject({
    verrouilleePour: 'carte-retiree',
    dernierMedecin: 'Dr PAUL MEDECIN5729',
  });
  desk.reader.insert('medecin');
  await desk.until(() => desk.card.view().etat === 'carte');
  expect(await open()).toEqual({ resultat: 'ouverte' });
  const view = await desk.call('dossier.ouvrir', { patientId });
  expect(view.notes[0]).toMatchObject({ id: note.id, motif: 'Toux', texte: 'Depuis trois jours', signeeLe: null });
});

test('[73] [88] the VSM is previewed, made, filed with its PDF, and not made twice when nothing changed', async () => {
  await open();
  const patientId = await chemin();
  const preview = await desk.call('vsm.apercu', { patientId });
  expect(preview.modele.sections.map((section) => section.cle)).toContain('pathologies');
  const line = await desk.call('vsm.produire', { patientId });
  expect(line).toMatchObject({ typeCode: 'SYNTH', envoi: 'du', version: 1 });
  const cda = await desk.call('documents.contenu', { patientId, documentId: line.id, forme: 'cda' });
  expect(Buffer.from(cda.base64, 'base64').toString('utf8')).toContain('148085121599955');
  const pdf = await desk.call('documents.contenu', { patientId, documentId: line.id, forme: 'pdf' });
  expect(Buffer.from(pdf.base64, 'base64').subarray(0, 5).toString('latin1')).toBe('%PDF-');
  expect((await desk.call('vsm.produire', { patientId })).id).toBe(line.id);
  await desk.call('dossier.texteSection', { patientId, section: 'pointsDeVigilance', texte: 'Porte des lunettes' });
  const next = await desk.call('vsm.produire', { patientId });
  expect(next).toMatchObject({ version: 2, remplace: line.id });
});

test('another doctor’s card has no access until a code of arrival lets it in', async () => {
  await open();
  const { code } = await desk.call('session.emettreCodeArrivee', {});
  desk.reader.insert('medecin2');
  await desk.until(() => {
    const view = desk.card.view();
    return view.etat === 'carte' && view.nom === 'MEDECIN5730';
  });
  await expect.poll(() => desk.host.isUnlocked()).toBe(false);
  expect(await open()).toEqual({ resultat: 'carte-non-enrolee' });
  const joined = await desk.call('session.rejoindre', { pin: '1234', confirmeDernierEssai: false, code });
  expect(joined).toMatchObject({
    resultat: 'choisir-situation',
    situations: [{ secteur: 'SA07' }, { secteur: 'SA01' }],
  });
  expect(await desk.call('session.choisirSituation', { structureId: '499700057302002' })).toEqual({
    resultat: 'ouverte',
  });
  expect(await desk.call('session.etat', {})).toMatchObject({ etat: 'ouverte', praticien: { nom: 'MEDECIN5730' } });
});

test('a wrong code counts down and the base stays shut; the recovery code opens without a card and sends nothing', async () => {
  await open();
  const { code } = await desk.call('session.codeRecuperation', {});
  await desk.call('session.verrouiller', {});
  expect(await desk.call('session.ouvrir', { pin: '0000', confirmeDernierEssai: false })).toEqual({
    resultat: 'code-errone',
    essais: 2,
  });
  expect(desk.host.isUnlocked()).toBe(false);
  expect(await desk.answer('session.ouvrirParCode', { code: 'AAAA-AAAA' })).toMatchObject({
    ok: false,
    error: { code: 'WRONG_CODE' },
  });
  expect(await desk.call('session.ouvrirParCode', { code: code ?? '' })).toEqual({ resultat: 'ouverte' });
  const patientId = await chemin();
  expect((await desk.call('partage.preparer', { patientId })).dmpEmpeche).toContain('carte');
});

test('after a restart everything signed is there', async () => {
  await open();
  const patientId = await chemin();
  const note = await desk.call('notes.commencer', { patientId });
  await desk.call('notes.signer', {
    patientId,
    noteId: note.id,
    contenu: { ...EMPTY_NOTE, motif: 'Renouvellement', texte: 'ok' },
  });
  await desk.restart();
  await open();
  expect((await desk.call('dossier.ouvrir', { patientId })).notes[0]).toMatchObject({
    motif: 'Renouvellement',
    version: 1,
  });
});
