import type { PatientId } from '../../../shared/ids.ts';
import { flushAll } from '../../lib/autosave.ts';
import { call } from '../../lib/client.ts';
import { tell, tellError } from '../../lib/notices.ts';
import { useShell } from '../shell-store.ts';

/** Writes every draft, then locks. If a draft cannot be written, says so and stays: the text is still on the screen. */
export async function lockNow(): Promise<void> {
  if (!(await flushAll())) {
    tell('Un brouillon n’a pas pu être enregistré : Hygie reste ouvert. Réessayez, ou copiez votre texte.', 'error');
    return;
  }
  await call('session.verrouiller', {}).catch(tellError);
}

/** After the closing steps agreed: drafts to the disk, the host told, the tab gone. */
export async function closeRecord(patientId: PatientId): Promise<void> {
  if (!(await flushAll())) {
    tell('La note n’a pas pu être enregistrée : le dossier reste ouvert. Réessayez, ou copiez votre texte.', 'error');
    useShell.getState().keepOpen();
    return;
  }
  try {
    await call('dossier.fermer', { patientId });
  } catch (error) {
    tellError(error);
  }
  useShell.getState().closed(patientId);
}
