import type { DossierMedical, FacteursDeRisque } from '../../../shared/domain/medical.ts';
import type { Patient } from '../../../shared/domain/patient.ts';
import { SECTION_WORDS, VSM_SECTIONS, displayDossier, sectionState } from '../../formats/cda/index.ts';

export interface VsmCompleteness {
  /** 0 to 100; 100 only when nothing is missing. */
  readonly pourcent: number;
  /** What is not recorded, in the order of the document, for the doctor. */
  readonly manquants: string[];
}

/** A part of the document: how much of it is there, from 0 to 1, and what is not. */
interface Part {
  readonly share: number;
  readonly missing: readonly string[];
}

const whole = (there: boolean, missing: string): Part => ({ share: there ? 1 : 0, missing: there ? [] : [missing] });

function identityParts(patient: Patient): Part[] {
  const { adresse, codePostal, commune, telephoneDomicile, telephoneMobile } = patient.coordonnees;
  const filled = (text: string | null): boolean => text !== null && text.trim() !== '';
  return [
    whole(patient.ins !== null && patient.statutIdentite === 'qualifiee', 'Identité qualifiée avec INS'),
    whole(patient.lieuNaissanceInsee !== null, 'Lieu de naissance'),
    whole([...adresse, codePostal, commune].some(filled), 'Adresse du patient'),
    whole(filled(telephoneDomicile) || filled(telephoneMobile), 'Téléphone du patient'),
    whole(patient.medecinTraitant !== null, 'Médecin traitant'),
  ];
}

const QUESTIONS = {
  tabac: 'tabac',
  sedentarite: 'sédentarité',
  enolisme: 'énolisme',
  regime: 'régime',
  drogue: 'drogue',
} as const satisfies Partial<Record<keyof FacteursDeRisque, string>>;

/** Each question counts by itself; « autre » is free and is never missing. */
function riskFactorPart(facteurs: FacteursDeRisque): Part {
  const names = Object.keys(QUESTIONS) as (keyof typeof QUESTIONS)[];
  const unanswered = names.filter((name) => facteurs[name] === null);
  return {
    share: 1 - unanswered.length / names.length,
    missing:
      unanswered.length === 0
        ? []
        : [`${SECTION_WORDS.facteursDeRisque.titre} : ${unanswered.map((name) => QUESTIONS[name]).join(', ')}`],
  };
}

/**
 * How complete a VSM made now would be: five parts of identity and ten sections weigh the same. A section counts once it says something, an affirmed
 * absence included ([87]).
 */
export function vsmCompleteness(dossier: DossierMedical, patient: Patient): VsmCompleteness {
  const shown = displayDossier(dossier);
  const parts = [
    ...identityParts(patient),
    ...VSM_SECTIONS.map((name) =>
      name === 'facteursDeRisque'
        ? riskFactorPart(shown.facteursDeRisque)
        : whole(sectionState(shown, name) !== 'non-renseigne', SECTION_WORDS[name].titre),
    ),
  ];
  const share = parts.reduce((sum, part) => sum + part.share, 0) / parts.length;
  const manquants = parts.flatMap((part) => part.missing);
  return { pourcent: manquants.length === 0 ? 100 : Math.min(99, Math.floor(share * 100 + 1e-9)), manquants };
}
