import { Button } from '@mui/material';
import { useState } from 'react';
import type { ATraiter } from '../../../shared/contract/reception.ts';
import { call } from '../../lib/client.ts';
import { tell, tellError } from '../../lib/notices.ts';
import { useHygieQuery, useRefresh } from '../../lib/queries.ts';
import { texts } from './texts.ts';

const CHARSETS = ['windows-1252', 'cp850', 'macintosh', 'utf-8', 'iso-8859-15'] as const;
/** Enough to recognise a letter; the whole file is one click further. */
const SHOWN = 20_000;

/** Bytes as text, whatever they are: controls become visible, nothing is interpreted. */
function asText(base64: string, charset: string): string {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)).subarray(0, SHOWN);
  // The window decodes what browsers know; the host knows the others too when it reads the file again.
  const label = charset === 'cp850' ? 'windows-1252' : charset;
  return new TextDecoder(label).decode(bytes).replace(/(?![\t\n\r])\p{Cc}/gu, '·');
}

/** A file that was kept without being understood: looked at, read again, or set aside. It is never lost. */
export function UnreadDetail({ ligne }: { readonly ligne: ATraiter }) {
  const [shown, setShown] = useState(false);
  const [charset, setCharset] = useState<string>('windows-1252');
  const refresh = useRefresh();
  const { arriveeId } = ligne;
  const raw = useHygieQuery('reception.brut', { arriveeId: arriveeId ?? '' }, { enabled: shown && arriveeId !== null });
  if (arriveeId === null) return null;
  const again = async () => {
    try {
      const { issue } = await call('reception.relire', { arriveeId, charset: shown ? charset : null });
      refresh('reception.aTraiter', 'reception.compter');
      tell(
        issue === 'kept_raw' || issue === 'refused' ? 'Le fichier reste illisible ; il est gardé.' : 'Fichier relu.',
        'info',
      );
    } catch (error) {
      tellError(error);
    }
  };
  return (
    <div style={{ display: 'grid', gap: 8, justifyItems: 'start' }}>
      <div style={{ display: 'flex', gap: 8, flexWrap: 'wrap', alignItems: 'center' }}>
        <Button variant="outlined" onClick={() => void again()}>
          {texts.relire}
        </Button>
        <Button variant="outlined" onClick={() => setShown(!shown)} aria-expanded={shown}>
          {texts.brut}
        </Button>
        {shown ? (
          <label className="etiquette">
            Jeu de caractères{' '}
            <select className="champ" value={charset} onChange={(event) => setCharset(event.target.value)}>
              {CHARSETS.map((each) => (
                <option key={each}>{each}</option>
              ))}
            </select>
          </label>
        ) : null}
      </div>
      {shown && raw.data !== undefined ? <pre className="texte-recu">{asText(raw.data.base64, charset)}</pre> : null}
    </div>
  );
}
