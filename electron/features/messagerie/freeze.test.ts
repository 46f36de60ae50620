import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { IdNat } from '../../../shared/ids.ts';
import type { Patient } from '../../../shared/domain/patient.ts';
import { insKey } from '../../../shared/domain/ins.ts';
import { freezeMail, type CadreMessagerie, type MessageAFiger } from './freeze.ts';
import { departEmpeche, patientEmpeche } from './rules.ts';
import { corpsConfrere, corpsPatient, objetPropose } from './texts.ts';

const matricule = `2770763220829${insKey('2770763220829')}`;
const patient = {
  nomNaissance: 'CHEMIN-ÉTROIT',
  nomUtilise: null,
  premierPrenom: 'Anaïs',
  prenomUtilise: null,
  dateNaissance: '1977-07-08',
  sexe: 'F',
  ins: { matricule, oid: '1.2.250.1.213.1.4.10' },
  statutIdentite: 'qualifiee',
  oppositionMessagerie: null,
  medecinTraitant: null as IdNat | null,
} as unknown as Patient;

const message: MessageAFiger = {
  kind: 'confrere',
  patient,
  sender: {
    civilite: 'Dr',
    prenom: 'Paul',
    nom: 'MEDECIN5729',
    entite: 'CABINET M MEDECIN5729',
    adresse: 'paul.medecin5729@medecin.test.mssante.fr',
  },
  destinataires: ['Robert.Specialiste5737@medecin.test.mssante.fr', 'robert.specialiste5737@medecin.test.mssante.fr'],
  documents: [
    {
      code: 'SYNTH',
      type: 'Volet de synthèse médicale',
      dateActe: '2026-03-02',
      ins: null,
      pdf: new TextEncoder().encode('%PDF-1.4'),
    },
  ],
  archive: new Uint8Array([0x50, 0x4b, 5, 6]),
  invisiblePatient: false,
  objet: 'XDM/1.0/DDM+Volet de synthese medicale CHEMIN-ETROIT Anais 08/07/1977',
  corps: 'Bonjour',
  finEchange: true,
  accuseLecture: true,
  oppositionLevee: false,
  remplace: null,
  numeroDossier: null,
};
const frame: CadreMessagerie = { now: new Date('2026-03-02T10:00:00Z'), nil: 'TEST-0001', whiteList: null, test: true };
const head = (raw: Uint8Array): string =>
  (Buffer.from(raw).toString('latin1').split('\r\n\r\n')[0] ?? '').replace(/\r\n[ \t]+/g, ' ');

test('to a colleague: envelope, headers, and nothing of Mon espace santé', async () => {
  const frozen = await freezeMail(message, frame);
  expect(frozen.to).toEqual(['robert.specialiste5737@medecin.test.mssante.fr']);
  expect(frozen.from).toBe(message.sender.adresse);
  expect(frozen.messageId).toMatch(/^[0-9a-f-]{36}@medecin\.test\.mssante\.fr$/);
  const headers = head(frozen.raw);
  expect(headers).toContain(
    'From: Dr_Paul_MEDECIN5729_CABINET M MEDECIN5729 <paul.medecin5729@medecin.test.mssante.fr>',
  );
  expect(headers).toContain('X-MSS-INS: O');
  expect(headers).not.toContain('X-MSS-MES');
  expect(headers).toContain(`Subject: ${message.objet}`);
});

test('to the patient: the address comes from the qualified INS, FIN is a choice', async () => {
  const frozen = await freezeMail({ ...message, kind: 'patient' }, frame);
  expect(frozen.to).toEqual([`${matricule}@patient.mssante.fr`]);
  expect(head(frozen.raw)).toContain('X-MSS-MES: FIN');
  expect(head((await freezeMail({ ...message, kind: 'patient', finEchange: false }, frame)).raw)).not.toContain(
    'X-MSS-MES',
  );
});

test('what must not leave, and why', async () => {
  const refused = async (
    changed: Partial<MessageAFiger>,
    code: string,
    why: RegExp,
    around: Partial<CadreMessagerie> = {},
  ): Promise<void> => {
    await expect(freezeMail({ ...message, ...changed }, { ...frame, ...around })).rejects.toMatchObject({
      code,
      detail: expect.stringMatching(why) as string,
    });
  };
  await refused(
    { destinataires: ['a@gmail.com', 'b@medecin.test.mssante.fr'] },
    'RECIPIENT_NOT_ALLOWED',
    /^a@gmail\.com/,
  );
  await refused({ destinataires: [`${matricule}@patient.mssante.fr`] }, 'RECIPIENT_NOT_ALLOWED', /patient/);
  await refused({ destinataires: ['x@autre.mssante.fr'] }, 'RECIPIENT_NOT_ALLOWED', /x@autre/, {
    whiteList: { generatedOn: null, domains: new Set(['medecin.test.mssante.fr']) },
  });
  await refused({ destinataires: [] }, 'INVALID_INPUT', /destinataire/);
  await refused({ kind: 'patient', invisiblePatient: true }, 'NOT_ALLOWED', /invisible patient/);
  await refused({ kind: 'patient' }, 'NOT_ALLOWED', /identité de test/, { test: false });
  const opposed = { ...patient, oppositionMessagerie: { date: '2026-01-05', motif: 'refus' } } as Patient;
  await refused({ patient: opposed }, 'PATIENT_OPPOSED', /05\/01\/2026/);
  await refused({ kind: 'patient', patient: opposed }, 'PATIENT_OPPOSED', /05\/01\/2026/);
  await expect(
    freezeMail({ ...message, kind: 'patient', patient: opposed, oppositionLevee: true }, frame),
  ).resolves.toBeDefined();
  // Only their own Mon espace santé: colleagues are still written to.
  const notToMe = {
    ...patient,
    oppositionMessagerie: { date: '2026-01-05', motif: 'lu par un proche', portee: 'patient' },
  } as Patient;
  await refused({ kind: 'patient', patient: notToMe }, 'PATIENT_OPPOSED', /05\/01\/2026 \(motif : lu par un proche\)/);
  expect(await freezeMail({ ...message, patient: notToMe }, frame)).toMatchObject({ oppositionLevee: false });
  // Noted after the message was made, it is heard, unless that very gesture had lifted one.
  const made = { ins: null, oppositionLevee: false };
  expect(departEmpeche(notToMe, 'mssante-patient', made)).toMatch(/Mon espace santé le 05\/01\/2026/);
  expect(departEmpeche(notToMe, 'mssante-patient', { ...made, oppositionLevee: true })).toBeNull();
  expect(departEmpeche(notToMe, 'mssante-confrere', made)).toBeNull();
  expect(departEmpeche(opposed, 'mssante-confrere', made)).toMatch(/05\/01\/2026/);
  await refused({ archive: new Uint8Array(900_000) }, 'TOO_LARGE', /IHE_XDM\.zip \(0,9 Mo\)/, {
    tailleMaximale: 1_000_000,
  });
});

