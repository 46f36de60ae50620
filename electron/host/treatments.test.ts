import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DocumentLine } from '../../shared/contract/dossier.ts';
import type { LigneOrdonnance } from '../../shared/domain/redaction.ts';
import type { PatientId } from '../../shared/ids.ts';
import { startTestHost, type TestHost } from './testing/test-host.ts';

let desk: TestHost;
let patientId: PatientId;
let other: PatientId;
beforeAll(async () => {
  desk = await startTestHost();
  await desk.call('session.ouvrir', { pin: '1234', confirmeDernierEssai: false });
  const found = async (texte: string) => {
    const [first] = await desk.call('patients.chercher', { texte });
    if (first === undefined) throw new Error(`no ${texte}`);
    return first.id;
  };
  patientId = await found('chemin');
  other = await found('desmaux');
});
afterAll(() => desk.dispose());

const ligne = (change: Partial<LigneOrdonnance>): LigneOrdonnance => ({
  id: randomUUID(),
  cis: null,
  libelle: 'BISOPROLOL 5 mg, comprimé',
  marque: '',
  posologie: '1 le matin',
  duree: '3 mois',
  quantite: '',
  enToutesLettres: false,
  ald: false,
  nonSubstituable: '',
  renouvellements: 0,
  ...change,
});
async function prescribe(lignes: LigneOrdonnance[], amende: DocumentLine | null = null): Promise<DocumentLine> {
  const writing = await desk.call('redaction.ouvrir', {
    patientId,
    type: 'ordonnance',
    ...(amende === null ? {} : { amende: amende.id, motif: 'erreur' }),
  });
  return desk.call('redaction.signer', { patientId, id: writing.id, contenu: { ...writing.contenu, lignes } });
}
const proposed = async () => (await desk.call('dossier.ordonnanceAReprendre', { patientId }))?.propositions ?? [];
const treatments = async () =>
  (await desk.call('dossier.ouvrir', { patientId })).medical.traitements.elements.map(
    ({ libelle, posologie, fin }) => [libelle, posologie, fin] as const,
  );

test('[37] [66] what was prescribed goes to the treatments in one operation, into the VSM, and can be taken back', async () => {
  const before = await treatments();
  expect(await proposed()).toEqual([]);
  const line = await prescribe([
    ligne({}),
    ligne({ libelle: 'AMOXICILLINE 1 g, comprimé', posologie: '1 matin et soir', duree: '6 jours' }),
  ]);
  const day = new Intl.DateTimeFormat('fr-CA', { timeZone: 'Europe/Paris' }).format(new Date(line.date));
  const found = await proposed();
  const added = found.filter(({ genre }) => genre === 'ajouter');
  expect(added.map(({ libelle, proposee }) => [libelle, proposee])).toEqual([
    ['BISOPROLOL 5 mg, comprimé', true],
    ['AMOXICILLINE 1 g, comprimé', false],
  ]);
  const choix = found
    .filter(({ proposee }) => proposee)
    .map(({ cle, actuel }) => ({ cle, version: actuel?.version ?? null }));
  const written = await desk.call('dossier.reprendreOrdonnance', { patientId, documentId: line.id, choix });
  expect(written.medical.traitements.elements).toContainEqual(
    expect.objectContaining({ libelle: 'BISOPROLOL 5 mg, comprimé', posologie: '1 le matin', debut: day, fin: null }),
  );
  expect(await proposed()).toEqual([]);
  const vsm = await desk.call('vsm.apercu', { patientId });
  expect(JSON.stringify(vsm)).toContain('BISOPROLOL 5 mg, comprimé');

  await desk.call('dossier.annulerOperation', { patientId, operationId: written.operationId });
  expect(await treatments()).toEqual(before);
  expect((await proposed()).map(({ libelle }) => libelle)).toContain('BISOPROLOL 5 mg, comprimé');
});

