import { Menu, type BrowserWindow } from 'electron';

/** The native menu keeps the system's editing keys; everything of the practice is in the window's own commands. */
export function installMenu(window: BrowserWindow): void {
  const menu = Menu.buildFromTemplate([
    { label: 'Fichier', submenu: [{ role: 'quit', label: 'Quitter Hygie' }] },
    {
      label: 'Édition',
      submenu: [
        { role: 'cut', label: 'Couper' },
        { role: 'copy', label: 'Copier' },
        { role: 'paste', label: 'Coller' },
        { role: 'selectAll', label: 'Tout sélectionner' },
      ],
    },
    {
      label: 'Affichage',
      submenu: [
        { role: 'zoomIn', label: 'Agrandir' },
        { role: 'zoomOut', label: 'Réduire' },
        { role: 'resetZoom', label: 'Taille normale' },
        { role: 'togglefullscreen', label: 'Plein écran' },
      ],
    },
  ]);
  Menu.setApplicationMenu(menu);
  window.setAutoHideMenuBar(true);
}
