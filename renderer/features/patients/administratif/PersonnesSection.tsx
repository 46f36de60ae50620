import { Alert, Box, Button } from '@mui/material';
import { ROLES, type Role } from '../../../../shared/domain/administratif.ts';
import { ageOn } from '../../../../shared/domain/civil-date.ts';
import type { PatientId } from '../../../../shared/ids.ts';
import { today } from '../../../lib/dates.ts';
import { Case, Grille, Jour, Ligne } from './champs.tsx';
import { SectionFrame } from './SectionFrame.tsx';
import { administratifTexts as texts } from './texts.ts';
import { useSection, type Lue, type Saisie } from './use-section.ts';

interface Props {
  readonly patientId: PatientId;
  readonly dateNaissance: string;
  readonly lue: Lue & { readonly valeur: Saisie<'personnes'> };
}

type Person = Saisie<'personnes'>['elements'][number];
const MAJORITE = 18;
const ALL = Object.keys(ROLES) as Role[];
/** Proposed, never imposed: another right is written in full. */
const DROITS = [
  'Titulaire de l’autorité parentale',
  'Tuteur',
  'Curateur',
  'Habilitation familiale',
  'Mandat de protection future',
];
const empty = (): Person => ({
  id: crypto.randomUUID(),
  roles: [],
  nom: '',
  prenom: '',
  lien: '',
  telephone: '',
  courriel: '',
  adresse: '',
  droit: '',
  depuis: '',
  jusquau: '',
});

/** People around the patient, each written once whatever their roles: trusted person, person to warn, legal representative. */
export function PersonnesSection({ patientId, dateNaissance, lue }: Props) {
  const saisie = useSection(patientId, lue);
  const { valeur, change, erreurs } = saisie;
  const amend = (id: string, part: Partial<Person>) =>
    change({ elements: valeur.elements.map((each) => (each.id === id ? { ...each, ...part } : each)) });
  const minor = ageOn(dateNaissance, today()).years < MAJORITE;
  const represented = valeur.elements.some(
    ({ roles, jusquau }) => roles.includes('representant') && (jusquau === '' || jusquau >= today()),
  );
  return (
    <SectionFrame lue={lue} saisie={saisie}>
      {minor && !represented ? <Alert severity="warning">{texts.mineurSansRepresentant}</Alert> : null}
      {valeur.elements.length === 0 ? (
        <p className="discret" style={{ margin: 0 }}>
          Aucune personne notée : ni personne de confiance, ni personne à prévenir, ni représentant légal.
        </p>
      ) : null}
      {valeur.elements.map((each, index) => {
        const champ = (name: string) => `administratif-personne-${index}-${name}`;
        const line = (
          name: 'nom' | 'prenom' | 'lien' | 'telephone' | 'courriel' | 'adresse' | 'droit',
          label: string,
          more: { required?: boolean; suggestions?: readonly string[] } = {},
        ) => (
          <Ligne
            label={label}
            champ={champ(name)}
            value={each[name]}
            error={erreurs[`elements.${index}.${name}`]}
            {...more}
            onChange={(typed) => amend(each.id, { [name]: typed })}
          />
        );
        const day = (name: 'depuis' | 'jusquau', label: string) => (
          <Jour
            label={label}
            champ={champ(name)}
            value={each[name]}
            error={erreurs[`elements.${index}.${name}`]}
            onValidity={saisie.dateFausse(`${each.id}.${name}`)}
            onChange={(typed) => amend(each.id, { [name]: typed })}
          />
        );
        const roleError = erreurs[`elements.${index}.roles`];
        return (
          <Grille key={each.id} titre={`Personne ${index + 1}`}>
            <Box role="group" aria-label="Rôles" sx={{ display: 'grid', gap: 0.5 }}>
              {ALL.map((role) => (
                <Case
                  key={role}
                  label={ROLES[role]}
                  champ={champ(role)}
                  checked={each.roles.includes(role)}
                  onChange={(checked) =>
                    amend(each.id, {
                      roles: ALL.filter((one) => (one === role ? checked : each.roles.includes(one))),
                      ...(role === 'representant' && !checked ? { droit: '' } : {}),
                    })
                  }
                />
              ))}
              {roleError === undefined ? null : <p className="erreur-champ">{roleError}</p>}
            </Box>
            {line('nom', 'Nom', { required: true })}
            {line('prenom', 'Prénom')}
            {line('lien', 'Lien avec le patient')}
            {each.roles.includes('representant')
              ? line('droit', 'À quel titre', { required: true, suggestions: DROITS })
              : null}
            {line('telephone', 'Téléphone')}
            {line('courriel', 'Adresse électronique')}
            {line('adresse', 'Adresse postale')}
            {day('depuis', 'Désignée depuis le')}
            {day('jusquau', 'Jusqu’au')}
            <div>
              <Button
                size="small"
                onClick={() => change({ elements: valeur.elements.filter((one) => one.id !== each.id) })}
              >
                Retirer la personne {index + 1}
              </Button>
            </div>
          </Grille>
        );
      })}
      <div>
        <Button size="small" onClick={() => change({ elements: [...valeur.elements, empty()] })}>
          Ajouter une personne
        </Button>
      </div>
    </SectionFrame>
  );
}
