import { Box, Button, Paper } from '@mui/material';
import { useState } from 'react';
import type { FicheInfo } from '../../../shared/contract/parcours.ts';
import { TUILES } from '../../../shared/domain/fiches/fiche.ts';
import { call } from '../../lib/client.ts';
import { tell, tellError } from '../../lib/notices.ts';
import { useHygieQuery, useRefresh } from '../../lib/queries.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Loading } from '../../ui/Loading.tsx';
import { CardTiles } from './CardTiles.tsx';
import { texts } from './texts.ts';

type Written = Omit<FicheInfo, 'version' | 'livree'>;

const slug = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60);

const emptyCard = (): Written => ({
  id: '',
  pathologie: '',
  cim10: [],
  tuiles: TUILES.map((titre) => ({ titre, texte: '', source: '', date: '' })),
});

/** [70] [71] Cards of « Info bouton », those shipped and those of the practice; each text names its source and date. */
export default function CardsPage() {
  const cards = useHygieQuery('fiches.lister', {});
  const [edited, setEdited] = useState<Written | null>(null);
  const refresh = useRefresh();
  const save = async (fiche: Written) => {
    const incomplete = fiche.tuiles.find(
      ({ texte, source, date }) => texte.trim() !== '' && (source.trim() === '' || date.trim() === ''),
    );
    if (fiche.pathologie.trim() === '') {
      tell('Nommez la pathologie.', 'warning');
      return;
    }
    if (incomplete !== undefined) {
      tell(`« ${incomplete.titre} » : un texte a toujours sa source et sa date.`, 'warning');
      return;
    }
    try {
      await call('fiches.enregistrer', {
        fiche: { ...fiche, id: fiche.id === '' ? slug(fiche.pathologie) : fiche.id },
      });
      refresh('fiches.lister');
      setEdited(null);
      tell('Fiche enregistrée');
    } catch (error) {
      tellError(error);
    }
  };
  if (cards.data === undefined)
    return cards.isError ? <ErrorNotice error={cards.error} onRetry={() => void cards.refetch()} /> : <Loading />;
  return (
    <Box sx={{ p: 2, display: 'grid', gap: 1.5, maxWidth: '75rem' }}>
      <Box sx={{ display: 'flex', gap: 2, alignItems: 'center' }}>
        <Box component="h1" sx={{ m: 0, fontSize: '1.125rem' }}>
          {texts.fiches}
        </Box>
        <Button variant="contained" onClick={() => setEdited(emptyCard())}>
          Nouvelle fiche
        </Button>
      </Box>
      {edited === null ? null : (
        <Paper
          variant="outlined"
          component="form"
          aria-label="Fiche en cours"
          sx={{ p: 1.5, display: 'grid', gap: 1 }}
          onSubmit={(event: { preventDefault: () => void }) => event.preventDefault()}
        >
          <label className="etiquette requis">
            Pathologie
            <input
              className="champ"
              maxLength={120}
              value={edited.pathologie}
              onChange={(event) => setEdited({ ...edited, pathologie: event.target.value })}
            />
          </label>
          <label className="etiquette">
            Codes CIM-10 (débuts, séparés par des espaces)
            <input
              className="champ"
              value={edited.cim10.join(' ')}
              onChange={(event) =>
                setEdited({
                  ...edited,
                  cim10: event.target.value
                    .toUpperCase()
                    .split(/\s+/)
                    .filter((code) => /^[A-Z]\d{2}/.test(code)),
                })
              }
            />
          </label>
          {edited.tuiles.map((tuile, rang) => {
            const change = (part: Partial<typeof tuile>) =>
              setEdited({
                ...edited,
                tuiles: edited.tuiles.map((each, index) => (index === rang ? { ...each, ...part } : each)),
              });
            return (
              <fieldset key={tuile.titre} style={{ border: '1px solid var(--mui-palette-divider)', borderRadius: 6 }}>
                <legend>{tuile.titre}</legend>
                <textarea
                  className="champ"
                  aria-label={`Texte : ${tuile.titre}`}
                  rows={3}
                  maxLength={5000}
                  value={tuile.texte}
                  onChange={(event) => change({ texte: event.target.value })}
                />
                <div style={{ display: 'grid', gridTemplateColumns: '1fr 9rem', gap: 8 }}>
                  <input
                    className="champ"
                    aria-label={`Source : ${tuile.titre}`}
                    placeholder="Source lue (titre, adresse)"
                    maxLength={500}
                    value={tuile.source}
                    onChange={(event) => change({ source: event.target.value })}
                  />
                  <input
                    className="champ"
                    aria-label={`Date : ${tuile.titre}`}
                    placeholder="AAAA-MM"
                    maxLength={10}
                    value={tuile.date}
                    onChange={(event) => change({ date: event.target.value })}
                  />
                </div>
              </fieldset>
            );
          })}
          <Box sx={{ display: 'flex', gap: 1 }}>
            <Button variant="contained" onClick={() => void save(edited)}>
              Enregistrer la fiche
            </Button>
            <Button onClick={() => setEdited(null)}>Annuler</Button>
          </Box>
        </Paper>
      )}
      {cards.data.map((card) => (
        <Paper key={card.id} variant="outlined" component="section" aria-label={card.pathologie} sx={{ p: 1.5 }}>
          <Box sx={{ display: 'flex', gap: 1, alignItems: 'center' }}>
            <Box component="h2" sx={{ m: 0, fontSize: '1rem' }}>
              {card.pathologie}
            </Box>
            <span className="discret">{card.livree ? 'livrée avec Hygie' : `du cabinet, version ${card.version}`}</span>
            <Box sx={{ flex: 1 }} />
            <Button
              onClick={() =>
                setEdited({ id: card.id, pathologie: card.pathologie, cim10: card.cim10, tuiles: card.tuiles })
              }
            >
              Modifier pour le cabinet
            </Button>
          </Box>
          <CardTiles card={card} />
        </Paper>
      ))}
    </Box>
  );
}
