import { parseWhiteList } from '../../formats/mime/index.ts';

/** What is kept of a list: its date and its domains, in its own form, without what only operators use. */
export interface ReadWhiteList {
  readonly texte: string;
  readonly genereeLe: string | null;
  readonly domaines: number;
}

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** For the format worker. Throws WhiteListError. */
export function readWhiteList(bytes: Uint8Array): ReadWhiteList {
  const { generatedOn, domains } = parseWhiteList(bytes);
  const date = generatedOn === null ? '' : `<DateDeGeneration>${escape(generatedOn)}</DateDeGeneration>`;
  const names = [...domains].map((name) => `<Domaine><Nom>${name}</Nom></Domaine>`);
  return {
    texte: `<ListeBlanche>${date}${names.join('')}</ListeBlanche>`,
    genereeLe: generatedOn,
    domaines: domains.size,
  };
}
