import type { ProblemeAborde } from '../../../../shared/domain/medical.ts';

/** « Problèmes : … », with the words of the day, then what was said of each. */
export function LinkedProblems({ problemes }: { readonly problemes: readonly ProblemeAborde[] }) {
  if (problemes.length === 0) return null;
  return (
    <>
      <div>Problèmes : {problemes.map(({ libelle }) => libelle).join(' ; ')}</div>
      {problemes
        .filter(({ texte }) => texte !== '')
        .map(({ id, libelle, texte }) => (
          <p key={id} className="texte">
            <strong>{libelle} : </strong>
            {texte}
          </p>
        ))}
    </>
  );
}
