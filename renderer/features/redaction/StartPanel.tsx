import { Box, Button } from '@mui/material';
import type { Input } from '../../../shared/contract/index.ts';
import type { Ecrit } from '../../../shared/contract/redaction.ts';
import { formatInstantDate } from '../../lib/dates.ts';
import type { TypeRedige } from '../../../shared/domain/document-types/index.ts';
import type { PatientId } from '../../../shared/ids.ts';
import { tellError } from '../../lib/notices.ts';
import { useHygieCommand, useHygieQuery } from '../../lib/queries.ts';
import { texts } from './texts.ts';

interface Props {
  readonly patientId: PatientId;
  readonly type: TypeRedige;
  readonly onOpen: (ecrit: Ecrit) => void;
}

const SHOWN = 6;

/** What a document may start from: nothing, a former one, a template. One click, and the record has filled it. */
export function StartPanel({ patientId, type, onOpen }: Props) {
  const former = useHygieQuery('redaction.precedents', { patientId, type: type.id });
  const models = useHygieQuery('modeles.lister', { type: type.id });
  const open = useHygieCommand('redaction.ouvrir', { refreshes: ['redaction.brouillons'] });
  const start = (from: Pick<Input<'redaction.ouvrir'>, 'modele' | 'depuis'>) =>
    open.mutate({ patientId, type: type.id, ...from }, { onSuccess: onOpen, onError: tellError });
  return (
    <Box component="section" aria-label={type.titre} sx={{ p: 2, display: 'grid', gap: 2, justifyItems: 'start' }}>
      <Box component="h2" sx={{ m: 0, fontSize: '1rem' }}>
        {type.titre}
      </Box>
      <Button variant="contained" autoFocus disabled={open.isPending} onClick={() => start({})}>
        {texts.nouveau}
      </Button>
      {(former.data ?? []).length === 0 ? (
        <p className="vide">{texts.rienAvant}</p>
      ) : (
        <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 1 }}>
          {(former.data ?? []).slice(0, SHOWN).map((each) => (
            <li key={each.documentId}>
              <Button variant="outlined" disabled={open.isPending} onClick={() => start({ depuis: each.documentId })}>
                {texts.renouveler} : {each.titre} du {formatInstantDate(each.le)}
                {each.lignes.length === 0 ? '' : ` (${each.lignes.length} ligne${each.lignes.length > 1 ? 's' : ''})`}
              </Button>
            </li>
          ))}
        </Box>
      )}
      {(models.data ?? []).length === 0 ? null : (
        <section aria-label={texts.modeles}>
          <h3 style={{ margin: '0 0 6px', fontSize: '0.875rem' }}>{texts.modeles}</h3>
          <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, display: 'flex', flexWrap: 'wrap', gap: 1 }}>
            {(models.data ?? []).map((model) => (
              <li key={model.id}>
                <Button variant="outlined" title={model.source} onClick={() => start({ modele: model.id })}>
                  {model.nom}
                </Button>
              </li>
            ))}
          </Box>
        </section>
      )}
    </Box>
  );
}
