import { randomUUID } from 'node:crypto';
import type { DocumentLine } from '../../../shared/contract/dossier.ts';
import type { Parsed } from '../../../shared/contract/index.ts';
import type { DifferenceOrdonnance, Ecrit } from '../../../shared/contract/redaction.ts';
import { civilDateOf, instantOf } from '../../../shared/domain/civil-date.ts';
import { typeRedige, type TypeRedige } from '../../../shared/domain/document-types/index.ts';
import { EMPTY_REDACTION, missingIn, type LigneOrdonnance, type Redaction } from '../../../shared/domain/redaction.ts';
import { manquesStructure, MODELES } from '../../../shared/domain/structured-writing.ts';
import { HygieError } from '../../../shared/errors.ts';
import type { PatientId } from '../../../shared/ids.ts';
import { readSurroundings } from '../administratif/index.ts';
import { readDocument } from '../documents/index.ts';
import { listNotes, readDossierMedical } from '../dossier/index.ts';
import { prescribedDrugs } from '../medicaments/index.ts';
import { readPatient } from '../patients/index.ts';
import { readSettings } from '../reglages/index.ts';
import type { RecordAccess } from '../session/index.ts';
import { signWriting, startWriting } from './commands.ts';
import { prescriptionDifference } from './difference.ts';
import { paperOf, type PaperSource } from './paper-of.ts';
import { merged, prefilled, type Facts } from './prefill.ts';
import type { PaperMade, PaperOrder } from './redaction.task.ts';
import { listTemplates, readWriting, signedWritings, writingOfDocument } from './repository.ts';
import { recentResults } from './results.repository.ts';

export interface RedactionServiceOptions {
  readonly access: RecordAccess;
  readonly now: () => Date;
  /** Runs in the format worker. */
  readonly make: (order: PaperOrder) => Promise<PaperMade>;
}

export interface RedactionService {
  open(input: Parsed<'redaction.ouvrir'>): Promise<Ecrit>;
  preview(input: Parsed<'redaction.apercu'>): Promise<Uint8Array>;
  sign(input: Parsed<'redaction.signer'>): Promise<DocumentLine>;
  difference(patientId: PatientId, lignes: readonly LigneOrdonnance[]): Promise<DifferenceOrdonnance | null>;
}

const MONTHS_OF_RESULTS = 12;
const PRESCRIPTION = 'ordonnance';

/** OID of a new UUID (ITU-T X.667). */
const newOid = () => `2.25.${BigInt(`0x${randomUUID().replaceAll('-', '')}`)}`;

function typeOf(id: string): TypeRedige {
  const type = typeRedige(id);
  if (type === null) throw new HygieError('INVALID_INPUT', 'Ce type de document n’existe pas.');
  return type;
}

