import type { SuiviDestinataire } from '../../../shared/contract/messagerie.ts';
import { formatInstant } from '../../lib/dates.ts';
import { SUIVIS, texts } from './texts.ts';

/** What is known of each recipient: sent, delivered, read, filed, refused. */
export function FollowUp({ suivi }: { readonly suivi: readonly SuiviDestinataire[] }) {
  return (
    <section aria-label={texts.suivi}>
      <h3 style={{ fontSize: '0.875rem', margin: '12px 0 4px' }}>{texts.suivi}</h3>
      <table className="tableau" aria-label={texts.suivi}>
        <thead>
          <tr>
            <th scope="col">Destinataire</th>
            <th scope="col">État</th>
            <th scope="col">Le</th>
            <th scope="col">Détail</th>
          </tr>
        </thead>
        <tbody>
          {suivi.map((each) => (
            <tr key={each.adresse}>
              <th scope="row">{each.nom === '' ? each.adresse : each.nom}</th>
              <td>{each.etat === 'refuse' ? <strong>✗ {SUIVIS[each.etat]}</strong> : SUIVIS[each.etat]}</td>
              <td className="date">{each.le === null ? '' : formatInstant(each.le)}</td>
              <td>{[each.code, each.explication].filter((part) => part !== null).join(' · ')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
