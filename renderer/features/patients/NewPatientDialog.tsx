import { Alert, Button, Dialog, DialogActions, DialogContent, DialogTitle } from '@mui/material';
import { useEffect, useState } from 'react';
import { FormProvider } from 'react-hook-form';
import type { PatientFields, PatientSummary } from '../../../shared/domain/patient.ts';
import { useSession } from '../../app/session-context.ts';
import { useShell } from '../../app/shell-store.ts';
import { call, sentenceOf } from '../../lib/client.ts';
import { tell } from '../../lib/notices.ts';
import { HomonymDialog } from './HomonymDialog.tsx';
import { IdentityFields } from './IdentityFields.tsx';
import { emptyForm } from './patient-form.ts';
import { forgetProposedPatient, useProposedPatient } from './proposed-patient.ts';
import { usePatientForm } from './use-patient-form.ts';
import { texts } from './texts.ts';

interface Props {
  readonly onClose: () => void;
}

/** Creation: strict traits, INS and its status; homonyms are compared before a second record is made. */
export default function NewPatientDialog({ onClose }: Props) {
  const { test } = useSession();
  const openRecord = useShell((state) => state.openRecord);
  // Read once: what is typed afterwards belongs to the form alone.
  const [proposed] = useState(() => useProposedPatient.getState().proposed);
  useEffect(() => forgetProposedPatient, []);
  const sheet = usePatientForm({
    key: { genre: 'nouveau-patient', patientId: null, sujet: '' },
    version: 0,
    base: emptyForm(test ? '1.2.250.1.213.1.4.10' : '1.2.250.1.213.1.4.8'),
    proposed: proposed?.fields,
  });
  const { form } = sheet;
  const giveUp = () => {
    sheet.forget();
    onClose();
  };
  const [failure, setFailure] = useState<string | null>(null);
  const [compared, setCompared] = useState<{ fields: PatientFields; candidates: PatientSummary[] } | null>(null);

  const create = async (fields: PatientFields, confirmeHomonyme: boolean) => {
    setFailure(null);
    try {
      if (!confirmeHomonyme) {
        const { nomNaissance, premierPrenom, dateNaissance } = fields;
        const candidates = await call('patients.homonymes', { nomNaissance, premierPrenom, dateNaissance });
        if (candidates.length > 0) {
          setCompared({ fields, candidates });
          return;
        }
      }
      const { patientId } = await call('patients.creer', { fields, confirmeHomonyme });
      tell(texts.cree);
      giveUp();
      if (proposed === null) openRecord(patientId);
      else proposed.onCreated(patientId);
    } catch (error) {
      setCompared(null);
      setFailure(sentenceOf(error));
    }
  };

  return (
    <>
      <Dialog
        open
        onClose={(_event, reason) => (reason === 'backdropClick' ? undefined : giveUp())}
        maxWidth="md"
        aria-labelledby="nouveau-titre"
      >
        <FormProvider {...form}>
          <form
            noValidate
            onSubmit={(event) => void form.handleSubmit((fields) => create(fields, false))(event)}
            style={{ display: 'contents' }}
          >
            <DialogTitle id="nouveau-titre">{texts.nouveau}</DialogTitle>
            <DialogContent sx={{ display: 'grid', gap: 2 }}>
              {failure === null ? null : (
                <Alert severity="error" role="alert">
                  {failure}
                </Alert>
              )}
              {sheet.resumed ? <Alert severity="info">{texts.reprise}</Alert> : null}
              <IdentityFields patient={null} resumed={sheet.resumed} />
            </DialogContent>
            <DialogActions>
              <Button onClick={giveUp}>{texts.annuler}</Button>
              <Button type="submit" variant="contained" disabled={form.formState.isSubmitting}>
                {texts.creer}
              </Button>
            </DialogActions>
          </form>
        </FormProvider>
      </Dialog>
      {compared === null ? null : (
        <HomonymDialog
          typed={compared.fields}
          candidates={compared.candidates}
          autre={texts.secondDossier}
          onCancel={() => setCompared(null)}
          onOther={() => void create(compared.fields, true)}
          onSame={(patient) => {
            giveUp();
            openRecord(patient.id);
          }}
        />
      )}
    </>
  );
}
