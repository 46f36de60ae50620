import { createElement, type ReactNode } from 'react';
import type { Cellule, Recit } from '../../../shared/domain/document-view.ts';
import { texts } from './texts.ts';

/** Functions, not components: a long table has thousands of cells, and each component would cost more than its cell. */
function rowsOf(rows: readonly (readonly Cellule[])[]): ReactNode {
  return rows.map((cells, row) => (
    <tr key={row}>
      {cells.map((cell, rank) =>
        createElement(
          cell.entete ? 'th' : 'td',
          {
            key: rank,
            // An attribute that says what is so without it costs as much as the cell.
            ...(cell.colonnes > 1 ? { colSpan: cell.colonnes } : {}),
            ...(cell.rangees > 1 ? { rowSpan: cell.rangees } : {}),
            ...(cell.alignement === null ? {} : { style: { textAlign: cell.alignement } }),
          },
          draw(cell.contenu),
        ),
      )}
    </tr>
  ));
}

function drawPiece(piece: Recit, key: number): ReactNode {
  switch (piece.kind) {
    case 'text':
      return piece.texte;
    case 'break':
      return <br key={key} />;
    case 'style':
      return (
        <span
          key={key}
          style={{
            fontWeight: piece.gras ? 700 : undefined,
            fontStyle: piece.italique ? 'italic' : undefined,
            textDecoration: piece.souligne ? 'underline' : undefined,
          }}
        >
          {draw(piece.contenu)}
        </span>
      );
    case 'sub':
      return <sub key={key}>{draw(piece.contenu)}</sub>;
    case 'sup':
      return <sup key={key}>{draw(piece.contenu)}</sup>;
    case 'link':
      return (
        <span key={key}>
          {draw(piece.contenu)}
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
        <div key={key} className="recit-paragraphe">
          {draw(piece.contenu)}
        </div>
      );
    case 'caption':
      return (
        <div key={key} className="recit-legende">
          {draw(piece.contenu)}
        </div>
      );
    case 'list':
      return createElement(
        piece.ordonnee ? 'ol' : 'ul',
        { key },
        piece.elements.map((element, rank) => <li key={rank}>{draw(element)}</li>),
      );
    case 'table':
      return (
        <div key={key} className="tableau-cadre">
          <table className="recit-tableau">
            {piece.legende.length === 0 ? null : <caption>{draw(piece.legende)}</caption>}
            {piece.entete.length === 0 ? null : <thead>{rowsOf(piece.entete)}</thead>}
            <tbody>{rowsOf(piece.corps)}</tbody>
          </table>
        </div>
      );
    case 'image':
      return (
        <img
          key={key}
          src={`data:${piece.mediaType};base64,${piece.base64}`}
          alt={texts.image}
          className="recit-image"
        />
      );
    case 'absent':
      return (
        <em key={key} className="discret">
          [{piece.texte}]
        </em>
      );
    case 'note':
      return <sup key={key}>[{piece.numero}]</sup>;
  }
}

/** Narrative of a document as our own elements: nothing of it is markup, so nothing of it can run, load or lead anywhere. */
export function Narrative({ recit }: { readonly recit: readonly Recit[] }): ReactNode {
  return draw(recit);
}

function draw(recit: readonly Recit[]): ReactNode {
  const [only] = recit;
  return recit.length === 1 && only?.kind === 'text' ? only.texte : recit.map(drawPiece);
}
