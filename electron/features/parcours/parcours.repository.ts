import type { EvenementDossier } from '../../../shared/contract/parcours.ts';
import { civilDateOf, formatAge, type CivilDate } from '../../../shared/domain/civil-date.ts';
import type { DossierMedical } from '../../../shared/domain/medical.ts';
import { hasAges, isFor } from '../../../shared/domain/protocoles/index.ts';
import type { DocumentId, PatientId } from '../../../shared/ids.ts';
import { defineQuery } from '../../record/index.ts';
import { readMedical } from '../dossier/index.ts';
import { patientById } from '../patients/index.ts';
import { followUp, knownProtocols, sourceText } from './protocols.repository.ts';

/** Dated facts of the record, in words [49]: « Diagnostic : Diabète… ». */
function recordEvents(
  medical: DossierMedical,
  notes: readonly { commenceeLe: string; motif: string }[],
): EvenementDossier[] {
  const dated = (date: string | null, titre: string, genre: EvenementDossier['genre']) =>
    date === null ? [] : [{ date, titre, genre }];
  return [
    ...medical.pathologies.elements.flatMap((each) =>
      dated(each.debut, `${each.type} : ${each.libelle}`, 'diagnostic'),
    ),
    ...medical.antecedentsMedicaux.elements.flatMap((each) =>
      dated(each.debut, `${each.type} : ${each.libelle}`, 'diagnostic'),
    ),
    ...medical.antecedentsChirurgicaux.elements.flatMap((each) =>
      dated(each.date, `Intervention : ${each.libelle}`, 'intervention'),
    ),
    ...medical.traitements.elements.flatMap((each) => [
      ...dated(each.debut, `Début : ${each.libelle}`, 'traitement'),
      ...dated(each.fin, `Fin : ${each.libelle}`, 'traitement'),
    ]),
    ...medical.allergies.elements.flatMap((each) => dated(each.debut, `Allergie : ${each.libelle}`, 'allergie')),
    ...notes.flatMap((note) =>
      dated(
        civilDateOf(new Date(note.commenceeLe)),
        `Consultation${note.motif === '' ? '' : ` : ${note.motif}`}`,
        'consultation',
      ),
    ),
  ].sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
}

/** The timeline whole: documents, dated facts, planned events of the protocols followed, protocols that could be. */
export const readTimeline = defineQuery({
  name: 'parcours.lire',
  run: async (db, input: { patientId: PatientId }, context) => {
    const { patientId } = input;
    const today = civilDateOf(new Date(context.now));
    const patient = await patientById(db, patientId);
    const naissance = patient.dateNaissance;
    const documents = await db
      .selectFrom('documents')
      .select(['id', 'date', 'titre', 'type', 'etablissement', 'anormal'])
      .where('patientId', '=', patientId)
      .where('statut', '=', 'actif')
      .orderBy('date')
      .execute();
    const notes = await db
      .selectFrom('notes')
      .select(['commenceeLe', 'motif'])
      .where('patientId', '=', patientId)
      .where('signeeLe', 'is not', null)
      .execute();
    const medical = await readMedical(db, patientId);
    const known = await knownProtocols(db);
    const followed = await db
      .selectFrom('patient_protocols')
      .select(['protocole', 'debut'])
      .where('patientId', '=', patientId)
      .where('fin', 'is', null)
      .execute();
    const protocoles = [];
    for (const { protocole: id, debut } of followed) {
      const protocole = known.find((each) => each.protocole.id === id)?.protocole;
      if (protocole === undefined) continue;
      protocoles.push({
        id,
        titre: protocole.titre,
        source: sourceText(protocole),
        debut: debut as CivilDate,
        evenements: await followUp(db, patientId, protocole, { debut, naissance }, today),
      });
    }
    const proposes = known.flatMap(({ protocole, actif }) => {
      if (!actif || followed.some((each) => each.protocole === protocole.id)) return [];
      if (!isFor(protocole, patient, today)) return [];
      const said = { id: protocole.id, titre: protocole.titre, source: sourceText(protocole) };
      if (protocole.cim10.length === 0)
        return hasAges(protocole) ? [{ ...said, pour: `âge : ${formatAge(naissance, today)}` }] : [];
      const problem = medical.pathologies.elements.find(
        ({ fin, code }) =>
          fin === null && code !== null && protocole.cim10.some((start) => code.code.startsWith(start)),
      );
      return problem === undefined ? [] : [{ ...said, pour: problem.libelle }];
    });
    return {
      documents: documents.map((row) => ({ ...row, id: row.id as DocumentId })),
      evenements: recordEvents(medical, notes),
      protocoles,
      proposes,
    };
  },
});
