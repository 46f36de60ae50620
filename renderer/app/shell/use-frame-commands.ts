import { useColorScheme } from '@mui/material/styles';
import { useEffect, useMemo } from 'react';
import { undoLatest } from '../../lib/notices.ts';
import type { Command } from '../commands/registry.ts';
import { useCommands } from '../commands/use-commands.ts';
import { pages } from '../mounted.ts';
import { activePatient, HOME, recordPlace, useShell, type Theme } from '../shell-store.ts';
import { lockNow } from './actions.ts';

const MODES: Readonly<Record<Theme, 'light' | 'dark'>> = { clair: 'light', sombre: 'dark' };

export const SEARCH_FIELD = 'recherche-patient';

export function focusPatientSearch(): void {
  const field = document.querySelector<HTMLInputElement>(`[data-champ="${SEARCH_FIELD}"]`);
  field?.focus();
  field?.select();
}

/** Goes to the next open place (home, then each record), or the previous one. */
function step(by: 1 | -1): void {
  const { onglets, actif } = useShell.getState();
  const places = [HOME, ...onglets.map((tab) => recordPlace(tab.patientId))];
  const next = places.at((Math.max(0, places.indexOf(actif)) + by + places.length) % places.length) ?? HOME;
  useShell.setState({ actif: next });
}

function closeActive(): void {
  const shell = useShell.getState();
  const patientId = activePatient(shell);
  if (patientId !== null) shell.askClose(patientId);
}

/** What can be asked from anywhere. */
export function useFrameCommands(openPalette: () => void): void {
  const { setMode } = useColorScheme();
  const theme = useShell((state) => state.theme);
  useEffect(() => setMode(theme === null ? 'system' : MODES[theme]), [theme, setMode]);
  const commands = useMemo<readonly Command[]>(() => {
    const shell = useShell.getState();
    return [
      {
        id: 'accueil',
        titre: 'Consultations du jour',
        groupe: 'Cabinet',
        raccourcis: ['Alt+0'],
        executer: shell.goHome,
      },
      ...pages.map((page): Command => ({
        id: `page:${page.id}`,
        titre: page.titre,
        groupe: 'Cabinet',
        executer: () => shell.goToPage(page.id),
        ...(page.raccourci === undefined ? {} : { raccourcis: [page.raccourci] }),
      })),
      {
        id: 'verrouiller',
        titre: 'Verrouiller',
        groupe: 'Cabinet',
        raccourcis: ['Ctrl+L'],
        executer: () => void lockNow(),
      },
      {
        id: 'rechercher',
        titre: 'Rechercher un patient',
        groupe: 'Patients',
        raccourcis: ['F2', 'Ctrl+F'],
        executer: focusPatientSearch,
      },
      {
        id: 'nouveau',
        titre: 'Nouveau patient',
        groupe: 'Patients',
        raccourcis: ['Ctrl+N'],
        executer: () => shell.openDialog('nouveau-patient'),
      },
      { id: 'fermer', titre: 'Fermer le dossier', groupe: 'Dossier', raccourcis: ['Ctrl+W'], executer: closeActive },
      {
        id: 'annuler',
        titre: 'Annuler la dernière action',
        groupe: 'Édition',
        raccourcis: ['Ctrl+Z'],
        horsTexte: true,
        executer: () => void undoLatest(useShell.getState().actif),
      },
      {
        id: 'palette',
        titre: 'Toutes les commandes',
        groupe: 'Affichage',
        raccourcis: ['Ctrl+K'],
        executer: openPalette,
      },
      {
        id: 'suivant',
        titre: 'Onglet suivant',
        groupe: 'Affichage',
        raccourcis: ['Ctrl+Tab'],
        executer: () => step(1),
      },
      {
        id: 'precedent',
        titre: 'Onglet précédent',
        groupe: 'Affichage',
        raccourcis: ['Ctrl+Maj+Tab'],
        executer: () => step(-1),
      },
      {
        id: 'clair',
        titre: `Thème clair${theme === 'clair' ? ' (actuel)' : ''}`,
        groupe: 'Affichage',
        executer: () => shell.chooseTheme('clair'),
      },
      {
        id: 'sombre',
        titre: `Thème sombre${theme === 'sombre' ? ' (actuel)' : ''}`,
        groupe: 'Affichage',
        executer: () => shell.chooseTheme('sombre'),
      },
      {
        id: 'systeme',
        titre: `Thème de l’ordinateur${theme === null ? ' (actuel)' : ''}`,
        groupe: 'Affichage',
        executer: () => shell.chooseTheme(null),
      },
    ];
  }, [theme, openPalette]);
  useCommands(commands);
}
