import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { dialog, type BrowserWindow } from 'electron';

/** The system's own dialog for a folder; null when the doctor gives up. The path stays on this side of the contract. */
export async function chooseFolder(window: BrowserWindow): Promise<string | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title: 'Choisir un dossier',
    properties: ['openDirectory', 'createDirectory'],
  });
  return canceled ? null : (filePaths[0] ?? null);
}

/** The system's own dialog for a file: its name and its bytes; null when the doctor gives up. */
export async function chooseFile(window: BrowserWindow): Promise<{ name: string; bytes: Uint8Array } | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title: 'Choisir un fichier',
    properties: ['openFile'],
  });
  const [path] = filePaths;
  return canceled || path === undefined ? null : { name: basename(path), bytes: await readFile(path) };
}
