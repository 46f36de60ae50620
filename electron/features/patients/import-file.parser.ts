import { z } from 'zod';
import { CivilDate, PartialDate } from '../../../shared/domain/civil-date.ts';
import { Ins, StatutIdentite } from '../../../shared/domain/ins.ts';
import {
  Allergie,
  AntecedentFamilial,
  EtatSection,
  FACTEURS_NON_RENSEIGNES,
  FacteursDeRisque,
  Intervention,
  Probleme,
  Toxique,
  Traitement,
  type Code,
  type ElementSection,
  type ElementValue,
} from '../../../shared/domain/medical.ts';
import { PersonName, Sexe, type PatientFields } from '../../../shared/domain/patient.ts';

/**
 * Reads the file of patients that `hygie patients import` takes (JSON, one object per patient, optional medical data).
 * Unknown keys are ignored; a wrong patient is refused alone, with its reason, and the others are kept.
 */
const section = <T extends z.ZodType>(element: T) =>
  z.object({ etat: EtatSection, elements: z.array(element).optional() }).optional();
const texte = z.object({ etat: EtatSection, texte: z.string().optional() }).optional();
const date = PartialDate.nullish();
const cim10 = z.string().nullish();
const text = z.string().nullish();

const ProblemeFichier = z.object({ debut: date, fin: date, type: text, libelle: z.string(), cim10 });

const PatientFichier = z.object({
  nomNaissance: PersonName,
  premierPrenom: PersonName,
  prenoms: z.array(PersonName).min(1),
  nomUtilise: PersonName.nullish(),
  prenomUtilise: PersonName.nullish(),
  dateNaissance: CivilDate,
  sexe: Sexe,
  lieuNaissanceInsee: z.string().nullish(),
  ins: z.string().nullish(),
  oid: z.string().nullish(),
  statutIdentite: StatutIdentite.default('provisoire'),
  informationImportante: text,
  coordonnees: z
    .object({
      adresse: z.array(z.string()).default([]),
      codePostal: text,
      commune: text,
      telephoneDomicile: text,
      telephoneMobile: text,
      courriel: text,
    })
    .optional(),
  medical: z
    .object({
      pathologies: section(ProblemeFichier),
      antecedentsMedicaux: section(ProblemeFichier),
      antecedentsChirurgicaux: section(z.object({ date, libelle: z.string() })),
      traitements: section(z.object({ debut: date, fin: date, libelle: z.string(), posologie: text })),
      allergies: section(
        z.object({
          debut: date,
          fin: date,
          type: text,
          libelle: z.string(),
          manifestation: text,
          severite: text,
          agent: text,
        }),
      ),
      facteursDeRisque: FacteursDeRisque.partial().optional(),
      toxiques: section(z.object({ debut: date, fin: date, libelle: z.string() })),
      risquesProfessionnels: texte,
      antecedentsFamiliaux: section(ProblemeFichier.extend({ lien: z.string() })),
      pointsDeVigilance: texte,
    })
    .optional(),
});

export interface ImportedMedical {
  readonly elements: readonly { section: ElementSection; valeur: ElementValue }[];
  readonly etats: readonly { section: ElementSection; etat: 'absence-affirmee' }[];
  readonly textes: readonly {
    section: 'risquesProfessionnels' | 'pointsDeVigilance';
    etat: EtatSection;
    texte: string;
  }[];
  readonly facteurs: FacteursDeRisque | null;
}

export interface ImportedPatient {
  readonly fields: PatientFields;
  /** null when the file says nothing medical about this patient: what the base holds is then left alone. */
  readonly medical: ImportedMedical | null;
}

export type ImportLine = { ok: true; patient: ImportedPatient } | { ok: false; name: string; reason: string };

function code(value: string | null | undefined, libelle: string): Code | null {
  return value ? { system: 'CIM-10', code: value, libelle, edition: 'non précisée par le fichier' } : null;
}

function probleme(each: z.infer<typeof ProblemeFichier>): Probleme {
  const { debut = null, fin = null, type, libelle } = each;
  return Probleme.parse({ debut, fin, type: type ?? 'Diagnostic', libelle, code: code(each.cim10, libelle) });
}
type Probleme = z.infer<typeof Probleme>;

