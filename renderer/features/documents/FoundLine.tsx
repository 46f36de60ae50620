import type { LigneTrouvee } from '../../../shared/contract/documents.ts';

/** The line of a document where the words were found, under its name. */
export function FoundLine({ ligne }: { readonly ligne: LigneTrouvee }) {
  return (
    <div className="ligne-trouvee">
      {ligne.avant ? '… ' : ''}
      {ligne.morceaux.map(({ texte, trouve }, rank) =>
        trouve ? <mark key={rank}>{texte}</mark> : <span key={rank}>{texte}</span>,
      )}
      {ligne.apres ? ' …' : ''}
    </div>
  );
}
