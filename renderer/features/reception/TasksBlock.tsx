import { Paper } from '@mui/material';
import { formatCivilDate } from '../../../shared/domain/civil-date.ts';
import { useShell } from '../../app/shell-store.ts';
import { call } from '../../lib/client.ts';
import { tellError, tellUndoable } from '../../lib/notices.ts';
import { useHygieQuery, useRefresh } from '../../lib/queries.ts';
import { fullName } from '../../ui/identity-text.ts';
import { texts } from './texts.ts';

/** The doctor's own tasks; nothing is shown when there is none. */
export default function TasksBlock() {
  const tasks = useHygieQuery('taches.lister', {});
  const openRecord = useShell((state) => state.openRecord);
  const openDocument = useShell((state) => state.openDocument);
  const lieu = useShell((state) => state.actif);
  const refresh = useRefresh();
  if ((tasks.data?.length ?? 0) === 0) return null;
  const done = async (id: string, texte: string) => {
    try {
      await call('taches.faire', { id, fait: true });
      refresh('taches.lister');
      tellUndoable({
        texte: `Tâche faite : ${texte}`,
        lieu,
        annuler: async () => {
          await call('taches.faire', { id, fait: false });
          refresh('taches.lister');
        },
      });
    } catch (error) {
      tellError(error);
    }
  };
  return (
    <Paper variant="outlined" component="section" aria-labelledby="taches-titre" sx={{ p: 1.5 }}>
      <h2 id="taches-titre" style={{ margin: 0, fontSize: '1rem' }}>
        {texts.taches}
      </h2>
      <ul style={{ listStyle: 'none', margin: '0.5rem 0 0', padding: 0, fontSize: '0.8125rem' }}>
        {(tasks.data ?? []).map((task) => (
          <li key={task.id} style={{ display: 'flex', gap: 6, alignItems: 'baseline' }}>
            <input
              type="checkbox"
              aria-label={`Fait : ${task.texte}`}
              checked={false}
              onChange={() => void done(task.id, task.texte)}
            />
            <span>
              {task.texte}
              {task.echeance === null ? '' : ` (pour le ${formatCivilDate(task.echeance)})`}
              {task.patient === null ? null : (
                <>
                  {' '}
                  <button
                    type="button"
                    className="bouton-nu lien"
                    onClick={() => {
                      if (task.patient === null) return;
                      if (task.documentId === null) openRecord(task.patient.id);
                      else openDocument(task.patient.id, task.documentId);
                    }}
                  >
                    {fullName(task.patient)}
                  </button>
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
    </Paper>
  );
}
