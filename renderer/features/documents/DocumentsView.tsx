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
import { searchOutcome, texts } from './texts.ts';
import { useSearch } from './use-search.ts';

const NONE: readonly DocumentLine[] = [];

const DocumentDialog = lazy(() => import('./DocumentDialog.tsx'));

/** [32] Documents of the record, latest first; a click reads one in the window. */
export default function DocumentsView({ patientId }: RecordProps) {
  const documents = useHygieQuery('documents.lister', { patientId });
  const [open, setOpen] = useState<DocumentLine | null>(null);
  const [tab, setTab] = useState<'documents' | 'messages'>('documents');
  const asked = useShell((state) => state.documentDemande);
  const taken = useShell((state) => state.documentTaken);
  const [typed, setTyped] = useState('');
  const lines = documents.data;
  const search = useSearch(patientId, typed, lines ?? NONE);
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
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2, rowGap: 0.5, alignItems: 'center', mb: 1 }}>
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
          <Tab
            value="messages"
            id="onglet-messages"
            aria-controls="panneau-documents"
            label={search.messages === null ? texts.messages : `${texts.messages} (${search.messages})`}
          />
        </Tabs>
        <input
          type="search"
          className="champ"
          style={{ flex: '0 1 17rem', minWidth: '9rem' }}
          aria-label={texts.rechercher}
          placeholder={texts.rechercher}
          maxLength={200}
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
        />
        <span role="status" className="discret" style={{ fontSize: '0.75rem' }} aria-busy={search.busy}>
          {search.found === null ? '' : searchOutcome(search.found)}
        </span>
      </Box>
      {search.error === null ? null : <ErrorNotice error={search.error} onRetry={search.again} />}
      <Box
        role="tabpanel"
        id="panneau-documents"
        aria-labelledby={`onglet-${tab}`}
        sx={{ flex: 1, minHeight: 0, display: 'flex', flexDirection: 'column', overflow: 'auto' }}
      >
        {tab === 'messages' ? (
          <PatientMessages patientId={patientId} recherche={search.texte} />
        ) : documents.data.length === 0 ? (
          <p className="vide">{texts.aucun}</p>
        ) : (
          <DocumentTable
            documents={search.lines}
            labelledBy="documents-titre"
            recherche={search.texte}
            onOpen={setOpen}
          />
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
