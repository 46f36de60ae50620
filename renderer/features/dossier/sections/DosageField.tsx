import { useId, useState } from 'react';
import { composeDosage, readDosage, type Dosage } from './dosage.ts';
import { texts } from '../texts.ts';

interface Props {
  readonly value: string;
  readonly champ: string;
  readonly onChange: (value: string) => void;
}

/** Dose from … to …, per …; the sentence they make stays free to correct. */
export function DosageField({ value, champ, onChange }: Props) {
  const id = useId();
  const [known, setKnown] = useState(value);
  const [parts, setParts] = useState<Dosage>(() => readDosage(value) ?? { de: '', a: '', par: '' });
  if (known !== value) {
    setKnown(value);
    setParts(readDosage(value) ?? { de: '', a: '', par: '' });
  }
  const change = (part: Partial<Dosage>) => {
    const next = { ...parts, ...part };
    const text = composeDosage(next);
    setParts(next);
    setKnown(text);
    onChange(text);
  };
  const small = (name: keyof Dosage, label: string, placeholder: string) => (
    <div style={{ flex: 1, minWidth: '3.5rem' }}>
      <label className="etiquette" htmlFor={`${id}-${name}`}>
        {label}
      </label>
      <input
        id={`${id}-${name}`}
        className="champ"
        autoComplete="off"
        maxLength={60}
        placeholder={placeholder}
        value={parts[name]}
        data-champ={`${champ}-${name}`}
        onChange={(event) => change({ [name]: event.target.value })}
      />
    </div>
  );
  return (
    <>
      <div className="large" style={{ display: 'flex', gap: 8 }}>
        {small('de', texts.doseDe, '1')}
        {small('a', 'à', '3 comprimés')}
        {small('par', 'par', 'jour')}
      </div>
      <div className="large">
        <label className="etiquette" htmlFor={`${id}-texte`}>
          {texts.posologie}
        </label>
        <input
          id={`${id}-texte`}
          className="champ"
          autoComplete="off"
          maxLength={300}
          value={value}
          data-champ={champ}
          onChange={(event) => onChange(event.target.value)}
        />
      </div>
    </>
  );
}
