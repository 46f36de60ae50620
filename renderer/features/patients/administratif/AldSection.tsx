import { Alert, Box, Button, Chip } from '@mui/material';
import { etatAld } from '../../../../shared/domain/administratif.ts';
import type { PatientId } from '../../../../shared/ids.ts';
import { today } from '../../../lib/dates.ts';
import { Case, Grille, Jour, Ligne, Liste } from './champs.tsx';
import { SectionFrame } from './SectionFrame.tsx';
import { administratifTexts as texts } from './texts.ts';
import { useSection, type Lue, type Saisie } from './use-section.ts';

interface Props {
  readonly patientId: PatientId;
  readonly lue: Lue & { readonly valeur: Saisie<'ald'> };
}

type Line = Saisie<'ald'>['elements'][number];
const COLORS = { 'a-venir': 'info', 'en-cours': 'success', 'a-renouveler': 'warning', echue: 'error' } as const;
const ETATS = Object.entries(texts.ald) as [keyof typeof texts.ald, string][];
const empty = (): Line => ({
  id: crypto.randomUUID(),
  numero: '',
  libelle: '',
  exonerante: true,
  debut: '',
  fin: '',
});

/** Long-term conditions, with where each stands today. Three states: not recorded, none (affirmed), present. */
export function AldSection({ patientId, lue }: Props) {
  const saisie = useSection(patientId, lue);
  const { valeur, change, erreurs } = saisie;
  const amend = (id: string, part: Partial<Line>) =>
    change({ elements: valeur.elements.map((each) => (each.id === id ? { ...each, ...part } : each)) });
  const remove = (id: string) => {
    const elements = valeur.elements.filter((each) => each.id !== id);
    change({ elements, etat: elements.length === 0 ? 'non-renseigne' : 'present' });
  };
  const late = valeur.elements.filter((each) => ['a-renouveler', 'echue'].includes(etatAld(each, today())));
  return (
    <SectionFrame lue={lue} saisie={saisie}>
      {late.length === 0 ? null : (
        <Alert severity="warning">
          {late
            .map((each) => `${each.libelle || 'ALD sans libellé'} : ${texts.etatsAld[etatAld(each, today())]}`)
            .join(' ; ')}
        </Alert>
      )}
      <Grille>
        <Liste
          label="Affections de longue durée du patient"
          champ="administratif-ald-etat"
          value={valeur.etat}
          error={erreurs['etat']}
          options={ETATS}
          onChange={(etat) =>
            change({
              etat,
              elements: etat !== 'present' ? [] : valeur.elements.length > 0 ? valeur.elements : [empty()],
            })
          }
        />
      </Grille>
      {valeur.elements.map((each, index) => {
        const at = (name: keyof Line) => erreurs[`elements.${index}.${name}`];
        const champ = (name: keyof Line) => `administratif-ald-${index}-${name}`;
        const etat = etatAld(each, today());
        return (
          <Grille key={each.id} titre={`ALD ${index + 1}`}>
            <Ligne
              label="Libellé de l’ALD"
              required
              champ={champ('libelle')}
              value={each.libelle}
              error={at('libelle')}
              onChange={(libelle) => amend(each.id, { libelle })}
            />
            <Ligne
              label="Numéro de l’ALD"
              help="Tel qu’il figure sur le protocole de soins"
              champ={champ('numero')}
              value={each.numero}
              error={at('numero')}
              onChange={(numero) => amend(each.id, { numero })}
            />
            <Jour
              label="Début de l’ALD"
              champ={champ('debut')}
              value={each.debut}
              error={at('debut')}
              onValidity={saisie.dateFausse(`${each.id}.debut`)}
              onChange={(debut) => amend(each.id, { debut })}
            />
            <Jour
              label="Fin de l’ALD"
              champ={champ('fin')}
              value={each.fin}
              error={at('fin')}
              onValidity={saisie.dateFausse(`${each.id}.fin`)}
              onChange={(fin) => amend(each.id, { fin })}
            />
            <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2, alignItems: 'center', gridColumn: '1 / -1' }}>
              <Case
                label="Exonérante"
                champ={champ('exonerante')}
                checked={each.exonerante}
                onChange={(exonerante) => amend(each.id, { exonerante })}
              />
              <Chip size="small" variant="outlined" color={COLORS[etat]} label={texts.etatsAld[etat]} />
              <Button size="small" onClick={() => remove(each.id)}>
                Retirer l’ALD {index + 1}
              </Button>
            </Box>
          </Grille>
        );
      })}
      {valeur.etat === 'present' ? (
        <div>
          <Button size="small" onClick={() => change({ elements: [...valeur.elements, empty()] })}>
            Ajouter une ALD
          </Button>
        </div>
      ) : null}
    </SectionFrame>
  );
}
