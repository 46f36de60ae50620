import { dialog, type BrowserWindow } from 'electron';

/** The system's own dialog for a folder; null when the doctor gives up. The path stays on this side of the contract. */
export async function chooseFolder(window: BrowserWindow): Promise<string | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title: 'Choisir un dossier',
    properties: ['openDirectory', 'createDirectory'],
  });
  return canceled ? null : (filePaths[0] ?? null);
}
