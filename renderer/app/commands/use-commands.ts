import { useEffect, useSyncExternalStore } from 'react';
import { isTextField } from '../../lib/keyboard.ts';
import { createCommandRegistry, type Command } from './registry.ts';

/** The one registry of the window. */
export const commandRegistry = createCommandRegistry();

/** Offers these commands while the caller is shown. The array must be memoised. */
export function useCommands(commands: readonly Command[]): void {
  useEffect(() => commandRegistry.register(commands), [commands]);
}

export function useCommandList(): readonly Command[] {
  return useSyncExternalStore(commandRegistry.subscribe, commandRegistry.list);
}

/** Runs commands from the keyboard; mounted once, by the frame. */
export function useShortcuts(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      // Behind an open dialog the commands of the page wait, as its buttons do.
      if (document.querySelector('[role="dialog"][aria-modal="true"], .MuiDialog-root') !== null) return;
      const command = commandRegistry.forKey(event, isTextField(document.activeElement));
      if (command === null) return;
      event.preventDefault();
      command.executer();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}