test('nothing is written for another patient, from another prescription, nor over what changed meanwhile', async () => {
  const line = await prescribe([ligne({ libelle: 'RAMIPRIL 5 mg, comprimé' })]);
  const [first] = await proposed();
  if (first === undefined) throw new Error('nothing proposed');
  const choix = [{ cle: first.cle, version: first.actuel?.version ?? null }];
  const before = await treatments();
  const target = { patientId, documentId: line.id };
  await expect(
    desk.call('dossier.reprendreOrdonnance', { patientId: other, documentId: line.id, choix }),
  ).rejects.toMatchObject({ message: expect.stringContaining('VERSION_CONFLICT') as string });
  await expect(desk.call('dossier.ignorerOrdonnance', { patientId: other, documentId: line.id })).rejects.toMatchObject(
    { message: expect.stringContaining('NOT_FOUND') as string },
  );
  await expect(
    desk.call('dossier.reprendreOrdonnance', { ...target, choix: [{ cle: randomUUID(), version: null }] }),
  ).rejects.toMatchObject({ message: expect.stringContaining('VERSION_CONFLICT') as string });
  // Amended meanwhile: the lines that were shown are no longer those of the record.
  const amended = await prescribe([ligne({ libelle: 'RAMIPRIL 2,5 mg, comprimé' })], line);
  await expect(desk.call('dossier.reprendreOrdonnance', { ...target, choix })).rejects.toMatchObject({
    message: expect.stringContaining('VERSION_CONFLICT') as string,
  });
  expect(await treatments()).toEqual(before);
  expect((await desk.call('dossier.ordonnanceAReprendre', { patientId }))?.documentId).toBe(amended.id);
});

test('a dose that changes keeps the beginning; a stop keeps the words; set aside, nothing is proposed again', async () => {
  await desk.call('dossier.ajouterElement', {
    patientId,
    section: 'traitements',
    valeur: { debut: '2020', fin: null, libelle: 'RAMIPRIL 5 mg', posologie: '1 le soir' },
  });
  const line = await prescribe([ligne({ libelle: 'RAMIPRIL 5 mg, comprimé', posologie: '1 le matin' })]);
  const found = await proposed();
  const change = found.find(({ genre }) => genre === 'modifier');
  expect(change).toMatchObject({ posologie: '1 le matin', actuel: { posologie: '1 le soir' }, proposee: true });
  const stopped = found.find(({ genre }) => genre === 'arreter');
  const chosen = [change, stopped].flatMap((each) =>
    each === undefined ? [] : [{ cle: each.cle, version: each.actuel?.version ?? null }],
  );
  const { medical } = await desk.call('dossier.reprendreOrdonnance', { patientId, documentId: line.id, choix: chosen });
  expect(medical.traitements.elements).toContainEqual(
    expect.objectContaining({ libelle: 'RAMIPRIL 5 mg, comprimé', posologie: '1 le matin', debut: '2020', fin: null }),
  );
  if (stopped !== undefined) {
    const ended = medical.traitements.elements.find(({ id }) => id === stopped.cle);
    expect(ended).toMatchObject({
      libelle: stopped.libelle,
      fin: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) as string,
    });
  }
  const next = await prescribe([ligne({ libelle: 'ATORVASTATINE 20 mg, comprimé' })]);
  expect(await proposed()).not.toEqual([]);
  await desk.call('dossier.ignorerOrdonnance', { patientId, documentId: next.id });
  expect(await proposed()).toEqual([]);
});

test('a prescription of a few days does not hide the long treatment that nobody has looked at', async () => {
  const long = await prescribe([ligne({ libelle: 'PERINDOPRIL 5 mg, comprimé' })]);
  await prescribe([ligne({ libelle: 'AMOXICILLINE 500 mg, gélule', duree: '6 jours' })]);
  const found = await desk.call('dossier.ordonnanceAReprendre', { patientId });
  expect(found?.documentId).toBe(long.id);
  const [first] = found?.propositions ?? [];
  const choix = [{ cle: first?.cle ?? '', version: null }];
  await desk.call('dossier.reprendreOrdonnance', { patientId, documentId: long.id, choix });
  expect(await proposed()).toEqual([]);
});