function medicalOf(medical: NonNullable<z.infer<typeof PatientFichier>['medical']>): ImportedMedical {
  const elements: { section: ElementSection; valeur: ElementValue }[] = [];
  const etats: { section: ElementSection; etat: 'absence-affirmee' }[] = [];
  function take<T>(
    name: ElementSection,
    content: { etat: EtatSection; elements?: T[] | undefined } | undefined,
    read: (each: T) => ElementValue,
  ) {
    if (content?.etat === 'absence-affirmee') etats.push({ section: name, etat: 'absence-affirmee' });
    for (const each of content?.elements ?? []) elements.push({ section: name, valeur: read(each) });
  }
  take('pathologies', medical.pathologies, probleme);
  take('antecedentsMedicaux', medical.antecedentsMedicaux, probleme);
  take('antecedentsChirurgicaux', medical.antecedentsChirurgicaux, (each) =>
    Intervention.parse({ date: each.date ?? null, libelle: each.libelle }),
  );
  take('traitements', medical.traitements, (each) =>
    Traitement.parse({
      debut: each.debut ?? null,
      fin: each.fin ?? null,
      libelle: each.libelle,
      posologie: each.posologie ?? '',
    }),
  );
  take('allergies', medical.allergies, (each) =>
    Allergie.parse({
      debut: each.debut ?? null,
      fin: each.fin ?? null,
      libelle: each.libelle,
      type: each.type ?? 'Allergie',
      manifestation: each.manifestation ?? '',
      severite: each.severite ?? '',
      agent: each.agent ?? '',
    }),
  );
  take('toxiques', medical.toxiques, (each) =>
    Toxique.parse({ debut: each.debut ?? null, fin: each.fin ?? null, libelle: each.libelle }),
  );
  take('antecedentsFamiliaux', medical.antecedentsFamiliaux, (each) => {
    const { debut, type, libelle, code: coded } = probleme(each);
    return AntecedentFamilial.parse({ debut, lien: each.lien, type, libelle, code: coded });
  });
  const textes = (['risquesProfessionnels', 'pointsDeVigilance'] as const).flatMap((name) => {
    const content = medical[name];
    return content === undefined || content.etat === 'non-renseigne'
      ? []
      : [{ section: name, etat: content.etat, texte: content.texte ?? '' }];
  });
  const facteurs = medical.facteursDeRisque ? { ...FACTEURS_NON_RENSEIGNES, ...medical.facteursDeRisque } : null;
  return { elements, etats, textes, facteurs };
}

function read(entry: unknown): ImportedPatient {
  const file = PatientFichier.parse(entry);
  const { coordonnees } = file;
  return {
    fields: {
      nomNaissance: file.nomNaissance,
      premierPrenom: file.premierPrenom,
      prenoms: file.prenoms,
      dateNaissance: file.dateNaissance,
      sexe: file.sexe,
      lieuNaissanceInsee: file.lieuNaissanceInsee ?? null,
      nomUtilise: file.nomUtilise ?? null,
      prenomUtilise: file.prenomUtilise ?? null,
      ins: file.ins ? Ins.parse({ matricule: file.ins, oid: file.oid }) : null,
      statutIdentite: file.statutIdentite,
      coordonnees: {
        adresse: coordonnees?.adresse ?? [],
        codePostal: coordonnees?.codePostal ?? null,
        commune: coordonnees?.commune ?? null,
        telephoneDomicile: coordonnees?.telephoneDomicile ?? null,
        telephoneMobile: coordonnees?.telephoneMobile ?? null,
        courriel: coordonnees?.courriel ?? null,
      },
      informationImportante: file.informationImportante ?? null,
      medecinTraitant: null,
      oppositionDmp: null,
      oppositionMessagerie: null,
    },
    medical: file.medical ? medicalOf(file.medical) : null,
  };
}

/** Parses the text of a patients file. Throws when it is not the JSON object it should be. */
export function parsePatientsFile(text: string): readonly ImportLine[] {
  const file = z.object({ patients: z.array(z.unknown()) }).parse(JSON.parse(text));
  return file.patients.map((entry) => {
    try {
      return { ok: true, patient: read(entry) };
    } catch (error) {
      const named = z.object({ nomNaissance: z.string(), premierPrenom: z.string() }).safeParse(entry);
      const name = named.success ? `${named.data.nomNaissance} ${named.data.premierPrenom}` : 'patient sans nom';
      const reason = error instanceof z.ZodError ? (error.issues[0]?.message ?? 'illisible') : 'illisible';
      return { ok: false, name, reason };
    }
  });
}
