import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CivilDate } from '../../shared/domain/civil-date.ts';
import type { PatientId } from '../../shared/ids.ts';
import { startTestHost, type TestHost } from './testing/test-host.ts';

let desk: TestHost;
let patientId: PatientId;
beforeAll(async () => {
  desk = await startTestHost();
  await desk.call('session.ouvrir', { pin: '1234', confirmeDernierEssai: false });
  const [found] = await desk.call('patients.chercher', { texte: 'chemin' });
  if (found === undefined) throw new Error('no patient');
  patientId = found.id;
});
afterAll(() => desk.dispose());

const version = async () => (await desk.call('patients.lire', { patientId })).version;
const toDmp = {
  documentId: null,
  dmp: true,
  confreres: [],
  versPatient: false,
  masques: { masquePs: false, invisiblePatient: false },
  objet: '',
  corps: '',
  finEchangePatient: false,
};

test('whatever the screen asks, the host refuses what the patient objected to, and says since when and why', async () => {
  const opposition = { patientId, objet: 'dmp', portee: 'tous', date: '2026-03-02' as CivilDate } as const;
  await desk.call('patients.opposer', { ...opposition, version: await version(), motif: 'refus oral' });
  const said = /02\/03\/2026 \(motif : refus oral\)/;
  const [before, ready] = [await desk.call('envois.resume', {}), await desk.call('partage.preparer', { patientId })];
  expect(ready.dmpEmpeche).toMatch(said);
  expect(ready.messagerieEmpechee ?? '').not.toMatch(said);
  expect((await desk.call('cloture.preparer', { patientId })).dmpEmpeche).toMatch(said);
  const refused = { ok: false, error: { code: 'PATIENT_OPPOSED', detail: expect.stringMatching(said) } };
  expect(await desk.answer('partage.envoyer', { patientId, ...toDmp })).toMatchObject(refused);
  const { id: documentId } = await desk.call('vsm.produire', { patientId });
  const documents = [{ documentId, masques: toDmp.masques }];
  expect(await desk.answer('cloture.envoyer', { patientId, documents })).toMatchObject(refused);
  expect(await desk.call('envois.resume', {})).toMatchObject({ enAttente: before.enAttente });

  await desk.call('patients.opposer', {
    ...opposition,
    objet: 'messagerie',
    portee: 'patient',
    version: await version(),
    motif: 'lu par un proche',
  });
  const mail = await desk.call('partage.preparer', { patientId });
  if (mail.patientOppose !== null) expect(mail.patientOppose).toMatch(/Mon espace santé le 02\/03\/2026/);

  const lifted = { patientId, date: '2026-04-01' as CivilDate, motif: 'accord écrit' };
  await desk.call('patients.leverOpposition', { ...lifted, objet: 'dmp', version: await version() });
  expect((await desk.call('partage.preparer', { patientId })).dmpEmpeche ?? '').not.toMatch(said);
  const { oppositions } = await desk.call('administratif.lire', { patientId });
  expect(oppositions.filter(({ objet }) => objet === 'dmp').map(({ action }) => action)).toEqual(['levee', 'exprimee']);
});
