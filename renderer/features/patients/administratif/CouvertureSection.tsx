import { Alert } from '@mui/material';
import { formatCivilDate } from '../../../../shared/domain/civil-date.ts';
import type { PatientId } from '../../../../shared/ids.ts';
import { today } from '../../../lib/dates.ts';
import { Grille, Jour, Ligne, Liste } from './champs.tsx';
import { SectionFrame } from './SectionFrame.tsx';
import { useSection, type Lue, type Saisie } from './use-section.ts';

interface Props {
  readonly patientId: PatientId;
  readonly lue: Lue & { readonly valeur: Saisie<'couverture'> };
}

const OUVRANT = [
  ['', 'Non renseigné'],
  ['patient', 'Le patient lui-même'],
  ['autre', 'Une autre personne'],
] as const;

/** What a general practitioner needs of the coverage, in free text: no table of codes is assumed. */
export function CouvertureSection({ patientId, lue }: Props) {
  const saisie = useSection(patientId, lue);
  const { valeur, change, erreurs } = saisie;
  const line = (name: Exclude<keyof typeof valeur, 'section' | 'ouvrantDroit'>, label: string, help?: string) => (
    <Ligne
      label={label}
      champ={`administratif-${name}`}
      value={valeur[name]}
      error={erreurs[name]}
      {...(help === undefined ? {} : { help })}
      onChange={(typed) => change({ [name]: typed })}
    />
  );
  const ended = valeur.droitsJusquau !== '' && valeur.droitsJusquau < today();
  return (
    <SectionFrame lue={lue} saisie={saisie}>
      {ended ? (
        <Alert severity="warning">Droits échus depuis le {formatCivilDate(valeur.droitsJusquau)} : à vérifier.</Alert>
      ) : null}
      <Grille>
        {line('regime', 'Régime')}
        {line('organisme', 'Organisme (caisse)')}
        <Liste
          label="Ouvrant droit"
          champ="administratif-ouvrantDroit"
          value={valeur.ouvrantDroit}
          options={OUVRANT}
          onChange={(ouvrantDroit) => change({ ouvrantDroit })}
        />
        {valeur.ouvrantDroit === 'autre' ? line('ouvrantDroitNom', 'Nom de l’ouvrant droit') : null}
        {valeur.ouvrantDroit === 'autre'
          ? line('nssOuvrantDroit', 'Numéro de sécurité sociale de l’ouvrant droit', '13 caractères, ou 15 avec la clé')
          : null}
        <Jour
          label="Droits ouverts jusqu’au"
          champ="administratif-droitsJusquau"
          value={valeur.droitsJusquau}
          error={erreurs['droitsJusquau']}
          onValidity={saisie.dateFausse('droitsJusquau')}
          onChange={(droitsJusquau) => change({ droitsJusquau })}
        />
        {line('complementaire', 'Complémentaire (AMC)')}
        {line('numeroAdherent', 'Numéro d’adhérent')}
        {line('precision', 'Précision', 'Complémentaire santé solidaire, accident du travail…')}
      </Grille>
    </SectionFrame>
  );
}
