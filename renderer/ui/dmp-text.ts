import type { DmpStatut } from '../../shared/domain/patient.ts';
import { formatInstant } from '../lib/dates.ts';

export type DmpKind = 'open' | 'not-authorised' | 'none' | 'closed' | 'not-checked';

/** What the DMP icon shows and says. « Non vérifié » is never the silence of « no DMP » [16]–[18]. */
export function dmpText(dmp: DmpStatut): { kind: DmpKind; texte: string } {
  const checked = dmp.verifieLe === null ? '' : ` (vérifié le ${formatInstant(dmp.verifieLe)})`;
  switch (dmp.etat) {
    case 'ouvert':
      return dmp.autorise
        ? { kind: 'open', texte: `DMP ouvert, vous êtes autorisé${checked}` }
        : { kind: 'not-authorised', texte: `DMP ouvert, autorisation pas encore donnée${checked}` };
    case 'aucun':
      return { kind: 'none', texte: `Pas de DMP${checked}` };
    case 'ferme':
      return { kind: 'closed', texte: `DMP fermé${checked}` };
    case 'non-verifie':
      return {
        kind: 'not-checked',
        texte:
          dmp.verifieLe === null
            ? 'DMP non vérifié : jamais interrogé'
            : `DMP non vérifié depuis le ${formatInstant(dmp.verifieLe)}`,
      };
  }
}
