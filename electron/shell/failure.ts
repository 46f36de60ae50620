import { app, dialog } from 'electron';

/** Never a blank window: what stopped the start is said, and Hygie leaves. */
export function failStart(error: unknown): void {
  const reason = error instanceof Error ? error.message : 'raison inconnue';
  dialog.showErrorBox('Hygie n’a pas pu démarrer', `${reason}\n\nAucune donnée n’a été modifiée.`);
  app.exit(1);
}
