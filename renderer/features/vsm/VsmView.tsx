import { Box, Button } from '@mui/material';
import { lazy, Suspense, useState } from 'react';
import type { DocumentLine } from '../../../shared/contract/dossier.ts';
import type { VsmModel } from '../../../shared/domain/vsm-model.ts';
import type { RecordProps } from '../../app/features.ts';
import { useShell } from '../../app/shell-store.ts';
import { tell, tellError } from '../../lib/notices.ts';
import { useHygieCommand, useHygieQuery } from '../../lib/queries.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Loading } from '../../ui/Loading.tsx';
import { Completeness } from './Completeness.tsx';
import { Difference } from './Difference.tsx';
import { VsmSectionCard } from './VsmSectionCard.tsx';
import './vsm.css';

const DocumentDialog = lazy(() => import('../documents/DocumentDialog.tsx'));

function Fields({ titre, id, fields }: { titre: string; id: string; fields: VsmModel['patient'] }) {
  return (
    <section className="vsm-rubrique" aria-labelledby={id}>
      <h3 id={id}>{titre}</h3>
      <dl>
        {fields.map(({ libelle, valeur }) => (
          <div key={libelle}>
            <dt>{libelle}</dt>
            <dd>{valeur}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** [73]–[88] The VSM as it would leave now, without typing anything again. */
export default function VsmView({ patientId }: RecordProps) {
  const preview = useHygieQuery('vsm.apercu', { patientId });
  const produce = useHygieCommand('vsm.produire', { refreshes: ['documents.lister', 'envois.resume', 'envois.dus'] });
  const openDialog = useShell((state) => state.openDialog);
  const [made, setMade] = useState<DocumentLine | null>(null);
  const [reading, setReading] = useState(false);
  if (preview.data === undefined) {
    return preview.isError ? (
      <Box sx={{ p: 2 }}>
        <ErrorNotice error={preview.error} onRetry={() => void preview.refetch()} />
      </Box>
    ) : (
      <Loading />
    );
  }
  const { modele, completude, difference } = preview.data;
  const onProduce = () =>
    produce.mutate(
      { patientId },
      {
        onError: tellError,
        onSuccess: (line) => {
          setMade(line);
          tell('VSM produit et classé dans le dossier. Rien n’est parti : « Partager le VSM » l’envoie.');
        },
      },
    );
  return (
    <Box component="article" aria-labelledby="vsm-titre" className="vsm">
      <header>
        <h2 id="vsm-titre">
          {modele.titre} du {modele.date}
        </h2>
        {made === null ? null : (
          <Button variant="outlined" onClick={() => setReading(true)}>
            Voir le PDF
          </Button>
        )}
        <Button variant="contained" disabled={produce.isPending} onClick={onProduce}>
          {produce.isPending ? 'Production…' : 'Produire le VSM'}
        </Button>
        <Button variant="outlined" onClick={() => openDialog('partager-vsm', patientId)}>
          Partager ce VSM
        </Button>
      </header>
      <div className="vsm-colonnes">
        <div className="document">
          <div className="identites">
            <Fields titre="Patient" id="vsm-patient" fields={modele.patient} />
            <Fields titre="Auteur" id="vsm-auteur" fields={modele.auteur} />
          </div>
          {modele.sections.map((section) => (
            <VsmSectionCard key={section.cle} section={section} />
          ))}
        </div>
        <aside aria-label="À propos de ce VSM">
          <Completeness
            patientId={patientId}
            pourcent={completude.pourcent}
            manquants={completude.manquants}
            sections={modele.sections}
          />
          <Difference difference={difference} />
        </aside>
      </div>
      {made === null || !reading ? null : (
        <Suspense fallback={null}>
          <DocumentDialog patientId={patientId} line={made} onClose={() => setReading(false)} />
        </Suspense>
      )}
    </Box>
  );
}
