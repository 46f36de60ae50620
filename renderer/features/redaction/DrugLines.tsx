import { Button } from '@mui/material';
import { useState } from 'react';
import type { Medicament } from '../../../shared/contract/medicaments.ts';
import { formatCivilDate } from '../../../shared/domain/civil-date.ts';
import type { LigneOrdonnance, ManquesRedaction } from '../../../shared/domain/redaction.ts';
import type { PatientId } from '../../../shared/ids.ts';
import { sentenceOf } from '../../lib/client.ts';
import { useHygieQuery } from '../../lib/queries.ts';
import { Combobox } from '../../ui/Combobox.tsx';
import { AldReminder } from './AldReminder.tsx';
import { DRUG_SEARCH, DrugLine } from './DrugLine.tsx';
import { Difference } from './Difference.tsx';
import { Signals } from './Signals.tsx';
import { texts } from './texts.ts';

interface Props {
  readonly patientId: PatientId;
  readonly lignes: readonly LigneOrdonnance[];
  readonly missing: ManquesRedaction;
  readonly onChange: (lignes: LigneOrdonnance[]) => void;
}

const LIMIT = 15;
const PRICE = new Intl.NumberFormat('fr-FR', { style: 'currency', currency: 'EUR' });

function emptyLine(libelle: string): LigneOrdonnance {
  return {
    id: crypto.randomUUID(),
    cis: null,
    libelle,
    marque: '',
    posologie: '',
    duree: '',
    quantite: '',
    enToutesLettres: false,
    ald: false,
    nonSubstituable: '',
    renouvellements: 0,
  };
}

/** The line as the law asks it: common denomination, dose and form; the brand beside only if the doctor adds it. */
function lineOf(drug: Medicament): LigneOrdonnance {
  return {
    ...emptyLine(drug.dci === '' ? drug.nom : `${drug.dci}, ${drug.forme}`),
    cis: drug.cis,
    enToutesLettres: drug.enToutesLettres,
  };
}

/** What the base says of a drug, beside its name; nothing of it is printed. */
function DrugOption({ drug }: { readonly drug: Medicament }) {
  const facts = [
    drug.commercialise ? '' : 'non commercialisé',
    drug.disponibilite ?? '',
    drug.taux === null ? '' : `remboursé ${drug.taux}`,
    drug.prix === null ? '' : PRICE.format(drug.prix),
    drug.enToutesLettres ? 'en toutes lettres' : '',
  ].filter((fact) => fact !== '');
  return (
    <>
      <div>
        <strong>{drug.dci === '' ? drug.nom : drug.dci}</strong> <span className="discret">{drug.forme}</span>
      </div>
      <div className="discret">
        {drug.nom}
        {facts.length === 0 ? '' : ` · ${facts.join(' · ')}`}
      </div>
    </>
  );
}

/** Search of the public base in DCI or brand, lines, what deserves a look, and what changed since the last prescription. */
export function DrugLines({ patientId, lignes, missing, onChange }: Props) {
  const [text, setText] = useState('');
  const base = useHygieQuery('medicaments.base', {});
  const wanted = text.trim();
  const search = useHygieQuery(
    'medicaments.chercher',
    { texte: wanted.slice(0, 100), limite: LIMIT },
    { enabled: wanted.length >= 2, keepPrevious: true },
  );
  const found = wanted.length >= 2 ? (search.data ?? []) : [];
  const add = (ligne: LigneOrdonnance) => {
    onChange([...lignes, ligne]);
    setText('');
    // The dosage is what is typed next.
    setTimeout(() => document.querySelector<HTMLElement>(`[data-champ="posologie-${ligne.id}"]`)?.focus(), 0);
  };
  const message =
    wanted.length < 2
      ? undefined
      : search.isError
        ? sentenceOf(search.error)
        : base.data === null
          ? texts.sansBase
          : base.data === undefined
            ? undefined
            : `Base publique des médicaments du ${formatCivilDate(base.data.date)}. Entrée sans choix : ligne libre.`;
  const move = (from: number, to: number) => {
    const next = [...lignes];
    const [line] = next.splice(from, 1);
    if (line === undefined) return;
    next.splice(to, 0, line);
    onChange(next);
  };
  return (
    <div style={{ display: 'grid', gap: 8 }}>
      <AldReminder patientId={patientId} />
      {lignes.map((ligne, rang) => (
        <DrugLine
          key={ligne.id}
          ligne={ligne}
          rang={rang}
          dernier={rang === lignes.length - 1}
          error={missing[ligne.id] ?? null}
          onChange={(part) => onChange(lignes.map((each) => (each.id === ligne.id ? { ...each, ...part } : each)))}
          onRemove={() => onChange(lignes.filter((each) => each.id !== ligne.id))}
          onMove={(step) => move(rang, rang + step)}
        />
      ))}
      <div style={{ display: 'grid', gridTemplateColumns: '1fr auto', gap: 8, alignItems: 'end' }}>
        <Combobox<Medicament>
          label={texts.medicament}
          champ={DRUG_SEARCH}
          autoFocus
          text={text}
          onText={setText}
          options={found}
          optionKey={(drug) => drug.cis}
          stale={search.isPlaceholderData || search.isLoading}
          onChoose={(drug) => add(lineOf(drug))}
          onSubmit={() => (wanted === '' ? undefined : add(emptyLine(wanted)))}
          message={message}
          error={missing.lignes ?? null}
          renderOption={(drug) => <DrugOption drug={drug} />}
        />
        <Button variant="outlined" disabled={wanted === ''} onClick={() => add(emptyLine(wanted))}>
          {texts.ligneLibre}
        </Button>
      </div>
      <Signals patientId={patientId} lignes={lignes} />
      <Difference patientId={patientId} lignes={lignes} />
    </div>
  );
}
