import { Alert, Box, Button } from '@mui/material';
import { useState } from 'react';
import { FormProvider } from 'react-hook-form';
import type { Patient, PatientFields, PatientSummary } from '../../../shared/domain/patient.ts';
import type { RecordProps } from '../../app/features.ts';
import { useSession } from '../../app/session-context.ts';
import { useShell } from '../../app/shell-store.ts';
import { call, CallError, sentenceOf } from '../../lib/client.ts';
import { tell } from '../../lib/notices.ts';
import { useHygieQuery, useRefresh } from '../../lib/queries.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Loading } from '../../ui/Loading.tsx';
import { AdministrativeSections } from './administratif/AdministrativeSections.tsx';
import { SectionLinks } from './administratif/SectionLinks.tsx';
import { HomonymDialog } from './HomonymDialog.tsx';
import { IdentityFields } from './IdentityFields.tsx';
import { formOf } from './patient-form.ts';
import { usePatientForm } from './use-patient-form.ts';
import { texts } from './texts.ts';

/** [33] The identity sheet of the record, read at one version and written back at that version. */
function Sheet({ patient }: { readonly patient: Patient }) {
  const { test } = useSession();
  const openRecord = useShell((state) => state.openRecord);
  const refresh = useRefresh();
  const sheet = usePatientForm({
    key: { genre: 'fiche', patientId: patient.id, sujet: '' },
    version: patient.version,
    base: formOf(patient, test ? '1.2.250.1.213.1.4.10' : '1.2.250.1.213.1.4.8'),
  });
  const { form } = sheet;
  const [failure, setFailure] = useState<string | null>(null);
  const [compared, setCompared] = useState<{ fields: PatientFields; candidates: PatientSummary[] } | null>(null);

  const save = async (fields: PatientFields, confirmeHomonyme: boolean) => {
    setFailure(null);
    setCompared(null);
    try {
      await call('patients.modifier', { patientId: patient.id, version: patient.version, fields, confirmeHomonyme });
      sheet.forget();
      tell(texts.enregistre);
      refresh('patients.lire', 'dossier.ouvrir', 'agenda.jour');
    } catch (error) {
      if (error instanceof CallError && error.code === 'HOMONYM' && !confirmeHomonyme) {
        const { nomNaissance, premierPrenom, dateNaissance } = fields;
        const all = await call('patients.homonymes', { nomNaissance, premierPrenom, dateNaissance }).catch(() => []);
        const candidates = all.filter((each) => each.id !== patient.id);
        if (candidates.length > 0) {
          setCompared({ fields, candidates });
          return;
        }
      }
      setFailure(sentenceOf(error));
    }
  };

  return (
    <FormProvider {...form}>
      <Box
        component="form"
        noValidate
        aria-label={texts.donneesAdministratives}
        onSubmit={(event) => void form.handleSubmit((fields) => save(fields, false))(event)}
        sx={{ display: 'grid', gap: 2, p: 2, maxWidth: 1100 }}
      >
        {failure === null ? null : (
          <Alert severity="error" role="alert">
            {failure}
          </Alert>
        )}
        {sheet.resumed && form.formState.isDirty ? (
          <Alert severity="info">{sheet.changedSince ? texts.repriseChangee : texts.reprise}</Alert>
        ) : null}
        <IdentityFields patient={patient} />
        <Box
          sx={{
            display: 'flex',
            gap: 1,
            justifyContent: 'flex-end',
            position: 'sticky',
            bottom: 0,
            bgcolor: 'background.default',
            py: 1,
          }}
        >
          <Button disabled={!form.formState.isDirty} onClick={() => form.reset()}>
            {texts.retablir}
          </Button>
          <Button type="submit" variant="contained" disabled={form.formState.isSubmitting}>
            {texts.enregistrer}
          </Button>
        </Box>
      </Box>
      {compared === null ? null : (
        <HomonymDialog
          typed={compared.fields}
          candidates={compared.candidates}
          autre={texts.enregistrerTraits}
          onCancel={() => setCompared(null)}
          onOther={() => void save(compared.fields, true)}
          onSame={(other) => openRecord(other.id)}
        />
      )}
    </FormProvider>
  );
}

export default function AdministrativeView({ patientId }: RecordProps) {
  const patient = useHygieQuery('patients.lire', { patientId });
  if (patient.data === undefined) {
    return patient.isError ? <ErrorNotice error={patient.error} onRetry={() => void patient.refetch()} /> : <Loading />;
  }
  // A new version starts a new sheet: what is shown is what the next write will be compared with.
  return (
    <>
      <SectionLinks />
      <Sheet key={patient.data.version} patient={patient.data} />
      <AdministrativeSections patient={patient.data} />
    </>
  );
}
