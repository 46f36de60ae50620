import type { PatientId } from '../../../../shared/ids.ts';
import { useHygieQuery } from '../../../lib/queries.ts';
import { Grille, Jour, Ligne, Liste } from './champs.tsx';
import { SectionFrame } from './SectionFrame.tsx';
import { administratifTexts as texts } from './texts.ts';
import { useSection, type Lue, type Saisie } from './use-section.ts';

interface Props {
  readonly patientId: PatientId;
  readonly lue: Lue & { readonly valeur: Saisie<'medecin-traitant'> };
}

const ETATS = Object.entries(texts.medecin) as [keyof typeof texts.medecin, string][];
/** The national identifier of a doctor is « 8 » and the RPPS number. */
const RPPS = /^8(\d{11})$/;
const rppsOf = (idNat: string) => RPPS.exec(idNat)?.[1] ?? idNat;
const idNatOf = (typed: string) => {
  const compact = typed.replace(/\s/g, '');
  return /^\d{11}$/.test(compact) ? `8${compact}` : compact;
};

/** The doctor whom the patient declared: of the practice, another one, or none. */
export function MedecinTraitantSection({ patientId, lue }: Props) {
  const saisie = useSection(patientId, lue);
  const { valeur, change, erreurs } = saisie;
  const medecins = useHygieQuery('reglages.lire', {}).data?.medecins ?? [];
  const known = medecins.some((each) => each.idNat === valeur.idNat);
  const line = (name: 'nom' | 'prenom' | 'commune' | 'adresseMssante', label: string, required = false) => (
    <Ligne
      label={label}
      required={required}
      champ={`administratif-mt-${name}`}
      value={valeur[name]}
      error={erreurs[name]}
      onChange={(typed) => change({ [name]: typed })}
    />
  );
  return (
    <SectionFrame lue={lue} saisie={saisie}>
      <Grille>
        <Liste
          label="Médecin traitant déclaré"
          champ="administratif-mt-etat"
          value={valeur.etat}
          options={ETATS}
          onChange={(etat) => {
            saisie.dateFausse('depuis')(null);
            change({
              etat,
              idNat: '',
              ...(etat === 'autre' ? {} : { nom: '', prenom: '', commune: '', adresseMssante: '' }),
              ...(etat === 'autre' || etat === 'cabinet' ? {} : { depuis: '' }),
            });
          }}
        />
        {valeur.etat === 'cabinet' ? (
          <Liste
            label="Médecin du cabinet"
            required
            champ="administratif-mt-cabinet"
            value={valeur.idNat as string}
            error={erreurs['idNat']}
            options={[
              ['', 'Choisir…'],
              ...medecins.map((each) => [each.idNat as string, `${each.civilite} ${each.prenom} ${each.nom}`] as const),
              ...(valeur.idNat === '' || known
                ? []
                : [[valeur.idNat as string, `Hors du cabinet (${rppsOf(valeur.idNat)})`] as const]),
            ]}
            onChange={(idNat) => change({ idNat })}
          />
        ) : null}
        {valeur.etat === 'autre' ? (
          <>
            {line('nom', 'Nom du médecin', true)}
            {line('prenom', 'Prénom du médecin')}
            <Ligne
              label="Numéro RPPS"
              help="11 chiffres, facultatif"
              champ="administratif-mt-idNat"
              value={rppsOf(valeur.idNat)}
              error={erreurs['idNat']}
              onChange={(typed) => change({ idNat: idNatOf(typed) })}
            />
            {line('adresseMssante', 'Adresse MSSanté du médecin')}
            {line('commune', 'Ville d’exercice')}
          </>
        ) : null}
        {valeur.etat === 'cabinet' || valeur.etat === 'autre' ? (
          <Jour
            label="Déclaré depuis le"
            champ="administratif-mt-depuis"
            value={valeur.depuis}
            error={erreurs['depuis']}
            onValidity={saisie.dateFausse('depuis')}
            onChange={(depuis) => change({ depuis })}
          />
        ) : null}
      </Grille>
    </SectionFrame>
  );
}
