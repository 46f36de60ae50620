import type { OrdonnanceAReprendre } from '../../../shared/contract/dossier.ts';
import { civilDateOf } from '../../../shared/domain/civil-date.ts';
import type { DossierMedical } from '../../../shared/domain/medical.ts';
import { treatmentProposals, type PropositionTraitement } from '../../../shared/domain/treatment-proposals.ts';
import { HygieError } from '../../../shared/errors.ts';
import type { DocumentId, PatientId } from '../../../shared/ids.ts';
import { prescriptionReviewed, readDossierMedical, takeTreatments, type TreatmentChange } from '../dossier/index.ts';
import { prescribedDrugs } from '../medicaments/index.ts';
import type { RecordAccess } from '../session/index.ts';
import { signedWritings } from './repository.ts';

/** Prescriptions that are looked at: those of a few episodes may follow the one of a long treatment. */
const LATEST = 5;

interface Choice {
  readonly patientId: PatientId;
  readonly documentId: DocumentId;
  readonly choix: readonly { readonly cle: string; readonly version: number | null }[];
}

type Treatments = DossierMedical['traitements']['elements'];

/** The value that a proposal makes of a treatment. A treatment that changes keeps its beginning; one that stops keeps its words. */
function valueOf(proposal: PropositionTraitement, treatments: Treatments, day: string): unknown {
  const former = treatments.find(({ id }) => id === proposal.actuel?.id);
  const { libelle, posologie } = proposal;
  if (former === undefined) return { debut: day, fin: null, libelle, posologie };
  const value = { debut: former.debut, fin: former.fin, libelle: former.libelle, posologie: former.posologie };
  return proposal.genre === 'arreter' ? { ...value, fin: day } : { ...value, libelle, posologie };
}

/** From the last signed prescription to the treatments of the record: what is prescribed is not typed twice. */
export function createTreatmentsService(access: RecordAccess) {
  /** The latest prescription that changes something and that nobody has looked at; one that was looked at settles those before it. */
  async function looked(patientId: PatientId) {
    const latest = await access.query(signedWritings, { patientId, type: 'ordonnance', nombre: LATEST });
    if (latest.length === 0) return null;
    const { traitements } = await access.query(readDossierMedical, { patientId });
    for (const { documentId, le, lignes } of latest) {
      if (await access.query(prescriptionReviewed, { patientId, documentId })) return null;
      const cis = lignes.flatMap((ligne) => ligne.cis ?? []);
      const names = (await access.query(prescribedDrugs, { cis })).map((drug) => [drug.cis, drug.nom] as const);
      const day = civilDateOf(new Date(le));
      const propositions = treatmentProposals(traitements.elements, lignes, day, new Map(names));
      if (propositions.length > 0) return { documentId, le, day, propositions, traitements: traitements.elements };
    }
    return null;
  }
  return {
    /** What a prescription changes; null when there is nothing to look at, or a doctor has looked. */
    proposals: async (patientId: PatientId): Promise<OrdonnanceAReprendre | null> => {
      const found = await looked(patientId);
      return found && { documentId: found.documentId, le: found.le, propositions: found.propositions };
    },
    /** Writes what was chosen, in one operation. Throws HygieError VERSION_CONFLICT when the prescription or a treatment is no longer what was shown. */
    take: async ({ patientId, documentId, choix }: Choice) => {
      const found = await looked(patientId);
      if (found?.documentId !== documentId) throw new HygieError('VERSION_CONFLICT');
      const changements = choix.map(({ cle, version }): TreatmentChange => {
        const proposal = found.propositions.find((each) => each.cle === cle);
        if (proposal === undefined || (proposal.actuel?.version ?? null) !== version)
          throw new HygieError('VERSION_CONFLICT');
        const element = proposal.actuel && { id: proposal.actuel.id, version: proposal.actuel.version };
        return { element, valeur: valueOf(proposal, found.traitements, found.day) };
      });
      return access.execute(takeTreatments, { patientId, documentId, changements });
    },
  };
}
