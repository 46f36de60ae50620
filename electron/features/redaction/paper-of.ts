import { civilDateOf, formatAge, formatCivilDate } from '../../../shared/domain/civil-date.ts';
import type { TypeRedige } from '../../../shared/domain/document-types/index.ts';
import { civilite, type Patient } from '../../../shared/domain/patient.ts';
import {
  SPECIALITES_MEDECINE_GENERALE,
  type Practitioner,
  type Structure,
} from '../../../shared/domain/practitioner.ts';
import {
  RAPPORTS,
  rapportsOf,
  type Demande,
  type LigneOrdonnance,
  type Redaction,
} from '../../../shared/domain/redaction.ts';
import { modaliteOf } from '../../../shared/domain/structured-writing.ts';
import type { Paper, PaperBlock, PaperLine } from '../../formats/pdf/index.ts';

export interface PaperSource {
  readonly type: TypeRedige;
  readonly content: Redaction;
  readonly patient: Patient;
  readonly author: Practitioner;
  /** The doctor replaced, for a remplaçant. */
  readonly replaced: Practitioner | null;
  readonly structure: Structure;
  /** UTC. */
  readonly now: Date;
}

const RPPS = /^8(\d{11})$/;

function speciality(author: Practitioner): string {
  const label = author.specialite === null ? undefined : SPECIALITES_MEDECINE_GENERALE[author.specialite];
  return label === undefined ? 'Médecin' : 'Médecine générale';
}

const named = (doctor: Practitioner) => `${doctor.civilite} ${doctor.prenom} ${doctor.nom}`.trim();

function head({ author, replaced, structure }: PaperSource): string[] {
  const rpps = RPPS.exec(author.idNat)?.[1];
  return [
    named(author),
    speciality(author),
    rpps === undefined ? '' : `RPPS ${rpps}`,
    replaced === null ? '' : `Remplaçant de ${named(replaced)}`,
    structure.nom,
    structure.adresse.join(', '),
    `${structure.codePostal} ${structure.commune}`,
    structure.telephone === '' ? '' : `Tél. ${structure.telephone}`,
    author.adresseMssante ?? '',
  ].filter((line) => line !== '');
}

function person({ patient, now }: PaperSource): string[] {
  const used = patient.nomUtilise ?? patient.nomNaissance;
  const birth = used === patient.nomNaissance ? '' : `né(e) ${patient.nomNaissance}`;
  return [
    `${civilite(patient.sexe)} ${used} ${patient.prenomUtilise ?? patient.premierPrenom}`.trim(),
    birth,
    `${formatCivilDate(patient.dateNaissance)} (${formatAge(patient.dateNaissance, civilDateOf(now))})`,
    // RNIV: the INS is printed only for a qualified identity.
    patient.statutIdentite === 'qualifiee' && patient.ins !== null ? `INS ${patient.ins.matricule}` : '',
  ].filter((line) => line !== '');
}

function drugLine(ligne: LigneOrdonnance): PaperLine {
  const renewal = ligne.renouvellements === 0 ? '' : `À renouveler ${ligne.renouvellements} fois`;
  const quantity = [
    ligne.duree === '' ? '' : `pendant ${ligne.duree}`,
    ligne.quantite === '' ? '' : `quantité : ${ligne.quantite}`,
  ];
  return {
    libelle: ligne.marque === '' ? ligne.libelle : `${ligne.libelle} (${ligne.marque})`,
    detail: [
      ligne.posologie,
      quantity.filter((part) => part !== '').join(', '),
      [ligne.nonSubstituable === '' ? '' : `Non substituable (${ligne.nonSubstituable})`, renewal]
        .filter((part) => part !== '')
        .join('. '),
      rapportsOf(ligne)
        .map((each) => RAPPORTS[each])
        .join(', '),
    ],
  };
}

const requestLine = (demande: Demande): PaperLine => ({
  libelle: demande.urgent ? `URGENT – ${demande.libelle}` : demande.libelle,
  detail: [modaliteOf(demande.modalite)?.libelle ?? '', demande.precision],
});

/** The frame of the long-term condition is drawn only when a line belongs to it; the other zone is then drawn too. */
function zones<T extends { readonly ald: boolean }>(lines: readonly T[], shown: (line: T) => PaperLine): PaperBlock[] {
  if (lines.length === 0) return [];
  const ald = lines.filter((each) => each.ald);
  const others = lines.filter((each) => !each.ald);
  if (ald.length === 0) return [{ kind: 'lignes', titre: null, lignes: others.map(shown) }];
  return [
    {
      kind: 'zone',
      titre: 'Prescriptions relatives au traitement de l’affection de longue durée reconnue',
      lignes: ald.map(shown),
    },
    { kind: 'zone', titre: 'Prescriptions sans rapport avec l’affection de longue durée', lignes: others.map(shown) },
  ];
}

/** What is printed, from what was written: the preview and the archived document are made of it. */
export function paperOf(source: PaperSource): Paper {
  const { type, content, patient, author, structure, now } = source;
  const day = formatCivilDate(civilDateOf(now));
  const texts = type.sections.flatMap((section): PaperBlock[] => {
    const texte = (content.textes[section.id] ?? '').trim();
    if (texte === '') {
      // A form says what is missing rather than hide it [72].
      return type.place === 'formulaire' ? [{ kind: 'texte', titre: section.titre, texte: 'À compléter' }] : [];
    }
    return [{ kind: 'texte', titre: type.sections.length === 1 ? null : section.titre, texte }];
  });
  const { destinataire } = content;
  return {
    format: content.format,
    entete: head(source),
    lieuDate: `${structure.commune}, le ${day}`,
    patient: person(source),
    destinataire:
      destinataire === null
        ? []
        : [destinataire.nom, destinataire.qualite, ...destinataire.adresse.split('\n')].filter(
            (line) => line.trim() !== '',
          ),
    titre: content.titre.trim() === '' ? type.titre : content.titre,
    blocs: [...zones(content.lignes, drugLine), ...zones(content.demandes, requestLine), ...texts],
    mention: type.mention,
    signature: [named(author), 'Signature'],
    pied: `${patient.nomNaissance} ${patient.premierPrenom}, ${formatCivilDate(patient.dateNaissance)} – ${type.titre} du ${day}`,
  };
}
