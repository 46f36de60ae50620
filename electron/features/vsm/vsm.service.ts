import { randomUUID } from 'node:crypto';
import type { Output } from '../../../shared/contract/index.ts';
import { instantOf, type Instant } from '../../../shared/domain/civil-date.ts';
import { VsmModel } from '../../../shared/domain/vsm-model.ts';
import { HygieError } from '../../../shared/errors.ts';
import type { DocumentId, PatientId } from '../../../shared/ids.ts';
import type { DocumentRow } from '../../record/index.ts';
import { latestOfType, storeDocument } from '../documents/index.ts';
import { readDossierMedical } from '../dossier/index.ts';
import { readPatient } from '../patients/index.ts';
import { readSettings } from '../reglages/index.ts';
import type { RecordAccess } from '../session/index.ts';
import { vsmCompleteness } from './completeness.ts';
import { vsmDifference } from './difference.ts';
import { modelOf, type VsmMade, type VsmOrder } from './vsm.task.ts';

/** Type code of the VSM (TRE_A04): not a LOINC code. */
export const VSM_TYPE = 'SYNTH';
export const VSM_LABEL = 'Volet de synthèse médicale';

export interface VsmServiceOptions {
  readonly access: RecordAccess;
  readonly now: () => Date;
  /** Runs in the format worker. */
  readonly make: (order: VsmOrder) => Promise<VsmMade>;
}

type Facts = Omit<VsmOrder, 'identifiers' | 'instant' | 'replaces'>;

/** OID of a new UUID (ITU-T X.667). */
const newOid = () => `2.25.${BigInt(`0x${randomUUID().replaceAll('-', '')}`)}`;

export interface VsmService {
  /** What the VSM would say now, how complete it is, and what changed since the last one that was sent. */
  preview(patientId: PatientId): Promise<Output<'vsm.apercu'>>;
  /** Makes it and files it. When the record says nothing new since the last one of this doctor, still to be sent, that one is given back. */
  produce(patientId: PatientId): Promise<DocumentId>;
}

function keptModel(row: DocumentRow | null): VsmModel | null {
  return row?.complementJson ? (VsmModel.safeParse(JSON.parse(row.complementJson)).data ?? null) : null;
}

function changed(former: VsmModel, current: VsmModel): boolean {
  const said = ({ sections, patient, auteur }: VsmModel) => JSON.stringify({ sections, patient, auteur });
  return said(former) !== said(current);
}

/** From the structured record to the filed document. */
export function createVsmService({ access, now, make }: VsmServiceOptions): VsmService {
  /** Everything the document is made from, under the doctor who is logged in. */
  async function facts(patientId: PatientId): Promise<Facts> {
    const [patient, dossier, settings] = await Promise.all([
      access.query(readPatient, { patientId }),
      access.query(readDossierMedical, { patientId }),
      access.query(readSettings, {}),
    ]);
    const { practitioner, structure } = access.session();
    if (settings.oid === null) throw new HygieError('INTERNAL', 'cette base n’a pas d’identifiant de cabinet');
    const treating = settings.medecins?.find((each) => each.idNat === patient.medecinTraitant) ?? null;
    return {
      patient,
      dossier,
      author: practitioner,
      structure,
      medecinTraitant:
        treating === null ? null : { practitioner: treating, structure: settings.structure ?? structure },
      patientLocalOid: settings.oid,
      version: settings.vsmVersion ?? '1.4',
    };
  }

  const latest = (patientId: PatientId, sentOnly: boolean) =>
    access.query(latestOfType, { patientId, typeCode: VSM_TYPE, envoyeSeulement: sentOnly });

  async function preview(patientId: PatientId): Promise<Output<'vsm.apercu'>> {
    const source = await facts(patientId);
    const modele = modelOf(source, now().toISOString());
    const sent = await latest(patientId, true);
    const former = keptModel(sent);
    return {
      modele,
      completude: vsmCompleteness(source.dossier, source.patient),
      difference:
        sent === null || former === null ? null : { depuis: sent.date as Instant, ...vsmDifference(former, modele) },
    };
  }

  /** [73] [88] Makes the CDA and its PDF and files them; nothing leaves. Returns the id of the document to share. */
  async function produce(patientId: PatientId): Promise<DocumentId> {
    const source = await facts(patientId);
    const instant = now().toISOString();
    const [former, shared] = await Promise.all([latest(patientId, false), latest(patientId, true)]);
    const formerModel = keptModel(former);
    const mine = former?.auteur === source.author.idNat && former.statut === 'actif' && former.envoi === 'du';
    if (former !== null && formerModel !== null && mine && !changed(formerModel, modelOf(source, former.date))) {
      return former.id as DocumentId;
    }
    const setId = former?.setId ?? newOid();
    const versionNumber = (former?.versionNumber ?? 0) + 1;
    const documentOid = newOid();
    // Only a version that somebody received is replaced in what goes out: the others never left this machine.
    const replaced = shared?.auteur === source.author.idNat && shared.statut === 'actif' ? shared : null;
    const replaces =
      replaced?.uniqueId == null ? null : { documentId: replaced.uniqueId, versionNumber: replaced.versionNumber };
    const made = await make({ ...source, instant, replaces, identifiers: { documentOid, setId, versionNumber } });
    const line = await access.execute(storeDocument, {
      patientId,
      date: instantOf(new Date(instant)),
      typeCode: VSM_TYPE,
      type: VSM_LABEL,
      titre: 'Synthèse médicale',
      auteur: source.author.idNat,
      auteurNom: access.actor().nom,
      etablissement: source.structure.nom,
      origine: 'local',
      mediaType: 'text/xml',
      bytes: made.cda,
      pdf: made.pdf,
      setId,
      versionNumber,
      uniqueId: documentOid,
      remplace: former?.statut === 'actif' ? (former.id as DocumentId) : null,
      masques: { masquePs: false, invisiblePatient: false },
      noteId: null,
      envoi: 'du',
      complement: made.model,
      provenance: { source: 'hygie', detail: {} },
    });
    return line.id;
  }

  return { preview, produce };
}
