import { etatAld, nomAld, ROLES, type Valeur } from '../../../shared/domain/administratif.ts';
import { civilDateOf, formatCivilDate, formatAge, type CivilDate } from '../../../shared/domain/civil-date.ts';
import type { Depuis, TypeRedige } from '../../../shared/domain/document-types/index.ts';
import { bodyMassIndex, LIENS, type DossierMedical, type Note } from '../../../shared/domain/medical.ts';
import { civilite, type Patient } from '../../../shared/domain/patient.ts';
import { PHRASES } from '../../../shared/domain/structured-writing.ts';

/** What a document may start from; results come as lines already worded. */
export interface Facts {
  readonly patient: Patient;
  readonly medical: DossierMedical;
  readonly lastNote: Note | null;
  readonly results: readonly string[];
  readonly ald: Valeur<'ald'>;
  readonly personnes: Valeur<'personnes'>['elements'];
  readonly today: CivilDate;
}

const from = (debut: string | null) => (debut === null ? '' : ` (depuis ${formatCivilDate(debut)})`);
const NOT_RECORDED = PHRASES.nonRenseigne;

/** Long-term conditions as the administrative data say them; '' when nobody recorded any. */
function longTerm({ ald, today }: Facts): string {
  if (ald.etat === 'aucune') return 'Pas d’affection de longue durée (affirmé).';
  return ald.elements
    .map((each) => {
      const end = each.fin === '' ? '' : ` jusqu’au ${formatCivilDate(each.fin)}`;
      const since = each.debut === '' ? '' : ` depuis le ${formatCivilDate(each.debut)}`;
      const late = etatAld(each, today) === 'echue' ? ' (échue)' : '';
      return `– ${nomAld(each)}${since}${end}${late}`;
    })
    .join('\n');
}

/** People around the patient whose role still holds, each with what they may be reached by. */
function surroundings({ personnes, today }: Facts): string {
  return personnes
    .filter(({ jusquau }) => jusquau === '' || jusquau >= today)
    .map((each) => {
      const roles = each.roles.map((role) => ROLES[role].toLowerCase()).join(', ');
      const who = [each.prenom, each.nom].filter((part) => part !== '').join(' ');
      const facts = [each.lien, each.droit, each.telephone].filter((part) => part !== '');
      return `– ${who} (${roles})${facts.length === 0 ? '' : ` : ${facts.join(', ')}`}`;
    })
    .join('\n');
}

/** Three states stay three: not recorded, absence affirmed, present. */
function listed(
  section: { readonly etat: string; readonly elements: readonly unknown[] },
  lines: readonly string[],
  absence: string,
): string {
  if (section.etat === 'absence-affirmee') return absence;
  if (lines.length === 0) return NOT_RECORDED;
  return lines.map((line) => `– ${line}`).join('\n');
}

function measures(note: Note | null): string {
  if (note === null) return NOT_RECORDED;
  const index = bodyMassIndex(note);
  const parts = [
    note.poids === null ? '' : `poids ${String(note.poids).replace('.', ',')} kg`,
    note.taille === null ? '' : `taille ${String(note.taille).replace('.', ',')} cm`,
    index === null ? '' : `IMC ${String(index).replace('.', ',')} kg/m²`,
    note.systolique === null || note.diastolique === null
      ? ''
      : `tension artérielle ${note.systolique}/${note.diastolique} mmHg`,
  ].filter((part) => part !== '');
  if (parts.length === 0) return NOT_RECORDED;
  return `${parts.join(', ')} (${formatCivilDate(note.commenceeLe.slice(0, 10))})`;
}

function riskFactors({ facteursDeRisque: facts }: DossierMedical): string {
  const words = [
    ['Tabac', facts.tabac],
    ['Sédentarité', facts.sedentarite],
    ['Énolisme', facts.enolisme],
    ['Régime', facts.regime],
    ['Drogue', facts.drogue],
  ] as const;
  const lines = words.flatMap(([name, said]) => (said === null ? [] : [`${name} : ${said}`]));
  if (facts.autre !== null) lines.push(facts.autre);
  return lines.length === 0 ? '' : lines.map((line) => `– ${line}`).join('\n');
}

