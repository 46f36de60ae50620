import { matchesShortcut, type KeyPress } from '../../lib/keyboard.ts';

export const COMMAND_GROUPS = ['Cabinet', 'Patients', 'Dossier', 'Édition', 'Affichage'] as const;
export type CommandGroup = (typeof COMMAND_GROUPS)[number];

/** One thing that the doctor may ask for; the menu, the palette and the keys all read it from here. */
export interface Command {
  readonly id: string;
  readonly titre: string;
  readonly groupe: CommandGroup;
  /** « Ctrl+K »; the first is shown, all work. */
  readonly raccourcis?: readonly string[];
  /** In a text field the key keeps its usual meaning (Ctrl+Z). */
  readonly horsTexte?: boolean;
  readonly executer: () => void;
}

export interface CommandRegistry {
  /** Adds the commands of a view; returns the way to take them back. The latest of the same id wins. */
  register(commands: readonly Command[]): () => void;
  list(): readonly Command[];
  /** The command that this key press means; null when it means none, or when the text field keeps it. */
  forKey(press: KeyPress, inTextField: boolean): Command | null;
  subscribe(listener: () => void): () => void;
}

export function createCommandRegistry(): CommandRegistry {
  let layers: readonly (readonly Command[])[] = [];
  /** Null until somebody asks: a record registers its sections one after the other. */
  let flat: readonly Command[] | null = null;
  const listeners = new Set<() => void>();
  const rebuild = (next: typeof layers) => {
    layers = next;
    flat = null;
    for (const listener of listeners) listener();
  };
  const list = () => {
    const byId = () => new Map(layers.flat().map((command) => [command.id, command]));
    flat ??= [...byId().values()].sort((a, b) => COMMAND_GROUPS.indexOf(a.groupe) - COMMAND_GROUPS.indexOf(b.groupe));
    return flat;
  };
  return {
    register(commands) {
      rebuild([...layers, commands]);
      return () => rebuild(layers.filter((layer) => layer !== commands));
    },
    list,
    forKey(press, inTextField) {
      const matches = list().filter((command) => command.raccourcis?.some((key) => matchesShortcut(press, key)));
      return matches.find((command) => !(inTextField && command.horsTexte)) ?? null;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Commands whose title or group holds every typed word, accents and case ignored. */
export function findCommands(commands: readonly Command[], typed: string): readonly Command[] {
  const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const words = plain(typed).split(/\s+/).filter(Boolean);
  return commands.filter((command) => {
    const text = plain(`${command.groupe} ${command.titre}`);
    return words.every((word) => text.includes(word));
  });
}
