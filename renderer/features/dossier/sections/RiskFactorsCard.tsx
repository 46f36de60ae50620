import { useId, useState } from 'react';
import type { FacteursDeRisque } from '../../../../shared/domain/medical.ts';
import type { PatientId } from '../../../../shared/ids.ts';
import { SmallAction } from '../../../ui/SmallAction.tsx';
import { SavedIndicator } from '../notes/SavedIndicator.tsx';
import type { Writes } from '../use-writes.ts';
import { HistoryDialog } from './HistoryDialog.tsx';
import { readPackYears } from './pack-years.ts';
import { useAutosaved } from './use-autosaved.ts';
import { texts } from '../texts.ts';

interface Props {
  readonly patientId: PatientId;
  readonly facteurs: FacteursDeRisque;
  readonly writes: Writes;
}

const FACTORS = [
  ['tabac', 'Tabac'],
  ['sedentarite', 'Sédentarité'],
  ['enolisme', 'Énolisme'],
  ['regime', 'Régime'],
  ['drogue', 'Drogue'],
] as const;

const ANSWERS = [
  ['oui', 'Oui'],
  ['non', 'Non'],
  [null, texts.nonRenseigne],
] as const;

/** [69] [82] Way of life: yes, no, or never asked; tobacco in pack-years. */
export function RiskFactorsCard({ patientId, facteurs, writes }: Props) {
  const id = useId();
  const [history, setHistory] = useState(false);
  const [said, setSaid] = useState<string | null>(null);
  const { value, state, change, flush } = useAutosaved(facteurs, async (next) => {
    await writes.saveRiskFactors(next, said);
    setSaid(null);
  });
  const [packText, setPackText] = useState<string | null>(null);
  const pack = readPackYears(packText ?? '');
  const shownPack = packText ?? String(value.tabacQuantite?.valeur ?? '').replace('.', ',');

  return (
    <section className="rubrique" aria-labelledby={id}>
      <header>
        <h2 id={id}>{texts.facteursDeRisque}</h2>
        {state.kind === 'failed' ? null : <SavedIndicator state={state} />}
        <SmallAction icone="historique" nom={texts.historiqueFacteurs} onClick={() => setHistory(true)} />
      </header>
      <div className="corps">
        {state.kind === 'failed' ? <SavedIndicator state={state} /> : null}
        <div className="facteurs">
          {FACTORS.map(([name, label]) => (
            <Factor
              key={name}
              label={label}
              answer={value[name]}
              onAnswer={(answer, text) => {
                setSaid(`${label} : ${text.toLocaleLowerCase('fr')}`);
                const quantity = name === 'tabac' && answer !== 'oui' ? { tabacQuantite: null } : {};
                if (name === 'tabac' && answer !== 'oui') setPackText(null);
                change({ ...value, ...quantity, [name]: answer });
              }}
            />
          ))}
          {value.tabac === 'oui' ? (
            <>
              <label htmlFor={`${id}-pa`}>{texts.paquetsAnnees}</label>
              <div>
                <input
                  id={`${id}-pa`}
                  className="champ"
                  style={{ width: '6rem' }}
                  inputMode="decimal"
                  autoComplete="off"
                  value={shownPack}
                  aria-invalid={pack.error !== null}
                  aria-describedby={pack.error === null ? undefined : `${id}-pa-erreur`}
                  onChange={(event) => {
                    setPackText(event.target.value);
                    const read = readPackYears(event.target.value);
                    if (read.error === null) change({ ...value, tabacQuantite: read.value });
                  }}
                  onBlur={() => {
                    if (pack.error === null) setPackText(null);
                    flush();
                  }}
                />
                {pack.error === null ? null : (
                  <p id={`${id}-pa-erreur`} className="erreur-champ">
                    {pack.error}
                  </p>
                )}
              </div>
            </>
          ) : null}
          <label htmlFor={`${id}-autre`}>Autre</label>
          <input
            id={`${id}-autre`}
            className="champ"
            autoComplete="off"
            maxLength={500}
            value={value.autre ?? ''}
            data-champ="facteurs-autre"
            onChange={(event) => change({ ...value, autre: event.target.value === '' ? null : event.target.value })}
            onBlur={flush}
          />
        </div>
      </div>
      {history ? (
        <HistoryDialog
          patientId={patientId}
          section="facteursDeRisque"
          titre={texts.facteursDeRisque}
          onClose={() => setHistory(false)}
        />
      ) : null}
    </section>
  );
}

interface FactorProps {
  readonly label: string;
  readonly answer: 'oui' | 'non' | null;
  readonly onAnswer: (answer: 'oui' | 'non' | null, text: string) => void;
}

function Factor({ label, answer, onAnswer }: FactorProps) {
  const id = useId();
  return (
    <>
      <span id={id}>{label}</span>
      <div role="radiogroup" aria-labelledby={id} className="etat-rubrique">
        {ANSWERS.map(([value, text]) => (
          <label key={text}>
            <input type="radio" name={id} checked={answer === value} onChange={() => onAnswer(value, text)} />
            <span
              className={value === null && answer === null ? 'vide' : undefined}
              style={{ fontWeight: answer === value && value !== null ? 700 : 400 }}
            >
              {text}
            </span>
          </label>
        ))}
      </div>
    </>
  );
}
