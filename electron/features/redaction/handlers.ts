import type { PatientId } from '../../../shared/ids.ts';
import { setPrescriptionAside } from '../dossier/index.ts';
import { readSettings } from '../reglages/index.ts';
import type { HandlersFor, RecordAccess } from '../session/index.ts';
import { dropTemplate, dropWriting, saveTemplate, saveWriting, takeWritingBack } from './commands.ts';
import type { RedactionService } from './redaction.service.ts';
import { createTreatmentsService } from './treatments.service.ts';
import { listDrafts, listTemplates, signedWritings } from './repository.ts';

type Method =
  | `redaction.${'ouvrir' | 'enregistrer' | 'apercu' | 'signer' | 'abandonner' | 'reprendre' | 'brouillons' | 'precedents' | 'difference' | 'confreres'}`
  | `modeles.${'lister' | 'enregistrer' | 'retirer'}`
  | `dossier.${'ordonnanceAReprendre' | 'reprendreOrdonnance' | 'ignorerOrdonnance'}`;

export function redactionHandlers(options: {
  readonly access: RecordAccess;
  readonly service: RedactionService;
  readonly changed: (patientId: PatientId) => void;
}): HandlersFor<Method> {
  const { access, service, changed } = options;
  const treatments = createTreatmentsService(access);
  return {
    'redaction.ouvrir': (input) => service.open(input),
    'redaction.enregistrer': (input) => access.execute(saveWriting, input),
    'redaction.apercu': async (input) => ({ base64: Buffer.from(await service.preview(input)).toString('base64') }),
    'redaction.signer': async (input) => {
      const line = await service.sign(input);
      changed(input.patientId);
      return line;
    },
    'redaction.abandonner': (input) => access.execute(dropWriting, input),
    'redaction.reprendre': (input) => access.execute(takeWritingBack, input),
    'redaction.brouillons': (input) => access.query(listDrafts, input),
    'redaction.precedents': (input) => access.query(signedWritings, input),
    'redaction.difference': (input) => service.difference(input.patientId, input.lignes),
    'redaction.confreres': async () => (await access.query(readSettings, {})).confreres ?? [],
    'dossier.ordonnanceAReprendre': ({ patientId }) => treatments.proposals(patientId),
    'dossier.reprendreOrdonnance': async (input) => {
      const written = await treatments.take(input);
      changed(input.patientId);
      return written;
    },
    'dossier.ignorerOrdonnance': (input) => access.execute(setPrescriptionAside, input),
    'modeles.lister': (input) => access.query(listTemplates, input),
    'modeles.enregistrer': (input) => access.execute(saveTemplate, input),
    'modeles.retirer': (input) => access.execute(dropTemplate, input),
  };
}
