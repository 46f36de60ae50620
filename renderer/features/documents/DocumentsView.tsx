import { Box, Tab, Tabs } from '@mui/material';
import { lazy, Suspense, useEffect, useState } from 'react';
import type { DocumentLine } from '../../../shared/contract/dossier.ts';
import type { RecordProps } from '../../app/features.ts';
import { useShell } from '../../app/shell-store.ts';
import { useHygieQuery } from '../../lib/queries.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { isNew } from './document-list.ts';
import { DocumentTable } from './DocumentTable.tsx';
import { PatientMessages } from './PatientMessages.tsx';
import { Loading } from '../../ui/Loading.tsx';
import { texts } from './texts.ts';

const DocumentDialog = lazy(() => import('./DocumentDialog.tsx'));

/** [32] Documents of the record, latest first; a click reads one in the window. */
export default function DocumentsView({ patientId }: RecordProps) {
  const documents = useHygieQuery('documents.lister', { patientId });
  const [open, setOpen] = useState<DocumentLine | null>(null);
  const [tab, setTab] = useState<'documents' | 'messages'>('documents');
  const asked = useShell((state) => state.documentDemande);
  const taken = useShell((state) => state.documentTaken);
  const lines = documents.data;
  useEffect(() => {
    if (asked?.patientId !== patientId || lines === undefined) return;
    setOpen(lines.find((line) => line.id === asked.documentId) ?? null);
    taken();
  }, [asked, lines, patientId, taken]);
  if (documents.data === undefined) {
    return documents.isError ? (
      <ErrorNotice error={documents.error} onRetry={() => void documents.refetch()} />
    ) : (
      <Loading />
    );
  }
  const fresh = documents.data.filter(isNew).length;
  return (
    <Box
      component="section"
      aria-labelledby="documents-titre"
      sx={{ p: 2, height: '100%', boxSizing: 'border-box', display: 'flex', flexDirection: 'column' }}
    >
      <Box sx={{ display: 'flex', gap: 2, alignItems: 'center', mb: 1 }}>
        <Box component="h2" id="documents-titre" sx={{ m: 0, fontSize: '1rem' }}>
          {texts.liste}
        </Box>
        <Tabs
          value={tab}
          onChange={(_event, value: typeof tab) => setTab(value)}
          aria-label={texts.liste}
          sx={{ minHeight: 32, '& .MuiTab-root': { minHeight: 32, py: 0 } }}
        >
          <Tab
            value="documents"
            id="onglet-documents"
            aria-controls="panneau-documents"
            label={`${texts.documents} (${documents.data.length}${fresh > 0 ? `, ${fresh} ${texts.nouveau}` : ''})`}
          />
          <Tab value="messages" id="onglet-messages" aria-controls="panneau-documents" label={texts.messages} />
        </Tabs>
      </Box>
      <Box
        role="tabpanel"
        id="panneau-documents"
        aria-labelledby={`onglet-${tab}`}
        sx={{ flex: 1, minHeight: 0, display: 'flex', flexDirection: 'column', overflow: 'auto' }}
      >
        {tab === 'messages' ? (
          <PatientMessages patientId={patientId} />
        ) : documents.data.length === 0 ? (
          <p className="vide">{texts.aucun}</p>
        ) : (
          <DocumentTable documents={documents.data} labelledBy="documents-titre" onOpen={setOpen} />
        )}
      </Box>
      {open === null ? null : (
        <Suspense fallback={null}>
          <DocumentDialog patientId={patientId} line={open} onClose={() => setOpen(null)} />
        </Suspense>
      )}
    </Box>
  );
}
