import { useMemo } from 'react';
import type { DossierMedical, ElementSection, EtatSection, FacteursDeRisque } from '../../../shared/domain/medical.ts';
import type { DocumentId, ElementId, PatientId } from '../../../shared/ids.ts';
import type { SectionName } from '../../../shared/domain/medical.ts';
import { recordPlace } from '../../app/shell-store.ts';
import { call, CallError } from '../../lib/client.ts';
import { tellError, tellUndoable } from '../../lib/notices.ts';
import { useRefresh } from '../../lib/queries.ts';
import { useShowMedical } from './use-dossier.ts';

interface Written {
  readonly operationId: string;
  readonly medical: DossierMedical;
}

/** The writes of the structured record; each shows its result and can be taken back. They resolve false when refused. */
export interface Writes {
  add(section: ElementSection, valeur: unknown, texte: string): Promise<boolean>;
  change(element: { id: ElementId; version: number }, valeur: unknown, texte: string): Promise<boolean>;
  remove(element: { id: ElementId; version: number }, motif: string, texte: string): Promise<boolean>;
  /** Treatments as the last prescription has them: the chosen proposals in one operation. */
  takePrescription(
    documentId: DocumentId,
    choix: readonly { readonly cle: string; readonly version: number | null }[],
  ): Promise<boolean>;
  /** Looked at, and nothing to change. */
  setPrescriptionAside(documentId: DocumentId): Promise<boolean>;
  setState(section: SectionName, etat: Exclude<EtatSection, 'present'>, texte: string): Promise<boolean>;
  /** Throws: its autosave keeps the value and tries again. */
  saveRiskFactors(facteurs: FacteursDeRisque, texte: string | null): Promise<void>;
}

export function useWrites(patientId: PatientId): Writes {
  const show = useShowMedical(patientId);
  const refresh = useRefresh();
  return useMemo(() => {
    const written = async ({ operationId, medical }: Written, texte: string | null) => {
      await show(medical);
      if (texte === null) return;
      tellUndoable({
        texte,
        lieu: recordPlace(patientId),
        annuler: async () => {
          await show((await call('dossier.annulerOperation', { patientId, operationId })).medical);
          refresh('dossier.ordonnanceAReprendre');
        },
      });
    };
    const run = async (texte: string, write: () => Promise<Written>): Promise<boolean> => {
      try {
        await written(await write(), texte);
        return true;
      } catch (error) {
        tellError(error);
        // Somebody else wrote meanwhile: show what is there now; what was typed stays in its form.
        if (error instanceof CallError && (error.code === 'VERSION_CONFLICT' || error.code === 'NOT_FOUND')) {
          refresh('dossier.ouvrir');
        }
        return false;
      }
    };
    return {
      add: (section, valeur, texte) => run(texte, () => call('dossier.ajouterElement', { patientId, section, valeur })),
      change: ({ id: elementId, version }, valeur, texte) =>
        run(texte, () => call('dossier.modifierElement', { patientId, elementId, version, valeur })),
      remove: ({ id: elementId, version }, motif, texte) =>
        run(texte, () => call('dossier.retirerElement', { patientId, elementId, version, motif })),
      takePrescription: async (documentId, choix) => {
        const taken = await run('Traitements mis à jour d’après l’ordonnance', () =>
          call('dossier.reprendreOrdonnance', { patientId, documentId, choix: [...choix] }),
        );
        refresh('dossier.ordonnanceAReprendre');
        return taken;
      },
      setPrescriptionAside: async (documentId) => {
        try {
          await call('dossier.ignorerOrdonnance', { patientId, documentId });
          return true;
        } catch (error) {
          tellError(error);
          return false;
        } finally {
          refresh('dossier.ordonnanceAReprendre');
        }
      },
      setState: (section, etat, texte) => run(texte, () => call('dossier.etatSection', { patientId, section, etat })),
      saveRiskFactors: async (facteurs, texte) =>
        written(await call('dossier.facteurs', { patientId, facteurs }), texte),
    };
  }, [patientId, refresh, show]);
}
