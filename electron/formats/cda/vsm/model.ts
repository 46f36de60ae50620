import { formatCivilDate } from '../../../../shared/domain/civil-date.ts';
import { INS_OIDS } from '../../../../shared/domain/ins.ts';
import { LIENS } from '../../../../shared/domain/medical.ts';
import type { Code, DossierMedical, FacteursDeRisque } from '../../../../shared/domain/medical.ts';
import type { VsmModel, VsmSection } from '../../../../shared/domain/vsm-model.ts';
import { sharedIns, specialtyOf } from '../people.builder.ts';
import { civilDay } from '../time.ts';
import { displayDossier, displayLine } from './display-text.ts';
import { NON_RENSEIGNE, SECTION_WORDS, VSM_SECTIONS, absenceSentence, sectionState } from './sections.ts';
import type { VsmSectionName } from './sections.ts';
import type { VsmModelSource } from './source.ts';

const SEXES = { M: 'Masculin', F: 'Féminin', I: 'Indéterminé' } as const;
const STATUTS = {
  provisoire: 'provisoire',
  recuperee: 'récupérée',
  validee: 'validée',
  qualifiee: 'qualifiée',
} as const;

const day = (date: string | null): string => (date === null ? '' : formatCivilDate(date));

/** The doctor's words; with the code, and the code's own label where it says something else. The narrative must say all that is coded. */
function labelWithCode(libelle: string, code: Code | null): string {
  if (code === null) return libelle;
  const same = code.libelle.trim().toLocaleLowerCase('fr') === libelle.trim().toLocaleLowerCase('fr');
  return same ? `${libelle} (CIM-10 ${code.code})` : `${libelle} (CIM-10 ${code.code} : ${code.libelle})`;
}

/** « Fin » is a column only where something ended: DéMo's three columns otherwise. */
function problems(elements: DossierMedical['pathologies']['elements']): Pick<VsmSection, 'colonnes' | 'lignes'> {
  const ended = elements.some(({ fin }) => fin !== null);
  return {
    colonnes: ['Début', ...(ended ? ['Fin'] : []), 'Type', 'Libellé'],
    lignes: elements.map(({ debut, fin, type, libelle, code }) => [
      day(debut),
      ...(ended ? [day(fin)] : []),
      type,
      labelWithCode(libelle, code),
    ]),
  };
}

const answer = (value: 'oui' | 'non' | null): string =>
  ({ oui: 'Oui', non: 'Non', none: NON_RENSEIGNE })[value ?? 'none'];

/** One line per risk factor, in the order of DéMo, and one for the quantity of tobacco when it was said. */
export function riskFactorLines(
  facteurs: FacteursDeRisque,
): { cle: keyof FacteursDeRisque; ligne: [string, string] }[] {
  const quantity = facteurs.tabacQuantite;
  return [
    { cle: 'tabac', ligne: ['Tabac', answer(facteurs.tabac)] },
    ...(quantity === null
      ? []
      : [
          {
            cle: 'tabacQuantite' as const,
            ligne: ['Consommation de tabac', `${String(quantity.valeur).replace('.', ',')} paquets-années`] as [
              string,
              string,
            ],
          },
        ]),
    { cle: 'sedentarite', ligne: ['Sédentarité', answer(facteurs.sedentarite)] },
    { cle: 'enolisme', ligne: ['Énolisme', answer(facteurs.enolisme)] },
    { cle: 'regime', ligne: ['Régime', answer(facteurs.regime)] },
    { cle: 'drogue', ligne: ['Drogue', answer(facteurs.drogue)] },
    {
      cle: 'autre',
      ligne: ['Autre', facteurs.autre ?? NON_RENSEIGNE],
    },
  ];
}

function table(dossier: DossierMedical, name: VsmSectionName): Pick<VsmSection, 'colonnes' | 'lignes'> {
  switch (name) {
    case 'pathologies':
    case 'antecedentsMedicaux':
      return problems(dossier[name].elements);
    case 'antecedentsChirurgicaux':
      return {
        colonnes: ['Date', 'Intervention'],
        lignes: dossier.antecedentsChirurgicaux.elements.map(({ date, libelle }) => [day(date), libelle]),
      };
    case 'traitements':
      return {
        colonnes: ['Début', 'Fin', 'Médicament', 'Posologie'],
        lignes: dossier.traitements.elements.map((one) => [day(one.debut), day(one.fin), one.libelle, one.posologie]),
      };
    case 'allergies':
      return {
        colonnes: ['Début', 'Fin', 'Diagnostic', 'Type', 'Manifestation', 'Sévérité', 'Agent'],
        lignes: dossier.allergies.elements.map((one) => [
          day(one.debut),
          day(one.fin),
          one.libelle,
          one.type,
          one.manifestation,
          one.severite,
          one.agent,
        ]),
      };
    case 'facteursDeRisque':
      return {
        colonnes: ['Facteur', 'Réponse'],
        lignes: riskFactorLines(dossier.facteursDeRisque).map(({ ligne }) => ligne),
      };
    case 'toxiques':
      return {
        colonnes: ['Début', 'Fin', 'Toxique'],
        lignes: dossier.toxiques.elements.map(({ debut, fin, libelle }) => [day(debut), day(fin), libelle]),
      };
    case 'antecedentsFamiliaux':
      return {
        colonnes: ['Début', 'Lien', 'Type', 'Libellé'],
        lignes: dossier.antecedentsFamiliaux.elements.map(({ debut, lien, type, libelle, code }) => [
          day(debut),
          LIENS[lien],
          type,
          labelWithCode(libelle, code),
        ]),
      };
    case 'risquesProfessionnels':
    case 'pointsDeVigilance':
      return { colonnes: [], lignes: [] };
  }
}

