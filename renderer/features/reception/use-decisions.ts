import { useMemo, useState } from 'react';
import type { ATraiter } from '../../../shared/contract/reception.ts';
import type { PatientId } from '../../../shared/ids.ts';
import { useShell } from '../../app/shell-store.ts';
import { call } from '../../lib/client.ts';
import { tellError, tellUndoable } from '../../lib/notices.ts';
import { useRefresh } from '../../lib/queries.ts';
import { useUndoStack, type UndoableAct } from '../../lib/undo.ts';

export interface Decisions {
  /** Lines already decided, hidden before the host has told so: the next one is under the eye at once. */
  readonly decided: ReadonlySet<string>;
  file(ligne: ATraiter, patientId: PatientId, nom: string, confirmeDifference: boolean): void;
  seen(ligne: ATraiter): void;
  setAside(ligne: ATraiter, motif: string): void;
}

/** Each decision is one command, can be taken back by Ctrl+Z, and brings its line back when the host refuses. */
export function useDecisions(): Decisions {
  const [decided, setDecided] = useState<ReadonlySet<string>>(new Set());
  const lieu = useShell((state) => state.actif);
  const refresh = useRefresh();
  return useMemo(() => {
    const hide = (cle: string) => setDecided((known) => new Set(known).add(cle));
    const show = (cle: string) =>
      setDecided((known) => {
        const next = new Set(known);
        next.delete(cle);
        return next;
      });
    const read = () => refresh('reception.aTraiter', 'reception.compter', 'reception.actualites');
    const decide = (ligne: ATraiter, texte: string, work: () => Promise<unknown>, annuler: () => Promise<unknown>) => {
      hide(ligne.cle);
      const done = work();
      // Said at once, so that Ctrl+Z pressed in the same second takes back what is still being written.
      const act: UndoableAct = {
        texte,
        lieu,
        annuler: async () => {
          await done;
          await annuler();
          show(ligne.cle);
          read();
        },
      };
      tellUndoable(act);
      done.then(read, (error: unknown) => {
        useUndoStack.getState().take(act);
        show(ligne.cle);
        tellError(error);
      });
    };
    return {
      decided,
      file: (ligne, patientId, nom, confirmeDifference) => {
        const { rapport } = ligne;
        if (rapport === null) return;
        let documentId = ligne.documentId;
        decide(
          ligne,
          `« ${ligne.titre} » attribué à ${nom}`,
          async () => {
            ({ documentId } = await call('reception.attribuer', {
              ...rapport,
              patientId,
              confirmeDifference,
              retenir: false,
            }));
          },
          async () => {
            if (documentId !== null)
              await call('reception.desattribuer', { patientId, documentId, motif: 'Annulé aussitôt' });
          },
        );
      },
      seen: (ligne) => {
        const { patient, documentId } = ligne;
        if (patient === null || documentId === null) return;
        const documents = [{ patientId: patient.id, documentId }];
        decide(
          ligne,
          `« ${ligne.titre} » vu`,
          () => call('reception.vu', { documents }),
          () => call('reception.annulerVu', { documents }),
        );
      },
      setAside: (ligne, motif) => {
        const target = { rapport: ligne.rapport, arriveeId: ligne.rapport === null ? ligne.arriveeId : null };
        decide(
          ligne,
          `« ${ligne.titre} » écarté`,
          () => call('reception.ecarter', { ...target, motif }),
          () => call('reception.retablir', target),
        );
      },
    };
  }, [decided, lieu, refresh]);
}
