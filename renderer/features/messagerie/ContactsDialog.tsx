import { Alert, Box, Button, Dialog, DialogActions, DialogContent, DialogTitle, Tab, Tabs } from '@mui/material';
import { useDeferredValue, useState } from 'react';
import type { EntreeAnnuaire } from '../../../shared/contract/annuaire.ts';
import { formatCivilDate } from '../../../shared/domain/civil-date.ts';
import { call } from '../../lib/client.ts';
import { tell, tellError } from '../../lib/notices.ts';
import { useHygieQuery, useRefresh } from '../../lib/queries.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { texts } from './texts.ts';

interface Props {
  readonly onWrite: (adresse: string) => void;
  readonly onClose: () => void;
}

type Place = 'contacts' | 'annuaire' | 'enLigne';

const nameOf = (each: EntreeAnnuaire) =>
  [each.civilite, each.prenom, each.nom].filter((part) => part !== null).join(' ') ||
  (each.service ?? each.structure ?? each.adresse);

/** [102] Contacts of the practice, the directory on this computer, and the directory itself. */
export function ContactsDialog({ onWrite, onClose }: Props) {
  const [place, setPlace] = useState<Place>('contacts');
  const [text, setText] = useState('');
  const [asked, setAsked] = useState('');
  const wanted = useDeferredValue(text.trim());
  const refresh = useRefresh();
  const state = useHygieQuery('annuaire.etat', {}).data;
  const contacts = useHygieQuery(
    'contacts.lister',
    { texte: wanted },
    { enabled: place === 'contacts', keepPrevious: true },
  );
  const local = useHygieQuery(
    'annuaire.chercher',
    { texte: wanted },
    { enabled: place === 'annuaire' && wanted.length >= 2, keepPrevious: true },
  );
  const online = useHygieQuery('annuaire.enLigne', { nom: asked }, { enabled: place === 'enLigne' && asked !== '' });
  const entries: readonly EntreeAnnuaire[] =
    place === 'contacts'
      ? (contacts.data ?? [])
      : place === 'annuaire'
        ? wanted.length >= 2
          ? (local.data?.entrees ?? [])
          : []
        : (online.data?.entrees ?? []);
  const keep = async (entree: EntreeAnnuaire) => {
    try {
      await call('contacts.ajouter', { entree, origine: 'annuaire', favori: false, note: '' });
      refresh('contacts.lister');
      tell(`${nameOf(entree)} ajouté aux contacts`);
    } catch (error) {
      tellError(error);
    }
  };
  const load = async () => {
    try {
      const made = await call('annuaire.importer', { forcer: false });
      if (made !== null) tell(`${made.entrees} adresses importées`);
      refresh('annuaire.etat', 'annuaire.chercher');
    } catch (error) {
      tellError(error);
    }
  };
  return (
    <Dialog
      open
      onClose={onClose}
      maxWidth="md"
      aria-labelledby="contacts-titre"
      slotProps={{ paper: { sx: { height: '80vh' } } }}
    >
      <DialogTitle id="contacts-titre">{texts.contacts}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 1, alignContent: 'start' }}>
        <Tabs value={place} onChange={(_event, value: Place) => setPlace(value)} aria-label={texts.contacts}>
          <Tab value="contacts" label="Contacts du cabinet" />
          <Tab value="annuaire" label="Annuaire sur cet ordinateur" />
          <Tab value="enLigne" label="Annuaire Santé en ligne" disabled={state?.enLigne == null} />
        </Tabs>
        <Box sx={{ display: 'flex', gap: 1 }}>
          <input
            className="champ"
            autoFocus
            aria-label="Nom, spécialité, commune ou RPPS"
            placeholder="Nom, spécialité, commune ou RPPS"
            value={text}
            onChange={(event) => setText(event.target.value)}
            onKeyDown={(event) => (event.key === 'Enter' ? setAsked(text.trim()) : undefined)}
          />
          {place === 'enLigne' ? (
            <Button variant="outlined" onClick={() => setAsked(text.trim())}>
              Chercher
            </Button>
          ) : null}
        </Box>
        {place === 'annuaire' ? (
          <p className="discret" style={{ margin: 0 }}>
            {state?.extraction == null
              ? 'Aucun annuaire n’est importé sur cet ordinateur.'
              : `${state.extraction.entrees.toLocaleString('fr-FR')} adresses, extraction du ${state.extraction.genereLe === null ? '(date inconnue)' : formatCivilDate(state.extraction.genereLe.slice(0, 10))}.`}{' '}
            <button type="button" className="bouton-nu lien" onClick={() => void load()}>
              Importer l’extraction publique…
            </button>
          </p>
        ) : null}
        {online.isError && place === 'enLigne' ? (
          <ErrorNotice error={online.error} onRetry={() => void online.refetch()} />
        ) : null}
        {place === 'annuaire' && local.data?.approche != null ? (
          <Alert severity="info">{local.data.approche}</Alert>
        ) : null}
        <div className="tableau-cadre">
          <table className="tableau" aria-label={texts.contacts}>
            <thead>
              <tr>
                <th scope="col">Nom</th>
                <th scope="col">Profession, spécialité</th>
                <th scope="col">Structure</th>
                <th scope="col">Adresse MSSanté</th>
                <th scope="col">
                  <span className="visuellement-cache">Actions</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {entries.map((each) => (
                <tr key={`${each.adresse} ${each.structureId ?? ''}`}>
                  <th scope="row">{nameOf(each)}</th>
                  <td>{[each.profession, each.specialite].filter((part) => part !== null).join(', ')}</td>
                  <td>{[each.structure, each.commune].filter((part) => part !== null).join(', ')}</td>
                  <td>{each.adresse}</td>
                  <td className="actions">
                    <Button onClick={() => onWrite(each.adresse)}>Écrire</Button>
                    {place === 'contacts' ? null : (
                      <Button onClick={() => void keep(each)}>Ajouter aux contacts</Button>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        {entries.length === 0 ? <p className="vide">Personne à montrer.</p> : null}
      </DialogContent>
      <DialogActions>
        <Button variant="contained" onClick={onClose}>
          Fermer
        </Button>
      </DialogActions>
    </Dialog>
  );
}
