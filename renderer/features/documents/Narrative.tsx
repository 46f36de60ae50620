import { createElement, type ReactNode } from 'react';
import type { Cellule, Recit } from '../../../shared/domain/document-view.ts';
import { texts } from './texts.ts';

function Rows({ rows }: { readonly rows: readonly (readonly Cellule[])[] }): ReactNode {
  return rows.map((cells, row) => (
    <tr key={row}>
      {cells.map((cell, rank) =>
        createElement(
          cell.entete ? 'th' : 'td',
          {
            key: rank,
            colSpan: cell.colonnes,
            rowSpan: cell.rangees,
            style: cell.alignement === null ? undefined : { textAlign: cell.alignement },
          },
          <Narrative recit={cell.contenu} />,
        ),
      )}
    </tr>
  ));
}

function Piece({ piece }: { readonly piece: Recit }): ReactNode {
  switch (piece.kind) {
    case 'text':
      return piece.texte;
    case 'break':
      return <br />;
    case 'style':
      return (
        <span
          style={{
            fontWeight: piece.gras ? 700 : undefined,
            fontStyle: piece.italique ? 'italic' : undefined,
            textDecoration: piece.souligne ? 'underline' : undefined,
          }}
        >
          <Narrative recit={piece.contenu} />
        </span>
      );
    case 'sub':
      return (
        <sub>
          <Narrative recit={piece.contenu} />
        </sub>
      );
    case 'sup':
      return (
        <sup>
          <Narrative recit={piece.contenu} />
        </sup>
      );
    case 'link':
      return (
        <span>
          <Narrative recit={piece.contenu} />
          {piece.adresse === '' ? null : (
            <span className="discret">
              {' '}
              [{texts.lien} : {piece.adresse}]
            </span>
          )}
        </span>
      );
    case 'paragraph':
      return (
        <div className="recit-paragraphe">
          <Narrative recit={piece.contenu} />
        </div>
      );
    case 'caption':
      return (
        <div className="recit-legende">
          <Narrative recit={piece.contenu} />
        </div>
      );
    case 'list':
      return createElement(
        piece.ordonnee ? 'ol' : 'ul',
        {},
        piece.elements.map((element, rank) => (
          <li key={rank}>
            <Narrative recit={element} />
          </li>
        )),
      );
    case 'table':
      return (
        <div className="tableau-cadre">
          <table className="recit-tableau">
            {piece.legende.length === 0 ? null : (
              <caption>
                <Narrative recit={piece.legende} />
              </caption>
            )}
            {piece.entete.length === 0 ? null : (
              <thead>
                <Rows rows={piece.entete} />
              </thead>
            )}
            <tbody>
              <Rows rows={piece.corps} />
            </tbody>
          </table>
        </div>
      );
    case 'image':
      return <img src={`data:${piece.mediaType};base64,${piece.base64}`} alt={texts.image} className="recit-image" />;
    case 'absent':
      return <em className="discret">[{piece.texte}]</em>;
    case 'note':
      return <sup>[{piece.numero}]</sup>;
  }
}

/** Narrative of a document as our own elements: nothing of it is markup, so nothing of it can run, load or lead anywhere. */
export function Narrative({ recit }: { readonly recit: readonly Recit[] }): ReactNode {
  return recit.map((piece, rank) => <Piece key={rank} piece={piece} />);
}