/** What the doctor wrote today, problem by problem. An examination of another day is not this one's. */
function noteOfToday({ lastNote, today }: Facts): string {
  if (lastNote === null || civilDateOf(new Date(lastNote.commenceeLe)) !== today) return '';
  const said = lastNote.problemes.filter(({ texte }) => texte !== '');
  return [lastNote.texte, ...said.map(({ libelle, texte }) => `${libelle} : ${texte}`)]
    .filter((part) => part.trim() !== '')
    .join('\n');
}

const TEXTS: Readonly<Record<Depuis, (facts: Facts) => string>> = {
  pathologies: ({ medical: { pathologies } }) =>
    listed(
      pathologies,
      pathologies.elements.filter(({ fin }) => fin === null).map((each) => `${each.libelle}${from(each.debut)}`),
      'Pas de pathologie chronique (affirmé).',
    ),
  antecedents: ({ medical: { antecedentsMedicaux, antecedentsChirurgicaux, antecedentsFamiliaux } }) =>
    [
      listed(
        antecedentsMedicaux,
        antecedentsMedicaux.elements.map((each) => `${each.libelle}${from(each.debut)}`),
        'Pas d’antécédent médical (affirmé).',
      ),
      listed(
        antecedentsChirurgicaux,
        antecedentsChirurgicaux.elements.map(
          (each) => `${each.libelle}${each.date === null ? '' : ` (${formatCivilDate(each.date)})`}`,
        ),
        'Pas d’antécédent chirurgical (affirmé).',
      ),
      antecedentsFamiliaux.elements.length === 0
        ? ''
        : listed(
            antecedentsFamiliaux,
            antecedentsFamiliaux.elements.map((each) => `${LIENS[each.lien]} : ${each.libelle}`),
            '',
          ),
    ]
      .filter((text) => text !== '')
      .join('\n'),
  traitements: ({ medical: { traitements } }) =>
    listed(
      traitements,
      traitements.elements
        .filter(({ fin }) => fin === null)
        .map((each) => `${each.libelle}${each.posologie === '' ? '' : ` : ${each.posologie}`}`),
      PHRASES.pasDeTraitement,
    ),
  allergies: ({ medical: { allergies } }) =>
    listed(
      allergies,
      allergies.elements
        .filter(({ fin }) => fin === null)
        .map((each) =>
          [each.libelle, each.agent, each.manifestation, each.severite].filter((part) => part !== '').join(', '),
        ),
      PHRASES.pasDAllergie,
    ),
  facteurs: ({ medical }) => riskFactors(medical),
  vigilance: ({ medical: { pointsDeVigilance } }) => pointsDeVigilance.texte,
  'derniere-note': ({ lastNote }) => lastNote?.motif ?? '',
  'note-du-jour': noteOfToday,
  mesures: ({ lastNote }) => measures(lastNote),
  'resultats-recents': ({ results }) =>
    results.length === 0 ? NOT_RECORDED : results.map((line) => `– ${line}`).join('\n'),
  coordonnees: ({ patient: { coordonnees } }) =>
    [
      coordonnees.adresse.join(', '),
      [coordonnees.codePostal ?? '', coordonnees.commune ?? ''].join(' ').trim(),
      coordonnees.telephoneMobile ?? coordonnees.telephoneDomicile ?? '',
    ]
      .filter((part) => part !== '')
      .join('\n') || NOT_RECORDED,
  entourage: surroundings,
  ald: longTerm,
};

/** Texts of a new document of this type, section by section; what nobody recorded is said to be missing. */
export function prefilled(type: TypeRedige, facts: Facts): Record<string, string> {
  return Object.fromEntries(
    type.sections.map((section) => [
      section.id,
      section.depuis
        .map((source) => TEXTS[source](facts))
        .filter((text) => text !== '')
        .join('\n'),
    ]),
  );
}

/** Merge fields of a template: {civilite} {nom} {prenom} {naissance} {age} {date}. An unknown field stays as it is written. */
export function merged(text: string, { patient, today }: Pick<Facts, 'patient' | 'today'>): string {
  const fields: Readonly<Record<string, string>> = {
    civilite: civilite(patient.sexe),
    nom: patient.nomUtilise ?? patient.nomNaissance,
    prenom: patient.prenomUtilise ?? patient.premierPrenom,
    naissance: formatCivilDate(patient.dateNaissance),
    age: formatAge(patient.dateNaissance, today),
    date: formatCivilDate(today),
  };
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => fields[name] ?? whole);
}
