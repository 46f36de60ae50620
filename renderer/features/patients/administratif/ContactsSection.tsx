import type { PatientId } from '../../../../shared/ids.ts';
import { Grille, Ligne } from './champs.tsx';
import { SectionFrame } from './SectionFrame.tsx';
import { useSection, type Lue, type Saisie } from './use-section.ts';

interface Props {
  readonly patientId: PatientId;
  readonly lue: Lue & { readonly valeur: Saisie<'contacts'> };
  readonly adresseMonEspaceSante: string | null;
}

/** Beside the coordinates of the sheet: another phone, how to reach the patient, and their Mon espace santé, which the identity gives. */
export function ContactsSection({ patientId, lue, adresseMonEspaceSante }: Props) {
  const saisie = useSection(patientId, lue);
  const { valeur, change, erreurs } = saisie;
  return (
    <SectionFrame lue={lue} saisie={saisie}>
      <p className="discret" style={{ margin: 0 }}>
        Mon espace santé : {adresseMonEspaceSante ?? 'pas d’adresse tant que l’identité n’est pas qualifiée.'}
      </p>
      <Grille>
        <Ligne
          label="Autre téléphone"
          champ="administratif-telephoneAutre"
          value={valeur.telephoneAutre}
          error={erreurs['telephoneAutre']}
          onChange={(telephoneAutre) => change({ telephoneAutre })}
        />
        <Ligne
          label="Précision sur ce téléphone"
          champ="administratif-telephoneAutrePrecision"
          help="Travail, voisin, de jour seulement…"
          value={valeur.telephoneAutrePrecision}
          error={erreurs['telephoneAutrePrecision']}
          onChange={(telephoneAutrePrecision) => change({ telephoneAutrePrecision })}
        />
        <Ligne
          label="Consigne pour joindre le patient"
          champ="administratif-consigne"
          help="Par exemple : ne pas laisser de message"
          value={valeur.consigne}
          error={erreurs['consigne']}
          onChange={(consigne) => change({ consigne })}
        />
      </Grille>
    </SectionFrame>
  );
}
