import { Alert, Box } from '@mui/material';
import type { ReactNode } from 'react';
import { useFormContext, useWatch } from 'react-hook-form';
import { INS_OIDS } from '../../../shared/domain/ins.ts';
import type { Patient } from '../../../shared/domain/patient.ts';
import { useHygieQuery } from '../../lib/queries.ts';
import { SEXES, STATUTS } from '../../ui/identity-text.ts';
import { Choice, DateLine, TextLine, Tick } from './FormFields.tsx';
import { traitsLocked, type PatientForm } from './patient-form.ts';

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
}

/** Strict traits, INS and its status, and how to reach the patient. */
export function IdentityFields({ patient }: Props) {
  const { control } = useFormContext<PatientForm>();
  const statut = useWatch({ control, name: 'statutIdentite' });
  const oppositionDmp = useWatch({ control, name: 'oppositionDmp' });
  const oppositionMessagerie = useWatch({ control, name: 'oppositionMessagerie' });
  const medecins = useHygieQuery('reglages.lire', {}).data?.medecins ?? [];
  const locked = traitsLocked(patient, statut);
  return (
    <>
      <Group titre="Traits stricts d’identité">
        {locked ? (
          <Alert severity="info" sx={{ gridColumn: '1 / -1', py: 0 }}>
            Ces traits viennent du téléservice INS : ils ne se modifient pas tant que l’identité est « {STATUTS[statut]}{' '}
            ». Changez d’abord le statut.
          </Alert>
        ) : null}
        <TextLine
          name="nomNaissance"
          label="Nom de naissance"
          required
          disabled={locked}
          autoFocus={patient === null}
        />
        <TextLine
          name="prenoms"
          label="Prénoms de naissance"
          required
          disabled={locked}
          help="Dans l’ordre de l’état civil, séparés par des virgules"
        />
        <TextLine
          name="premierPrenom"
          label="Premier prénom de naissance"
          disabled={locked}
          help="Repris des prénoms s’il est vide"
        />
        <DateLine name="dateNaissance" label="Date de naissance" required disabled={locked} />
        <Choice
          name="sexe"
          label="Sexe"
          required
          disabled={locked}
          options={[['', 'Choisir…'], ...Object.entries(SEXES)]}
        />
        <TextLine
          name="lieuNaissanceInsee"
          label="Lieu de naissance (code INSEE)"
          disabled={locked}
          help="99… pour un pays étranger, vide si inconnu"
        />
        <TextLine name="nomUtilise" label="Nom utilisé" />
        <TextLine name="prenomUtilise" label="Prénom utilisé" />
      </Group>
      <Group titre="Identité nationale de santé">
        <TextLine name="matricule" label="Matricule INS" disabled={locked} help="15 caractères, clé comprise" />
        <Choice name="oid" label="Nature du matricule" disabled={locked} options={Object.entries(INS_OIDS)} />
        <Choice
          name="statutIdentite"
          label="Statut de l’identité"
          required
          help="Seule une identité qualifiée laisse sortir l’INS"
          options={Object.entries(STATUTS)}
        />
      </Group>
      <Group titre="Coordonnées">
        <TextLine name="adresse" label="Adresse" rows={2} help="Quatre lignes au plus" />
        <TextLine name="codePostal" label="Code postal" />
        <TextLine name="commune" label="Commune" />
        <TextLine name="telephoneDomicile" label="Téléphone du domicile" />
        <TextLine name="telephoneMobile" label="Téléphone mobile" />
        <TextLine name="courriel" label="Courriel" />
      </Group>
      <Group titre="Suivi au cabinet">
        <TextLine
          name="informationImportante"
          label="Information importante"
          rows={2}
          help="Toujours visible en haut du dossier"
        />
        <Choice
          name="medecinTraitant"
          label="Médecin traitant"
          options={[
            ['', 'Non renseigné'],
            ...medecins.map((each) => [each.idNat as string, `${each.civilite} ${each.prenom} ${each.nom}`] as const),
            ...(patient?.medecinTraitant != null && !medecins.some((each) => each.idNat === patient.medecinTraitant)
              ? [[patient.medecinTraitant as string, `Hors du cabinet (${patient.medecinTraitant})`] as const]
              : []),
          ]}
        />
      </Group>
      <Group titre="Oppositions du patient">
        <Tick name="oppositionDmp" label="Le patient s’oppose à l’alimentation de son DMP" />
        {oppositionDmp ? (
          <>
            <DateLine name="oppositionDmpDate" label="Opposition au DMP exprimée le" required />
            <TextLine name="oppositionDmpMotif" label="Motif de l’opposition au DMP" />
          </>
        ) : null}
        <Tick name="oppositionMessagerie" label="Le patient s’oppose à l’envoi par messagerie" />
        {oppositionMessagerie ? (
          <>
            <DateLine name="oppositionMessagerieDate" label="Opposition à la messagerie exprimée le" required />
            <TextLine name="oppositionMessagerieMotif" label="Motif de l’opposition à la messagerie" />
          </>
        ) : null}
      </Group>
    </>
  );
}