function section(dossier: DossierMedical, name: VsmSectionName): VsmSection {
  const base = { cle: name, titre: SECTION_WORDS[name].titre };
  const etat = sectionState(dossier, name);
  if (etat !== 'present') {
    return {
      ...base,
      etat,
      colonnes: [],
      lignes: [],
      texte: etat === 'non-renseigne' ? NON_RENSEIGNE : absenceSentence(name),
    };
  }
  if (name === 'risquesProfessionnels' || name === 'pointsDeVigilance') {
    return { ...base, etat, colonnes: [], lignes: [], texte: dossier[name].texte };
  }
  return { ...base, etat, ...table(dossier, name), texte: null };
}

type Champ = VsmModel['patient'][number];

/** Fields that say something, cleaned for display. */
function fields(list: readonly (readonly [string, string | null])[]): Champ[] {
  return list.flatMap(([libelle, valeur]) => {
    const text = displayLine(valeur ?? '');
    return text === '' ? [] : { libelle, valeur: text };
  });
}

function postal(lines: readonly string[], postalCode: string | null, city: string | null): string {
  return [...lines, [postalCode, city].filter(Boolean).join(' ')]
    .map((part) => part.trim())
    .filter(Boolean)
    .join(', ');
}

const spacedIns = (matricule: string): string =>
  matricule.replace(/^(.)(..)(..)(..)(...)(...)(..)$/, '$1 $2 $3 $4 $5 $6 $7');

/** Why no INS is shown: none is known, or the identity may not be shared. */
function insSilence({ ins, statutIdentite }: VsmModelSource['patient']): string {
  return ins === null ? NON_RENSEIGNE : `Non transmis : identité ${STATUTS[statutIdentite]}`;
}

function patientFields({ patient, medecinTraitant }: VsmModelSource): Champ[] {
  const { coordonnees } = patient;
  const ins = sharedIns(patient);
  return fields([
    ['Nom de naissance', patient.nomNaissance],
    ['Prénoms de naissance', patient.prenoms.join(' ')],
    ['Nom utilisé', patient.nomUtilise === patient.nomNaissance ? null : patient.nomUtilise],
    ['Prénom utilisé', patient.prenomUtilise === patient.premierPrenom ? null : patient.prenomUtilise],
    ['Sexe', SEXES[patient.sexe]],
    ['Date de naissance', formatCivilDate(patient.dateNaissance)],
    ['Lieu de naissance (code INSEE)', patient.lieuNaissanceInsee],
    ['INS', ins === null ? insSilence(patient) : spacedIns(ins.matricule)],
    ['Nature de l’INS', ins && INS_OIDS[ins.oid]],
    ['Adresse', postal(coordonnees.adresse, coordonnees.codePostal, coordonnees.commune)],
    ['Téléphone du domicile', coordonnees.telephoneDomicile],
    ['Téléphone mobile', coordonnees.telephoneMobile],
    ['Courriel', coordonnees.courriel],
    ['Médecin traitant', medecinTraitant ? fullName(medecinTraitant.practitioner) : NON_RENSEIGNE],
  ]);
}

function fullName({ civilite, prenom, nom }: VsmModelSource['author']): string {
  return [civilite, prenom, nom].join(' ');
}

function authorFields({ author, structure }: VsmModelSource): Champ[] {
  return fields([
    ['Nom', fullName(author)],
    ['Identifiant', author.idNat],
    ['Qualification', specialtyOf(author).displayName],
    ['Cabinet', structure.nom],
    ['Adresse', postal(structure.adresse, structure.codePostal, structure.commune)],
    ['Téléphone', structure.telephone],
    ['Adresse MSSanté', author.adresseMssante],
  ]);
}

/** What a VSM says, once, for the preview, the PDF and the narrative of the CDA ([74]–[87]). */
export function vsmModel(source: VsmModelSource): VsmModel {
  const dossier = displayDossier(source.dossier);
  return {
    titre: 'Synthèse médicale',
    date: formatCivilDate(civilDay(source.now)),
    patient: patientFields(source),
    auteur: authorFields(source),
    sections: VSM_SECTIONS.map((name) => section(dossier, name)),
  };
}
