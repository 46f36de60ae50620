import type { Code } from '../../../../shared/domain/medical.ts';
import { sentenceOf } from '../../../lib/client.ts';
import { useHygieQuery } from '../../../lib/queries.ts';
import { Combobox } from '../../../ui/Combobox.tsx';
import { texts } from '../texts.ts';

interface Props {
  readonly label: string;
  readonly text: string;
  readonly code: Code | null;
  readonly error: string | null;
  readonly champ: string;
  readonly onChange: (text: string, code: Code | null) => void;
}

const LIMIT = 20;

/** Free text with CIM-10 proposals: a chosen line brings its code; the words stay the doctor's. */
export function CodedField({ label, text, code, error, champ, onChange }: Props) {
  const wanted = text.trim();
  const asks = wanted.length >= 2 && (code === null || wanted !== code.libelle);
  const search = useHygieQuery(
    'cim10.chercher',
    { texte: wanted.slice(0, 100), limite: LIMIT },
    { enabled: asks, keepPrevious: true },
  );
  const found = asks ? (search.data?.resultats ?? []) : [];
  const message = !asks
    ? undefined
    : search.isError
      ? sentenceOf(search.error)
      : search.data === undefined
        ? texts.recherche
        : found.length === 0
          ? `Aucun code dans « ${search.data.edition} » : le texte libre est accepté.`
          : `${search.data.edition} — ou gardez votre texte, sans code.`;
  return (
    <div className="large">
      <Combobox<Code>
        label={label}
        required
        text={text}
        onText={(next) => onChange(next, code)}
        options={found}
        optionKey={(option) => option.code}
        stale={search.isPlaceholderData || search.isLoading}
        onChoose={(option) => onChange(option.libelle, option)}
        message={message}
        error={error}
        champ={champ}
        placeholder={texts.libelleOuCode}
        renderOption={(option) => (
          <span style={{ display: 'flex', gap: 10 }}>
            <strong style={{ minWidth: '3.5rem' }}>{option.code}</strong>
            <span>{option.libelle}</span>
          </span>
        )}
      />
      {code === null ? null : (
        <div style={{ fontSize: '0.75rem', marginTop: 2 }}>
          <span className="code" style={{ marginInlineStart: 0 }}>
            {code.code}
          </span>{' '}
          <span className="discret">{code.edition}</span>{' '}
          <button type="button" className="bouton-nu lien" onClick={() => onChange(text, null)}>
            {texts.retirerCode}
          </button>
        </div>
      )}
    </div>
  );
}