/** From what is recorded to a signed document: nothing is typed twice. */
export function createRedactionService({ access, now, make }: RedactionServiceOptions): RedactionService {
  async function facts(patientId: PatientId): Promise<Facts> {
    const today = civilDateOf(now());
    const since = `${Number(today.slice(0, 4)) - MONTHS_OF_RESULTS / 12}${today.slice(4)}`;
    const [patient, medical, notes, results, { ald, personnes }] = await Promise.all([
      access.query(readPatient, { patientId }),
      access.query(readDossierMedical, { patientId }),
      access.query(listNotes, { patientId, avant: null }),
      access.query(recentResults, { patientId, depuis: since }),
      access.query(readSurroundings, { patientId }),
    ]);
    return { patient, medical, lastNote: notes[0] ?? null, results, ald, personnes, today };
  }

  /** The first content of a draft: what a template says, over what the record says; or the lines of a former one, renewed. */
  async function started(input: Parsed<'redaction.ouvrir'>, type: TypeRedige): Promise<Redaction> {
    const { patientId } = input;
    const known = await facts(patientId);
    const start: Redaction = {
      ...EMPTY_REDACTION,
      titre: type.titre,
      format: type.format,
      textes: prefilled(type, known),
    };
    const former = input.amende ?? input.depuis;
    if (former !== null) {
      const writing = await access.query(writingOfDocument, { patientId, documentId: former });
      if (writing === null) throw new HygieError('NOT_FOUND', 'Ce document n’a pas été écrit avec Hygie.');
      // Renewed, texts that follow the record are taken from it again; amended, everything stays as it was signed.
      if (input.amende !== null) return writing.contenu;
      return {
        ...start,
        destinataire: writing.contenu.destinataire,
        lignes: writing.contenu.lignes.map((ligne) => ({ ...ligne, id: randomUUID() })),
        demandes: writing.contenu.demandes.map((demande) => ({ ...demande, id: randomUUID() })),
        format: writing.contenu.format,
        problemes: writing.contenu.problemes,
      };
    }
    if (input.modele === null) return start;
    const template = (await access.query(listTemplates, { type: type.id })).find(({ id }) => id === input.modele);
    if (template === undefined) throw new HygieError('NOT_FOUND', 'Ce modèle a été retiré.');
    const texts = Object.fromEntries(
      Object.entries(template.contenu.textes)
        .filter(([, texte]) => texte.trim() !== '')
        .map(([id, texte]) => [id, merged(texte, known)]),
    );
    return {
      ...start,
      titre: template.contenu.titre === '' ? start.titre : merged(template.contenu.titre, known),
      textes: { ...start.textes, ...texts },
      lignes: template.contenu.lignes.map((ligne) => ({ ...ligne, id: randomUUID() })),
      demandes: template.contenu.demandes.map((demande) => ({ ...demande, id: randomUUID() })),
    };
  }

  async function sourceOf(patientId: PatientId, type: TypeRedige, content: Redaction): Promise<PaperSource> {
    const { practitioner, structure, remplace } = access.session();
    const patient = await access.query(readPatient, { patientId });
    return { type, content, patient, author: practitioner, replaced: remplace, structure, now: now() };
  }

  async function writing(patientId: PatientId, id: string): Promise<{ ecrit: Ecrit; type: TypeRedige }> {
    const ecrit = await access.query(readWriting, { patientId, id });
    return { ecrit, type: typeOf(ecrit.type) };
  }

  return {
    open: async (input) => {
      const type = typeOf(input.type);
      const contenu = await started(input, type);
      const { patientId, amende, motif } = input;
      return access.execute(startWriting, { patientId, type: type.id, contenu, amende, motif });
    },

    preview: async ({ patientId, id, contenu }) => {
      const { type } = await writing(patientId, id);
      const source = await sourceOf(patientId, type, contenu);
      const order = {
        paper: paperOf(source),
        author: access.actor().nom,
        instant: source.now.toISOString(),
        header: null,
        structure: null,
      };
      return (await make(order)).pdf;
    },

    sign: async ({ patientId, id, contenu }) => {
      const { ecrit, type } = await writing(patientId, id);
      const missing = Object.values(missingIn(contenu, type));
      if (missing.length > 0) throw new HygieError('INVALID_INPUT', `Avant de signer : ${missing.join(' ; ')}.`);
      const [source, settings] = await Promise.all([
        sourceOf(patientId, type, contenu),
        access.query(readSettings, {}),
      ]);
      if (settings.oid === null) throw new HygieError('INTERNAL', 'cette base n’a pas d’identifiant de cabinet');
      const former =
        ecrit.amende === null ? null : await access.query(readDocument, { patientId, documentId: ecrit.amende });
      const identifiers = {
        documentOid: newOid(),
        setId: former?.setId ?? newOid(),
        versionNumber: (former?.versionNumber ?? 0) + 1,
      };
      const treating = settings.medecins?.find((each) => each.idNat === source.patient.medecinTraitant) ?? null;
      const { structure } = source;
      const title = contenu.titre.trim() === '' ? type.titre : contenu.titre;
      const modele = type.modele ?? null;
      const manques = modele === null ? [] : manquesStructure(modele, contenu);
      const cis = [...new Set(contenu.lignes.flatMap((ligne) => ligne.cis ?? []))];
      const structured =
        modele === null || manques.length > 0
          ? null
          : {
              modele,
              content: contenu,
              drugs: await access.query(prescribedDrugs, { cis }),
              replaced: source.replaced === null ? null : { practitioner: source.replaced, structure },
            };
      const made = await make({
        structure: structured,
        paper: paperOf(source),
        author: access.actor().nom,
        instant: source.now.toISOString(),
        header: {
          patient: source.patient,
          patientLocalOid: settings.oid,
          author: source.author,
          structure,
          medecinTraitant:
            treating === null ? null : { practitioner: treating, structure: settings.structure ?? structure },
          identifiers,
          // Only a version that somebody received is replaced in what goes out.
          replaces:
            former?.uniqueId == null || former.envoi !== 'envoye'
              ? null
              : { documentId: former.uniqueId, versionNumber: former.versionNumber },
          type: { code: type.code, displayName: type.label, codeSystem: type.codeSystem },
          title,
          recipients: [],
        },
      });
      if (made.cda === null) throw new HygieError('INTERNAL', 'le document n’a pas été produit');
      return access.execute(signWriting, {
        id,
        contenu,
        document: {
          patientId,
          date: instantOf(source.now),
          typeCode: type.code,
          type: type.label,
          titre: title,
          auteur: source.author.idNat,
          auteurNom: access.actor().nom,
          etablissement: structure.nom,
          origine: 'local',
          mediaType: 'text/xml',
          bytes: made.cda,
          pdf: made.pdf,
          setId: identifiers.setId,
          versionNumber: identifiers.versionNumber,
          uniqueId: identifiers.documentOid,
          remplace: ecrit.amende,
          masques: { masquePs: false, invisiblePatient: false },
          noteId: null,
          envoi: 'du',
          complement: { redaction: type.id, structure: modele === null ? null : { modele: MODELES[modele], manques } },
          provenance: { source: 'hygie', detail: {} },
        },
      });
    },

    difference: async (patientId, lignes) => {
      const [former] = await access.query(signedWritings, { patientId, type: PRESCRIPTION });
      return former === undefined ? null : prescriptionDifference(former.lignes, former.le, lignes);
    },
  };
}
