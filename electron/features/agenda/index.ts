/** Public face of the agenda. */
import { addAppointment, cancelAppointment, moveAppointment, restoreAppointment } from './commands.ts';
import { readDay } from './repository.ts';

export { addAppointment, cancelAppointment, moveAppointment, restoreAppointment } from './commands.ts';
export { readDay } from './repository.ts';

export const AGENDA_ENTRIES = [
  readDay,
  addAppointment,
  moveAppointment,
  cancelAppointment,
  restoreAppointment,
] as const;
