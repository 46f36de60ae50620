import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arbitraryDossier, arbitraryPatient } from '../../../fixtures/records/arbitrary-records.ts';
import { demoPractice, demoRecords, numberedUuid } from '../../../fixtures/records/demo-sources.ts';
import type { DossierMedical } from '../../../shared/domain/medical.ts';
import { DossierMedical as DossierSchema } from '../../../shared/domain/medical.ts';
import type { Patient } from '../../../shared/domain/patient.ts';
import { VsmModel } from '../../../shared/domain/vsm-model.ts';
import { vsmCompleteness, vsmDifference, vsmModel } from './index.ts';

const { doctors, structure } = demoPractice();
const records = demoRecords();
function recordOf(name: string): { patient: Patient; dossier: DossierMedical } {
  const found = records.find(({ patient }) => patient.nomNaissance === name);
  if (found === undefined) throw new Error(`no demo patient ${name}`);
  return structuredClone(found);
}
function modelOf(record: { patient: Patient; dossier: DossierMedical }, day = '2026-01-05'): VsmModel {
  const [author] = doctors;
  if (author === undefined) throw new Error('the demo practice has no doctor');
  const now = { instant: `${day}T08:30:00.000Z`, zoneOffsetMinutes: 60 };
  return vsmModel({ ...record, author, structure, medecinTraitant: { practitioner: author, structure }, now });
}
const stored = { version: 1, auteur: '899700057294', modifieLe: '2026-01-05T08:00:00.000Z' };

describe('model', () => {
  test('[74] [75] [76] date, patient and author as DéMo shows them', () => {
    const model = modelOf(recordOf('CHEMIN'), '2014-10-02');
    expect(VsmModel.parse(model)).toEqual(model);
    expect(model.date).toBe('02/10/2014');
    expect(Object.fromEntries(model.patient.map(({ libelle, valeur }) => [libelle, valeur]))).toEqual({
      'Nom de naissance': 'CHEMIN',
      'Prénoms de naissance': 'Henri',
      Sexe: 'Masculin',
      'Date de naissance': '18/08/1948',
      'Lieu de naissance (code INSEE)': '51215',
      INS: '1 48 08 51 215 999 55',
      'Nature de l’INS': 'NIR de test',
      Adresse: "6 rue d'Arichon, 92100 BOULOGNE",
      'Téléphone du domicile': '01 44 78 34 09',
      'Téléphone mobile': '06 13 34 83 34',
      'Médecin traitant': 'Dr Paul MEDECIN5729',
    });
    expect(Object.fromEntries(model.auteur.map(({ libelle, valeur }) => [libelle, valeur]))).toMatchObject({
      Nom: 'Dr Paul MEDECIN5729',
      Identifiant: '899700057294',
      Qualification: 'Médecin - Médecine Générale (SM)',
      'Adresse MSSanté': 'paul.medecin5729@medecin.test.mssante.fr',
    });
  });

  test('[87] the three states are three different sentences', () => {
    const section = (name: string, cle: string): { etat: string; texte: string | null } => {
      const found = modelOf(recordOf(name)).sections.find((one) => one.cle === cle);
      return { etat: found?.etat ?? '', texte: found?.texte ?? null };
    };
    expect(section('CHEMIN', 'allergies')).toEqual({ etat: 'non-renseigne', texte: 'Non renseigné' });
    expect(section('DA SILVA', 'allergies')).toEqual({
      etat: 'absence-affirmee',
      texte: 'Absence affirmée : aucune allergie ni intolérance connue',
    });
    expect(section('VALLEE', 'allergies')).toEqual({ etat: 'present', texte: null });
    expect(section('VALLEE', 'risquesProfessionnels')).toEqual({ etat: 'present', texte: 'Chantier naval' });
  });

  test('an INS that may not leave is not in the model', () => {
    const text = JSON.stringify(modelOf(recordOf('BLANC')));
    expect(text).toContain('Non transmis : identité provisoire');
    expect(text.replaceAll(' ', '')).not.toContain('2850651215997');
  });
});

describe('completeness', () => {
  test('counts what was asked, an affirmed absence included', () => {
    const { dossier, patient } = recordOf('VALLEE');
    expect(vsmCompleteness(dossier, patient)).toEqual({
      pourcent: 86,
      manquants: ['Adresse du patient', 'Téléphone du patient'],
    });
    const empty = recordOf('GRIS');
    const { pourcent, manquants } = vsmCompleteness(empty.dossier, empty.patient);
    expect(pourcent).toBe(13);
    expect(manquants).toHaveLength(13);
    expect(manquants).toContain('Facteurs de risque : tabac, sédentarité, énolisme, régime, drogue');
  });

  test('is 100 exactly when nothing is missing', () => {
    fc.assert(
      fc.property(arbitraryDossier, arbitraryPatient, (dossier, patient) => {
        const { pourcent, manquants } = vsmCompleteness(dossier, patient);
        expect(pourcent === 100).toBe(manquants.length === 0);
        expect(pourcent).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

describe('difference', () => {
  test('tells additions, removals and changes in words', () => {
    const before = recordOf('CHEMIN');
    const after = structuredClone(before);
    const [treatment] = after.dossier.traitements.elements;
    if (treatment === undefined) throw new Error('the demo patient has no treatment');
    treatment.posologie = '2 injections par jour';
    after.dossier.antecedentsChirurgicaux.elements = [];
    after.dossier.antecedentsChirurgicaux.etat = 'absence-affirmee';
    after.dossier.facteursDeRisque.tabac = 'oui';
    after.patient.coordonnees.telephoneMobile = null;
    after.dossier = DossierSchema.parse({
      ...after.dossier,
      pathologies: {
        etat: 'present',
        elements: [
          ...after.dossier.pathologies.elements,
          {
            id: numberedUuid(9, 9),
            ...stored,
            debut: '2020',
            fin: '2021-05',
            type: 'Diagnostic',
            libelle: 'Zona',
            code: null,
          },
        ],
      },
      pointsDeVigilance: { etat: 'present', texte: 'Vit seul' },
    });
    expect(vsmDifference(modelOf(before), modelOf(after, '2026-02-01'))).toEqual({
      ajouts: ['Pathologies en cours : 2020, 05/2021, Diagnostic, Zona'],
      retraits: [
        'Patient, Téléphone mobile : 06 13 34 83 34',
        'Antécédents chirurgicaux : 12/06/2004, Appendicectomie par laparotomie',
      ],
      changements: [
        'Antécédents chirurgicaux : maintenant « Absence affirmée : aucun antécédent chirurgical »',
        'Traitements au long cours : INSULATARD FLEXPEN 100 UI/ml, suspension injectable en stylo prérempli, posologie « 1 à 3 injections par jour » devient « 2 injections par jour »',
        'Facteurs de risque : Tabac, réponse « Non » devient « Oui »',
        'Points de vigilance : « Non renseigné » devient « Vit seul »',
      ],
    });
  });

  test('says nothing of the same record, and the reverse in reverse', () => {
    const model = fc.record({ patient: arbitraryPatient, dossier: arbitraryDossier }).map((record) => modelOf(record));
    fc.assert(
      fc.property(model, model, (one, other) => {
        expect(vsmDifference(one, structuredClone(one))).toEqual({ ajouts: [], retraits: [], changements: [] });
        const there = vsmDifference(one, other);
        const back = vsmDifference(other, one);
        expect([...there.ajouts].sort()).toEqual([...back.retraits].sort());
        expect([...there.retraits].sort()).toEqual([...back.ajouts].sort());
      }),
    );
  });
});
