import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PartialDate } from '../../../shared/domain/civil-date.ts';
import { addPatient, baseForTests, COLLEAGUE, DOCTOR, NO_FACTORS } from '../testing.ts';
import {
  addElement,
  amendElement,
  openDossier,
  readHistory,
  removeElement,
  setRiskFactors,
  setSectionState,
  setSectionText,
  undoOperation,
} from './index.ts';

const base = baseForTests({ beforeAll, afterAll });
const asthma = { debut: '2011-10' as PartialDate, fin: null, type: 'Diagnostic', libelle: 'Asthme', code: null };

test('three states: adding makes a section present and withdraws an absence; undo gives the absence back', async () => {
  const { store } = base();
  const patientId = await addPatient(base());
  const absent = await store.execute(
    setSectionState,
    { patientId, section: 'pathologies', etat: 'absence-affirmee' },
    DOCTOR,
  );
  expect(absent.medical.pathologies).toEqual({ etat: 'absence-affirmee', elements: [] });
  const added = await store.execute(addElement, { patientId, section: 'pathologies', valeur: asthma }, DOCTOR);
  expect(added.medical.pathologies).toMatchObject({
    etat: 'present',
    elements: [{ libelle: 'Asthme', version: 1, auteur: DOCTOR.idNat }],
  });
  const affirm = store.execute(
    setSectionState,
    { patientId, section: 'pathologies', etat: 'absence-affirmee' },
    DOCTOR,
  );
  await expect(affirm).rejects.toMatchObject({ code: 'ABSENCE_WITH_ELEMENTS' });
  const undone = await store.execute(undoOperation, { patientId, operationId: added.operationId }, DOCTOR);
  expect(undone.medical.pathologies).toEqual({ etat: 'absence-affirmee', elements: [] });
  const again = store.execute(undoOperation, { patientId, operationId: added.operationId }, DOCTOR);
  await expect(again).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
});

test('an element is amended and removed by the version that was read; its history keeps every text; undo brings it back', async () => {
  const { store } = base();
  const patientId = await addPatient(base());
  const { elementId } = await store.execute(addElement, { patientId, section: 'pathologies', valeur: asthma }, DOCTOR);
  await store.execute(
    amendElement,
    { patientId, elementId, version: 1, valeur: { ...asthma, libelle: 'Asthme sévère' } },
    COLLEAGUE,
  );
  const late = store.execute(amendElement, { patientId, elementId, version: 1, valeur: asthma }, DOCTOR);
  await expect(late).rejects.toMatchObject({ code: 'VERSION_CONFLICT' });
  const gone = await store.execute(
    removeElement,
    { patientId, elementId, version: 2, motif: 'erreur de dossier' },
    DOCTOR,
  );
  expect(gone.medical.pathologies).toEqual({ etat: 'non-renseigne', elements: [] });
  const history = await store.query(readHistory, { patientId, section: 'pathologies' }, DOCTOR);
  expect(history.map((line) => [line.action, line.avant, line.apres])).toEqual([
    ['Retrait : erreur de dossier', 'Asthme sévère (10/2011)', null],
    ['Modification', 'Asthme (10/2011)', 'Asthme sévère (10/2011)'],
    ['Ajout', null, 'Asthme (10/2011)'],
  ]);
  const back = await store.execute(undoOperation, { patientId, operationId: gone.operationId }, DOCTOR);
  expect(back.medical.pathologies.elements).toMatchObject([{ libelle: 'Asthme sévère', version: 4 }]);
});

test('undo is refused once something was changed since', async () => {
  const { store } = base();
  const patientId = await addPatient(base());
  const added = await store.execute(addElement, { patientId, section: 'pathologies', valeur: asthma }, DOCTOR);
  const { elementId } = added;
  await store.execute(
    amendElement,
    { patientId, elementId, version: 1, valeur: { ...asthma, libelle: 'Autre' } },
    DOCTOR,
  );
  const undo = store.execute(undoOperation, { patientId, operationId: added.operationId }, DOCTOR);
  await expect(undo).rejects.toMatchObject({ code: 'VERSION_CONFLICT' });
});

test('a value that does not fit its section, or ends before it starts, is refused and nothing is written', async () => {
  const { store } = base();
  const patientId = await addPatient(base());
  for (const valeur of [
    null,
    {},
    { ...asthma, libelle: ' ' },
    { ...asthma, fin: '2010' },
    { ...asthma, debut: '2011-13' },
  ]) {
    const attempt = store.execute(addElement, { patientId, section: 'pathologies', valeur }, DOCTOR);
    await expect(attempt).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  }
  const { medical } = await store.query(openDossier, { patientId }, DOCTOR);
  expect(medical.pathologies.etat).toBe('non-renseigne');
});

test('another patient’s element is out of reach', async () => {
  const { store } = base();
  const [patientId, other] = [await addPatient(base()), await addPatient(base())];
  const { elementId, operationId } = await store.execute(
    addElement,
    { patientId, section: 'pathologies', valeur: asthma },
    DOCTOR,
  );
  const remove = store.execute(removeElement, { patientId: other, elementId, version: 1, motif: '' }, DOCTOR);
  await expect(remove).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(store.execute(undoOperation, { patientId: other, operationId }, DOCTOR)).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
});

test('texts and risk factors: said, emptied, undone', async () => {
  const { store } = base();
  const patientId = await addPatient(base());
  const text = await store.execute(
    setSectionText,
    { patientId, section: 'pointsDeVigilance', texte: ' Marche avec une canne ' },
    DOCTOR,
  );
  expect(text.medical.pointsDeVigilance).toEqual({ etat: 'present', texte: 'Marche avec une canne' });
  const absence = store.execute(
    setSectionState,
    { patientId, section: 'pointsDeVigilance', etat: 'absence-affirmee' },
    DOCTOR,
  );
  await expect(absence).rejects.toMatchObject({ code: 'ABSENCE_WITH_ELEMENTS' });
  const undone = await store.execute(undoOperation, { patientId, operationId: text.operationId }, DOCTOR);
  expect(undone.medical.pointsDeVigilance).toEqual({ etat: 'non-renseigne', texte: '' });
  const facteurs = { ...NO_FACTORS, tabac: 'oui' as const, tabacQuantite: { valeur: 20, unite: '{pack}/a' as const } };
  const said = await store.execute(setRiskFactors, { patientId, facteurs }, DOCTOR);
  expect(said.medical.facteursDeRisque).toEqual(facteurs);
  const history = await store.query(readHistory, { patientId, section: 'facteursDeRisque' }, DOCTOR);
  expect(history).toMatchObject([{ apres: 'Tabac : oui ; 20 paquets-année', avant: null }]);
});
