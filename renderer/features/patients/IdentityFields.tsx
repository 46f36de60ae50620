import { Alert, Box } from '@mui/material';
import type { ReactNode } from 'react';
import { useFormContext, useWatch } from 'react-hook-form';
import { INS_OIDS } from '../../../shared/domain/ins.ts';
import type { Patient } from '../../../shared/domain/patient.ts';
import { useHygieQuery } from '../../lib/queries.ts';
import { SEXES, STATUTS } from '../../ui/identity-text.ts';
import { Choice, DateLine, TextLine, Tick } from './FormFields.tsx';
import { traitsLocked, type PatientForm } from './patient-form.ts';
import { texts } from './texts.ts';

function Group({ titre, children }: { readonly titre: string; readonly children: ReactNode }) {
  return (
    <Box
      component="fieldset"
      sx={{
        border: 1,
        borderColor: 'divider',
        borderRadius: 1,
        m: 0,
        p: 1.5,
        minWidth: 0,
        display: 'grid',
        gap: 1.5,
        gridTemplateColumns: 'repeat(auto-fill, minmax(13rem, 1fr))',
        alignItems: 'start',
      }}
    >
      <Box component="legend" sx={{ fontWeight: 650, px: 0.5 }}>
        {titre}
      </Box>
      {children}
    </Box>
  );
}

interface Props {
  /** The patient as read; null for a new one. */
  readonly patient: Patient | null;
  /** Taken up where it was left: the focus goes back to its own field. */
  readonly resumed?: boolean;
}

/**
 * Strict traits, INS and its status, and how to reach the patient. The médecin traitant and the oppositions of a known patient have their own sections,
 * with their history.
 */
export function IdentityFields({ patient, resumed = false }: Props) {
  const { control } = useFormContext<PatientForm>();
  const statut = useWatch({ control, name: 'statutIdentite' });
  const oppositionDmp = useWatch({ control, name: 'oppositionDmp' });
  const oppositionMessagerie = useWatch({ control, name: 'oppositionMessagerie' });
  const medecins = useHygieQuery('reglages.lire', {}).data?.medecins ?? [];
  const locked = traitsLocked(patient, statut);
  return (
    <>
      <Group titre={texts.traitsStricts}>
        {locked ? (
          <Alert severity="info" sx={{ gridColumn: '1 / -1', py: 0 }}>
            Ces traits viennent du téléservice INS : ils ne se modifient pas tant que l’identité est « {STATUTS[statut]}{' '}
            ». Changez d’abord le statut.
          </Alert>
        ) : null}
        <TextLine
          name="nomNaissance"
          label={texts.nomNaissance}
          required
          disabled={locked}
          autoFocus={patient === null && !resumed}
        />
        <TextLine name="prenoms" label={texts.prenoms} required disabled={locked} help={texts.prenomsAide} />
        <TextLine name="premierPrenom" label={texts.premierPrenom} disabled={locked} help={texts.premierPrenomAide} />
        <DateLine name="dateNaissance" label={texts.dateNaissance} required disabled={locked} />
        <Choice
          name="sexe"
          label={texts.sexe}
          required
          disabled={locked}
          options={[['', 'Choisir…'], ...Object.entries(SEXES)]}
        />
        <TextLine
          name="lieuNaissanceInsee"
          label={texts.lieuNaissance}
          disabled={locked}
          help={texts.lieuNaissanceAide}
        />
        <TextLine name="nomUtilise" label={texts.nomUtilise} />
        <TextLine name="prenomUtilise" label={texts.prenomUtilise} />
      </Group>
      <Group titre={texts.identiteNationale}>
        <TextLine name="matricule" label={texts.matricule} disabled={locked} help={texts.matriculeAide} />
        <Choice name="oid" label={texts.oid} disabled={locked} options={Object.entries(INS_OIDS)} />
        <Choice
          name="statutIdentite"
          label={texts.statut}
          required
          help={texts.statutAide}
          options={Object.entries(STATUTS)}
        />
      </Group>
      <Group titre={texts.coordonnees}>
        <TextLine name="adresse" label={texts.adresse} rows={2} help={texts.adresseAide} />
        <TextLine name="codePostal" label={texts.codePostal} />
        <TextLine name="commune" label={texts.commune} />
        <TextLine name="telephoneDomicile" label={texts.telephoneDomicile} />
        <TextLine name="telephoneMobile" label={texts.telephoneMobile} />
        <TextLine name="courriel" label={texts.courriel} />
      </Group>
      <Group titre={texts.suivi}>
        <TextLine
          name="informationImportante"
          label={texts.informationImportante}
          rows={2}
          help={texts.informationImportanteAide}
        />
        {patient === null ? (
          <Choice
            name="medecinTraitant"
            label={texts.medecinTraitant}
            options={[
              ['', 'Non renseigné'],
              ...medecins.map((each) => [each.idNat as string, `${each.civilite} ${each.prenom} ${each.nom}`] as const),
            ]}
          />
        ) : null}
      </Group>
      {patient === null ? (
        <Group titre={texts.oppositions}>
          <Tick name="oppositionDmp" label={texts.oppositionDmp} />
          {oppositionDmp ? (
            <>
              <DateLine name="oppositionDmpDate" label={texts.oppositionDmpDate} required />
              <TextLine name="oppositionDmpMotif" label={texts.oppositionDmpMotif} />
            </>
          ) : null}
          <Tick name="oppositionMessagerie" label={texts.oppositionMessagerie} />
          {oppositionMessagerie ? (
            <>
              <DateLine name="oppositionMessagerieDate" label={texts.oppositionMessagerieDate} required />
              <TextLine name="oppositionMessagerieMotif" label={texts.oppositionMessagerieMotif} />
            </>
          ) : null}
        </Group>
      ) : null}
    </>
  );
}
