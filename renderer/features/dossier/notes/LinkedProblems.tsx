import type { ProblemeAborde } from '../../../../shared/domain/medical.ts';

/** « Problèmes : … », with the words of the day. */
export function LinkedProblems({ problemes }: { readonly problemes: readonly ProblemeAborde[] }) {
  if (problemes.length === 0) return null;
  return <div>Problèmes : {problemes.map(({ libelle }) => libelle).join(' ; ')}</div>;
}
