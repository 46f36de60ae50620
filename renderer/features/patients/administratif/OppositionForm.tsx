import { Alert, Box, Button } from '@mui/material';
import { useState } from 'react';
import { z } from 'zod';
import type { ObjetOpposition } from '../../../../shared/domain/administratif.ts';
import { CivilDate, formatCivilDate } from '../../../../shared/domain/civil-date.ts';
import type { Patient } from '../../../../shared/domain/patient.ts';
import { call, sentenceOf } from '../../../lib/client.ts';
import { today } from '../../../lib/dates.ts';
import { useDraft } from '../../../lib/drafts.ts';
import { tell } from '../../../lib/notices.ts';
import { useRefresh } from '../../../lib/queries.ts';
import { Grille, Jour, Ligne, Liste } from './champs.tsx';
import { administratifTexts as texts } from './texts.ts';

const Saisie = z.object({
  geste: z.enum(['aucun', 'noter', 'lever']),
  date: z.string(),
  motif: z.string(),
  portee: z.enum(['patient', 'tous']),
});
type Saisie = z.infer<typeof Saisie>;

const NOMS = {
  dmp: {
    titre: texts.objets.dmp,
    noter: 'Noter une opposition au DMP',
    corriger: 'Corriger l’opposition au DMP',
    lever: 'Lever l’opposition au DMP',
    date: 'Opposition au DMP exprimée le',
    motif: 'Motif de l’opposition au DMP',
  },
  messagerie: {
    titre: texts.objets.messagerie,
    noter: 'Noter une opposition à la messagerie',
    corriger: 'Corriger l’opposition à la messagerie',
    lever: 'Lever l’opposition à la messagerie',
    date: 'Opposition à la messagerie exprimée le',
    motif: 'Motif de l’opposition à la messagerie',
  },
} as const;

const PORTEES = Object.entries(texts.portees).toReversed() as [Saisie['portee'], string][];

interface Props {
  readonly patient: Patient;
  readonly objet: ObjetOpposition;
}

/** One opposition: what holds, and the two gestures it takes, noting (or correcting) and lifting. */
export function OppositionForm({ patient, objet }: Props) {
  const noms = NOMS[objet];
  const standing = objet === 'dmp' ? patient.oppositionDmp : patient.oppositionMessagerie;
  const portee = (objet === 'messagerie' ? patient.oppositionMessagerie?.portee : null) ?? 'tous';
  const draft = useDraft({ genre: 'fiche', patientId: patient.id, sujet: `opposition-${objet}` }, Saisie);
  const refresh = useRefresh();
  const [saisie, setSaisie] = useState<Saisie>(draft.start ?? { geste: 'aucun', date: '', motif: '', portee });
  const [echec, setEchec] = useState<string | null>(null);
  const [wrongDate, setWrongDate] = useState<string | null>(null);
  const [pending, setPending] = useState(false);
  const change = (part: Partial<Saisie>) => {
    const next = { ...saisie, ...part };
    setSaisie(next);
    setEchec(null);
    if (next.geste === 'aucun') draft.forget();
    else draft.keep(next);
  };
  const lifting = saisie.geste === 'lever';
  const save = async () => {
    const date = CivilDate.safeParse(saisie.date);
    if (!date.success || wrongDate !== null) {
      setEchec('Indiquez la date, en entier.');
      return;
    }
    if (!lifting && saisie.motif.trim() === '') {
      setEchec('Indiquez le motif : il est rappelé au moment d’envoyer.');
      return;
    }
    const said = { patientId: patient.id, version: patient.version, objet, date: date.data, motif: saisie.motif };
    setPending(true);
    try {
      await (lifting
        ? call('patients.leverOpposition', said)
        : call('patients.opposer', { ...said, portee: saisie.portee }));
      draft.forget();
      tell(lifting ? 'Opposition levée.' : 'Opposition notée.');
      refresh('patients.lire', 'administratif.lire', 'dossier.ouvrir');
    } catch (error) {
      setEchec(sentenceOf(error));
    } finally {
      setPending(false);
    }
  };
  const held =
    standing === null
      ? 'Aucune opposition en vigueur.'
      : `Opposition exprimée le ${formatCivilDate(standing.date)}${standing.motif === '' ? '' : ` : ${standing.motif}`}.`;
  return (
    <Box
      component="form"
      noValidate
      aria-label={noms.titre}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Grille titre={noms.titre}>
        <Box sx={{ gridColumn: '1 / -1' }}>
          {standing === null ? (
            <p className="discret" style={{ margin: 0 }}>
              {held}
            </p>
          ) : (
            <Alert severity="warning">
              {held}
              {objet === 'messagerie' ? ` Portée : ${texts.portees[portee]}.` : ''}
            </Alert>
          )}
        </Box>
        {echec === null ? null : (
          <Alert severity="error" role="alert" sx={{ gridColumn: '1 / -1' }}>
            {echec}
          </Alert>
        )}
        {saisie.geste === 'aucun' ? (
          <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, gridColumn: '1 / -1' }}>
            <Button
              size="small"
              variant="outlined"
              onClick={() =>
                change({ geste: 'noter', date: standing?.date ?? today(), motif: standing?.motif ?? '', portee })
              }
            >
              {standing === null ? noms.noter : noms.corriger}
            </Button>
            {standing === null ? null : (
              <Button
                size="small"
                variant="outlined"
                onClick={() => change({ geste: 'lever', date: today(), motif: '' })}
              >
                {noms.lever}
              </Button>
            )}
          </Box>
        ) : (
          <>
            <Jour
              label={lifting ? 'Levée le' : noms.date}
              required
              champ={`opposition-${objet}-date`}
              value={saisie.date}
              onValidity={setWrongDate}
              onChange={(date) => change({ date })}
            />
            <Ligne
              label={lifting ? 'Motif de la levée' : noms.motif}
              required={!lifting}
              champ={`opposition-${objet}-motif`}
              value={saisie.motif}
              onChange={(motif) => change({ motif })}
            />
            {objet === 'messagerie' && !lifting ? (
              <Liste
                label="Ce à quoi le patient s’oppose"
                champ="opposition-portee"
                value={saisie.portee}
                options={PORTEES}
                onChange={(next) => change({ portee: next })}
              />
            ) : null}
            <Box sx={{ display: 'flex', gap: 1, gridColumn: '1 / -1', justifyContent: 'flex-end' }}>
              <Button onClick={() => change({ geste: 'aucun' })}>Annuler</Button>
              <Button type="submit" variant="contained" disabled={pending}>
                {lifting ? noms.lever : standing === null ? 'Noter l’opposition' : 'Corriger l’opposition'}
              </Button>
            </Box>
          </>
        )}
      </Grille>
    </Box>
  );
}
