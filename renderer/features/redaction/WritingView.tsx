import { Box, Button } from '@mui/material';
import { useState } from 'react';
import type { Ecrit } from '../../../shared/contract/redaction.ts';
import type { TypeRedige } from '../../../shared/domain/document-types/index.ts';
import type { PatientId } from '../../../shared/ids.ts';
import { useHygieQuery, useRefresh } from '../../lib/queries.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Loading } from '../../ui/Loading.tsx';
import './redaction.css';
import { StartPanel } from './StartPanel.tsx';
import { WritingEditor } from './WritingEditor.tsx';

interface Props {
  readonly patientId: PatientId;
  readonly types: readonly TypeRedige[];
}

/** Choice of a type when there are several, then its draft, or what it may be started from. */
export function WritingView({ patientId, types }: Props) {
  const [chosen, setChosen] = useState(types[0]);
  const drafts = useHygieQuery('redaction.brouillons', { patientId });
  const refresh = useRefresh();
  const [opened, setOpened] = useState<Ecrit | null>(null);
  if (drafts.data === undefined) {
    return drafts.isError ? <ErrorNotice error={drafts.error} onRetry={() => void drafts.refetch()} /> : <Loading />;
  }
  if (chosen === undefined) return null;
  const ecrit = opened?.type === chosen.id ? opened : (drafts.data.find(({ type }) => type === chosen.id) ?? null);
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', height: '100%', minHeight: 0 }}>
      {types.length === 1 ? null : (
        <Box
          component="nav"
          aria-label="Type de document"
          sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.5, p: 1, pb: 0 }}
        >
          {types.map((type) => (
            <Button
              key={type.id}
              variant={type === chosen ? 'contained' : 'outlined'}
              aria-current={type === chosen ? 'true' : undefined}
              onClick={() => setChosen(type)}
            >
              {type.titre}
              {drafts.data.some((each) => each.type === type.id) ? ' (brouillon)' : ''}
            </Button>
          ))}
        </Box>
      )}
      {ecrit === null ? (
        <StartPanel key={chosen.id} patientId={patientId} type={chosen} onOpen={setOpened} />
      ) : (
        <WritingEditor
          key={ecrit.id}
          ecrit={ecrit}
          type={chosen}
          onEnded={() => {
            setOpened(null);
            refresh(
              'redaction.brouillons',
              'redaction.precedents',
              'documents.lister',
              'dossier.ouvrir',
              'cloture.preparer',
            );
          }}
        />
      )}
    </Box>
  );
}
