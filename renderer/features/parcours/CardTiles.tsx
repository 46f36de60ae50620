import type { FicheInfo } from '../../../shared/contract/parcours.ts';
import { formatCivilDate } from '../../../shared/domain/civil-date.ts';
import { today } from '../../lib/dates.ts';
import './parcours.css';
import { texts } from './texts.ts';

/** After this many years a source is said to be old. Choix : trois ans, à régler par le cabinet. */
const OLD_AFTER_YEARS = 3;

const isOld = (date: string) =>
  date !== '' && Number(today().slice(0, 4)) - Number(date.slice(0, 4)) >= OLD_AFTER_YEARS;

/** [70] [71] The six tiles; where nothing was read, it is said, and nothing is invented. */
export function CardTiles({ card }: { readonly card: FicheInfo }) {
  return (
    <div className="tuiles">
      {card.tuiles.map((tuile) => (
        <section key={tuile.titre} className="tuile" aria-label={tuile.titre}>
          <h3 style={{ margin: '0 0 4px', fontSize: '0.875rem' }}>{tuile.titre}</h3>
          {tuile.texte === '' ? (
            <em className="discret">{texts.aFournir}</em>
          ) : (
            <>
              {tuile.texte}
              <p className="discret" style={{ margin: '6px 0 0' }}>
                Source : {tuile.source}, {formatCivilDate(tuile.date)}
              </p>
              {isOld(tuile.date) ? <strong>{texts.perime}</strong> : null}
            </>
          )}
        </section>
      ))}
    </div>
  );
}