test('an INS that is not qualified never leaves, not even typed by hand', async () => {
  for (const statutIdentite of ['provisoire', 'recuperee', 'validee'] as const) {
    const unqualified = { ...patient, statutIdentite };
    await expect(freezeMail({ ...message, kind: 'patient', patient: unqualified }, frame)).rejects.toMatchObject({
      code: 'INS_NOT_QUALIFIED',
    });
    for (const changed of [
      { corps: `NIR ${matricule}` },
      { objet: matricule.slice(0, 13) },
      { corps: matricule.replace(/(.)/g, '$1 ') },
    ]) {
      await expect(freezeMail({ ...message, patient: unqualified, ...changed }, frame)).rejects.toMatchObject({
        code: 'INS_NOT_QUALIFIED',
      });
    }
    const frozen = await freezeMail({ ...message, patient: unqualified }, frame);
    expect(head(frozen.raw)).toContain('X-MSS-INS: N');
    expect(Buffer.from(frozen.raw).includes(matricule.slice(0, 13))).toBe(false);
  }
  fc.assert(
    fc.property(
      fc.constantFrom('provisoire', 'recuperee', 'validee'),
      fc.boolean(),
      fc.boolean(),
      (statutIdentite, invisiblePatient, mode) => {
        expect(patientEmpeche({ ...patient, statutIdentite } as Patient, { invisiblePatient }, mode)).not.toBe(null);
      },
    ),
  );
});

test('a document of another patient, or one that carries an INS no longer qualified, does not leave', async () => {
  const carrying = (ins: string) => ({
    ...message,
    documents: message.documents.map((document) => ({ ...document, ins })),
  });
  await expect(freezeMail(carrying(matricule), frame)).resolves.toBeDefined();
  await expect(freezeMail(carrying('1000000000000'), frame)).rejects.toMatchObject({
    code: 'NOT_ALLOWED',
    detail: expect.stringContaining('autre patient') as string,
  });
  const unqualified = { ...carrying(matricule), patient: { ...patient, statutIdentite: 'recuperee' as const } };
  await expect(freezeMail(unqualified, frame)).rejects.toMatchObject({ code: 'INS_NOT_QUALIFIED' });
});

test('a new version says what it replaces', async () => {
  const frozen = await freezeMail(
    { ...message, remplace: { messageId: 'premier@medecin.test.mssante.fr', date: new Date('2026-02-01T09:30:00Z') } },
    frame,
  );
  expect(frozen.objet.startsWith('[Annule et remplace] XDM/1.0/DDM+')).toBe(true);
  expect(head(frozen.raw)).toContain('In-Reply-To: <premier@medecin.test.mssante.fr>');
  expect(Buffer.from(frozen.raw).toString()).toContain('celui du 01/02/2026 10:30');
});

test('the reference imposes the subject; the doctor’s own words open the text', async () => {
  const frozen = await freezeMail({ ...message, objet: 'Avis sur Mme Chemin' }, frame);
  expect(frozen.objet).toBe(message.objet);
  expect(Buffer.from(frozen.raw).toString()).toContain('Objet : Avis sur Mme Chemin');
  const kept = await freezeMail(message, frame);
  expect(Buffer.from(kept.raw).toString()).not.toContain('Objet :');
});

test('without an archive: the PDF alone, no prefix and no header about CDA', async () => {
  const frozen = await freezeMail(
    { ...message, archive: null, patient: { ...patient, statutIdentite: 'provisoire' } },
    frame,
  );
  expect(frozen.objet).toBe('Volet de synthese medicale CHEMIN-ETROIT Anais 08/07/1977');
  expect(head(frozen.raw)).not.toMatch(/X-MSS-(INS|CODECDA)/);
  expect(head(frozen.raw)).toContain('X-MSS-NIL: TEST-0001');
});

test('texts proposed', () => {
  const sender = { civilite: 'Dr', prenom: 'Paul', nom: 'MEDECIN5729' };
  expect(objetPropose(patient, ['Volet de synthèse médicale'], false)).toBe(message.objet);
  expect(corpsConfrere(patient, ['Volet de synthèse médicale'], sender)).toContain(
    'Mme CHEMIN-ÉTROIT Anaïs, née le 08/07/1977',
  );
  expect(corpsPatient(['Volet de synthèse médicale'], sender, true)).toContain('n’appelle pas de réponse');
});
