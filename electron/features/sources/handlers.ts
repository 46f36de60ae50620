import type { HandlersFor, RecordAccess } from '../session/index.ts';
import { retireSource, saveSource, setFolder } from './commands.ts';
import { listSources } from './repository.ts';
import type { Sources } from './sources.service.ts';

type Method = `sources.${'lister' | 'enregistrer' | 'choisirDossier' | 'relever' | 'retirer'}`;

export function sourcesHandlers(options: {
  readonly access: RecordAccess;
  readonly sources: () => Sources;
  /** The native dialog; null when the doctor gives up. */
  readonly chooseFolder: () => Promise<string | null>;
  readonly changed: () => void;
}): HandlersFor<Method> {
  const { access, sources, chooseFolder, changed } = options;
  const told = async (work: Promise<unknown>): Promise<Record<string, never>> => {
    await work;
    sources().reload();
    changed();
    return {};
  };
  return {
    'sources.lister': (input) => access.query(listSources, input),
    'sources.enregistrer': (input) => told(access.execute(saveSource, input)),
    'sources.choisirDossier': async ({ id, lequel }) => {
      const chemin = await chooseFolder();
      if (chemin !== null) await told(access.execute(setFolder, { id, lequel, chemin }));
      const source = (await access.query(listSources, {})).find((each) => each.id === id);
      return { dossier: source?.[lequel] ?? null };
    },
    'sources.relever': async ({ id }) => ({ recus: await sources().collect(id) }),
    'sources.retirer': (input) => told(access.execute(retireSource, input)),
  };
}
