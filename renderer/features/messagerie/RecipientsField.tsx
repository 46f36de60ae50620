import { useState } from 'react';
import { useHygieQuery } from '../../lib/queries.ts';
import { Combobox } from '../../ui/Combobox.tsx';

interface Props {
  readonly label: string;
  readonly value: readonly string[];
  readonly autoFocus?: boolean;
  readonly champ: string;
  readonly onChange: (value: string[]) => void;
}

interface Proposal {
  readonly adresse: string;
  readonly nom: string;
  readonly detail: string;
}

const ADDRESS = /^[^\s@<>,;]+@[^\s@<>,;]+$/;

const named = (each: {
  nom: string | null;
  prenom: string | null;
  structure: string | null;
  service: string | null;
  adresse: string;
}) =>
  [each.prenom, each.nom].filter((part) => part !== null).join(' ') || (each.service ?? each.structure ?? each.adresse);

/** Recipients by name: the practice's contacts first, then the directory on this computer; or an address typed. */
export function RecipientsField({ label, value, autoFocus = false, champ, onChange }: Props) {
  const [text, setText] = useState('');
  const wanted = text.trim();
  const asks = wanted.length >= 2;
  const contacts = useHygieQuery('contacts.lister', { texte: wanted }, { enabled: asks, keepPrevious: true });
  const directory = useHygieQuery(
    'annuaire.chercher',
    { texte: wanted, limite: 12 },
    { enabled: asks, keepPrevious: true },
  );
  const proposals: Proposal[] = [];
  if (asks) {
    for (const each of [...(contacts.data ?? []).slice(0, 8), ...(directory.data?.entrees ?? [])]) {
      if (proposals.some(({ adresse }) => adresse === each.adresse) || value.includes(each.adresse)) continue;
      proposals.push({
        adresse: each.adresse,
        nom: named(each),
        detail: [each.specialite ?? each.profession, each.structure, each.commune]
          .filter((part) => part !== null)
          .join(', '),
      });
    }
  }
  const add = (addresses: readonly string[]) => {
    onChange([...value, ...addresses.filter((each) => !value.includes(each))]);
    setText('');
  };
  const typed = () => {
    const addresses = wanted.split(/[\s,;]+/).filter((each) => ADDRESS.test(each));
    if (addresses.length > 0) add(addresses);
  };
  return (
    <div>
      <Combobox<Proposal>
        label={label}
        champ={champ}
        autoFocus={autoFocus}
        text={text}
        onText={setText}
        options={proposals}
        optionKey={({ adresse }) => adresse}
        stale={contacts.isPlaceholderData || directory.isPlaceholderData}
        onChoose={({ adresse }) => add([adresse])}
        onSubmit={typed}
        onBlur={typed}
        message={
          asks && proposals.length === 0
            ? 'Personne de ce nom : tapez l’adresse MSSanté puis Entrée.'
            : (directory.data?.approche ?? undefined)
        }
        renderOption={(each) => (
          <>
            <strong>{each.nom}</strong> <span className="discret">{each.detail}</span>
            <div className="discret">{each.adresse}</div>
          </>
        )}
      />
      <ul
        style={{
          listStyle: 'none',
          margin: '4px 0 0',
          padding: 0,
          display: 'flex',
          flexWrap: 'wrap',
          gap: 6,
          fontSize: '0.8125rem',
        }}
      >
        {value.map((adresse) => (
          <li
            key={adresse}
            style={{ border: '1px solid var(--mui-palette-divider)', borderRadius: 12, padding: '1px 8px' }}
          >
            {adresse}{' '}
            <button
              type="button"
              className="bouton-nu"
              aria-label={`Retirer ${adresse}`}
              onClick={() => onChange(value.filter((each) => each !== adresse))}
            >
              ×
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
