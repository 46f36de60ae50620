import { useEffect, useMemo, useRef, useState } from 'react';
import type { Command } from '../../app/commands/registry.ts';
import { useCommands } from '../../app/commands/use-commands.ts';
import { activePatient, useShell } from '../../app/shell-store.ts';
import { call } from '../../lib/client.ts';
import { readFiles } from '../../lib/files.ts';
import { tell, tellError } from '../../lib/notices.ts';
import { useRefresh } from '../../lib/queries.ts';

/** A scan of some pages, not an archive of the practice. */
const LARGEST = 40 * 1024 * 1024;

const SAID = {
  filed: 'classé',
  proposed: 'à confirmer dans « À traiter »',
  unassigned: 'à rapprocher dans « À traiter »',
  duplicate: 'déjà reçu : rien n’a été ajouté',
  kept_raw: 'gardé sans avoir été lu, dans « À traiter »',
  refused: 'gardé sans être ouvert, dans « À traiter »',
} as const;

/** Files dropped on the window, or chosen by the keyboard: kept first, then read like any other arrival. */
export function DropTarget() {
  const [over, setOver] = useState(false);
  const picker = useRef<HTMLInputElement>(null);
  const refresh = useRefresh();
  const take = useMemo(
    () => async (files: readonly File[]) => {
      const patientId = activePatient(useShell.getState());
      try {
        for (const file of files) {
          if (file.size > LARGEST) {
            tell(`« ${file.name} » dépasse 40 Mo : il n’a pas été pris.`, 'warning');
            continue;
          }
          const [bytes] = await readFiles([file]);
          if (bytes === undefined) continue;
          const { issue } = await call('reception.deposer', { ...bytes, patientId });
          tell(`« ${file.name} » ${SAID[issue]}`, issue === 'filed' ? 'success' : 'info');
        }
        refresh('reception.aTraiter', 'reception.compter', 'documents.lister', 'biologie.courbes');
      } catch (error) {
        tellError(error);
      }
    },
    [refresh],
  );
  useEffect(() => {
    const holdsFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true;
    const onOver = (event: DragEvent) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const onLeave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const onDrop = (event: DragEvent) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      setOver(false);
      void take([...(event.dataTransfer?.files ?? [])]);
    };
    window.addEventListener('dragover', onOver);
    window.addEventListener('dragleave', onLeave);
    window.addEventListener('drop', onDrop);
    return () => {
      window.removeEventListener('dragover', onOver);
      window.removeEventListener('dragleave', onLeave);
      window.removeEventListener('drop', onDrop);
    };
  }, [take]);
  const commands = useMemo<readonly Command[]>(
    () => [
      {
        id: 'reception:deposer',
        titre: 'Déposer un fichier…',
        groupe: 'Cabinet',
        executer: () => picker.current?.click(),
      },
    ],
    [],
  );
  useCommands(commands);
  return (
    <>
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        aria-label="Fichiers à déposer"
        onChange={(event) => {
          void take([...(event.target.files ?? [])]);
          event.target.value = '';
        }}
      />
      {over ? (
        <div
          role="status"
          style={{
            position: 'fixed',
            inset: 0,
            zIndex: 2000,
            display: 'grid',
            placeItems: 'center',
            fontSize: '1.25rem',
            fontWeight: 700,
            background: 'color-mix(in srgb, var(--mui-palette-background-paper) 88%, transparent)',
            border: '4px dashed var(--mui-palette-primary-main)',
          }}
        >
          Déposez ici : PDF, HPRIM, CDA, archive XDM, message…
        </div>
      ) : null}
    </>
  );
}
