import { useState } from 'react';
import type { Destinataire } from '../../../shared/domain/redaction.ts';
import { useHygieQuery } from '../../lib/queries.ts';
import { comparableName } from '../../../shared/domain/patient.ts';
import { Combobox } from '../../ui/Combobox.tsx';
import { texts } from './texts.ts';

interface Props {
  readonly value: Destinataire | null;
  readonly error: string | null;
  readonly onChange: (value: Destinataire | null) => void;
}

const EMPTY: Destinataire = { nom: '', qualite: '', adresse: '', mssante: '' };

/** Whom the letter is for: one of the practice's colleagues, or anybody typed. */
export function RecipientFields({ value, error, onChange }: Props) {
  const known = useHygieQuery('redaction.confreres', {}).data ?? [];
  const [text, setText] = useState(value?.nom ?? '');
  // What was chosen needs no more proposals; what is being typed does.
  const [typing, setTyping] = useState(false);
  const wanted = comparableName(text);
  const found =
    wanted.length < 2 || !typing
      ? []
      : known
          .filter((each) => comparableName(`${each.nom} ${each.prenom} ${each.specialite}`).includes(wanted))
          .slice(0, 12);
  const current = value ?? EMPTY;
  const part = (change: Partial<Destinataire>) => {
    const next = { ...current, ...change };
    onChange(Object.values(next).every((each) => each.trim() === '') ? null : next);
  };
  return (
    <div style={{ display: 'grid', gridTemplateColumns: '2fr 1fr', gap: 8 }}>
      <Combobox
        label={texts.destinataire}
        required
        autoFocus
        champ="redaction-destinataire"
        text={text}
        error={error}
        onText={(nom) => {
          setTyping(true);
          setText(nom);
          part({ nom });
        }}
        options={found}
        optionKey={(each) => each.adresse}
        onChoose={(each) => {
          const nom = `${each.prenom} ${each.nom}`;
          setTyping(false);
          setText(nom);
          onChange({ nom, qualite: each.specialite, adresse: '', mssante: each.adresse });
        }}
        renderOption={(each) => (
          <>
            <strong>
              {each.prenom} {each.nom}
            </strong>{' '}
            <span className="discret">
              {each.specialite} · {each.adresse}
            </span>
          </>
        )}
      />
      <Field label={texts.qualite} value={current.qualite} onChange={(qualite) => part({ qualite })} />
      <Field label={texts.adresse} value={current.adresse} onChange={(adresse) => part({ adresse })} />
      <Field label={texts.mssante} value={current.mssante} onChange={(mssante) => part({ mssante })} />
    </div>
  );
}

function Field({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}) {
  return (
    <label className="etiquette">
      {label}
      <input
        className="champ"
        autoComplete="off"
        maxLength={200}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </label>
  );
}
