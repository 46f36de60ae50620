import type { Instant, PartialDate } from '../../../shared/domain/civil-date.ts';
import {
  ElementSection,
  FACTEURS_NON_RENSEIGNES,
  type DossierMedical,
  type ElementValue,
  type FacteursDeRisque,
  type TexteSection,
} from '../../../shared/domain/medical.ts';
import type { ElementId, IdNat } from '../../../shared/ids.ts';
import type { ElementRow, ReadableRecord, SectionRow } from '../../record/index.ts';

type Reader = Pick<ReadableRecord, 'selectFrom'>;

/** An element as the domain sees it. Its value was checked against the schema of its section when it was written. */
function elementOf(row: ElementRow) {
  return {
    ...(JSON.parse(row.valeurJson) as ElementValue),
    id: row.id as ElementId,
    version: row.version,
    auteur: row.auteur as IdNat,
    modifieLe: row.modifieLe as Instant,
  };
}

/** The latest first; what has no date comes last. */
function dateOf(value: { debut?: PartialDate | null; date?: PartialDate | null }): string {
  return value.debut ?? value.date ?? '';
}

function sectionOf(
  section: ElementSection,
  elements: readonly ElementRow[],
  sections: ReadonlyMap<string, SectionRow>,
) {
  const own = elements.filter((row) => row.section === section).map(elementOf);
  own.sort((a, b) => (dateOf(a) < dateOf(b) ? 1 : dateOf(a) > dateOf(b) ? -1 : 0));
  const said = sections.get(section)?.etat ?? 'non-renseigne';
  return {
    etat: own.length > 0 ? ('present' as const) : said === 'present' ? ('non-renseigne' as const) : said,
    elements: own,
  };
}

function texteOf(section: TexteSection, sections: ReadonlyMap<string, SectionRow>) {
  const row = sections.get(section);
  const texte = row?.valeurJson === null || row === undefined ? '' : (JSON.parse(row.valeurJson) as string);
  return { etat: row?.etat ?? ('non-renseigne' as const), texte };
}

function facteursOf(sections: ReadonlyMap<string, SectionRow>): FacteursDeRisque {
  const json = sections.get('facteursDeRisque')?.valeurJson ?? null;
  return json === null ? FACTEURS_NON_RENSEIGNES : (JSON.parse(json) as FacteursDeRisque);
}

/** The structured record of one patient: two reads, whatever its size. */
export async function readMedical(db: Reader, patientId: string): Promise<DossierMedical> {
  const elements = await db
    .selectFrom('elements')
    .selectAll()
    .where('patientId', '=', patientId)
    .where('statut', '=', 'actif')
    .orderBy('section')
    .orderBy('key')
    .execute();
  const rows = await db.selectFrom('sections').selectAll().where('patientId', '=', patientId).execute();
  const sections = new Map(rows.map((row) => [row.section, row]));
  const parts = ElementSection.options.map((section) => [section, sectionOf(section, elements, sections)] as const);
  // The compiler does not follow the schema of each section through a list; each value was checked against it when written.
  const made = Object.fromEntries(parts) as unknown as Pick<DossierMedical, ElementSection>;
  return {
    ...made,
    facteursDeRisque: facteursOf(sections),
    risquesProfessionnels: texteOf('risquesProfessionnels', sections),
    pointsDeVigilance: texteOf('pointsDeVigilance', sections),
  };
}
