import { Button } from '@mui/material';
import { memo, useState } from 'react';
import type { Medicament } from '../../../shared/contract/medicaments.ts';
import { formatCivilDate } from '../../../shared/domain/civil-date.ts';
import { sentenceOf } from '../../lib/client.ts';
import { useHygieQuery } from '../../lib/queries.ts';
import { Combobox } from '../../ui/Combobox.tsx';
import { DRUG_SEARCH } from './DrugLine.tsx';
import { texts } from './texts.ts';

interface Props {
  readonly error: string | null;
  readonly onDrug: (drug: Medicament) => void;
  readonly onFree: (libelle: string) => void;
}

const LIMIT = 12;
const PRICE = new Intl.NumberFormat('fr-FR', { style: 'currency', currency: 'EUR' });

/** What the base says of a drug, beside its name; nothing of it is printed. */
const DrugOption = memo(function DrugOption({ drug }: { readonly drug: Medicament }) {
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
      <div className="discret">{[drug.nom, ...facts].join(' · ')}</div>
    </>
  );
});

/** Search of the public base in DCI or brand. It keeps what is typed to itself: a key must not draw the ten lines above again. */
export function DrugSearch({ error, onDrug, onFree }: Props) {
  const [text, setText] = useState('');
  const base = useHygieQuery('medicaments.base', {});
  const wanted = text.trim();
  const search = useHygieQuery(
    'medicaments.chercher',
    { texte: wanted.slice(0, 100), limite: LIMIT },
    { enabled: wanted.length >= 2, keepPrevious: true },
  );
  const found = wanted.length >= 2 ? (search.data ?? []) : [];
  const take = (drug: Medicament) => {
    setText('');
    onDrug(drug);
  };
  const takeText = () => {
    if (wanted === '') return;
    setText('');
    onFree(wanted);
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
  return (
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
        onChoose={take}
        onSubmit={takeText}
        message={message}
        error={error}
        renderOption={(drug) => <DrugOption drug={drug} />}
      />
      <Button variant="outlined" disabled={wanted === ''} onClick={takeText}>
        {texts.ligneLibre}
      </Button>
    </div>
  );
}
