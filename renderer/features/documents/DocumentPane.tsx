import { Alert, Tab, Tabs } from '@mui/material';
import { lazy, Suspense, useId, useState } from 'react';
import type { DocumentLine } from '../../../shared/contract/dossier.ts';
import type { Output } from '../../../shared/contract/index.ts';
import type { CorpsDocument } from '../../../shared/domain/document-view.ts';
import type { DocumentId, PatientId } from '../../../shared/ids.ts';
import { useHygieQuery } from '../../lib/queries.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Loading } from '../../ui/Loading.tsx';
import { DocumentHeader } from './DocumentHeader.tsx';
import { StructuredBody } from './StructuredBody.tsx';
import { texts } from './texts.ts';

const PdfPages = lazy(() => import('./PdfPages.tsx'));
const SourceText = lazy(() => import('./SourceText.tsx'));

type Form = 'pdf' | 'document' | 'source';

function FiledPdf({
  patientId,
  documentId,
  titre,
}: {
  readonly patientId: PatientId;
  readonly documentId: DocumentId;
  readonly titre: string;
}) {
  const content = useHygieQuery('documents.contenu', { patientId, documentId, forme: 'pdf' });
  if (content.isError) return <ErrorNotice error={content.error} onRetry={() => void content.refetch()} />;
  if (content.data === undefined) return <Loading texte={texts.lecture} />;
  return <PdfPages base64={content.data.base64} titre={titre} />;
}

function Body({ corps, niveau }: { readonly corps: CorpsDocument; readonly niveau: number }) {
  switch (corps.kind) {
    case 'structure':
      return <StructuredBody sections={corps.sections} niveau={niveau} />;
    case 'texte':
      return (
        <pre className="lecture-texte" tabIndex={0} aria-label={texts.corps}>
          {corps.texte}
        </pre>
      );
    case 'image':
      return (
        <div className="lecture-image" tabIndex={0} role="region" aria-label={texts.corps}>
          <img src={`data:${corps.mediaType};base64,${corps.base64}`} alt={texts.image} />
        </div>
      );
    case 'aucun':
      return (
        <Alert severity="info" variant="outlined">
          {corps.motif}
        </Alert>
      );
    case 'pdf':
      return null;
  }
}

/** Forms of a document, the readable PDF first when there is one. */
function formsOf({ vue, pdfAPart }: Output<'documents.lire'>): Form[] {
  const pdf: Form[] = pdfAPart || vue.pdf !== null ? ['pdf'] : [];
  const body: Form[] = vue.corps.kind === 'pdf' ? [] : ['document'];
  return [...pdf, ...body, 'source'];
}

interface Props {
  readonly patientId: PatientId;
  readonly line: DocumentLine;
  /** Level of its first headings: one more when the pane has a title of its own. */
  readonly niveau: number;
}

/** One document being read: its header, then its forms, PDF first; CDA and PDF of the same report are one document. */
export function DocumentPane({ patientId, line, niveau }: Props) {
  const reading = useHygieQuery('documents.lire', { patientId, documentId: line.id });
  const [chosen, setChosen] = useState<Form | null>(null);
  const id = useId();
  if (reading.isError) return <ErrorNotice error={reading.error} onRetry={() => void reading.refetch()} />;
  if (reading.data === undefined) return <Loading texte={texts.lecture} />;
  const { vue } = reading.data;
  const forms = formsOf(reading.data);
  const form = chosen ?? forms[0] ?? 'document';
  return (
    <>
      <DocumentHeader vue={vue} niveau={niveau} />
      {vue.avertissements.map((texte) => (
        <Alert key={texte} severity="warning" variant="outlined" className="lecture-avertissement">
          {texte}
        </Alert>
      ))}
      <Tabs
        value={form}
        onChange={(_event, value: Form) => setChosen(value)}
        aria-label={texts.formes}
        className="pas-imprime lecture-onglets"
      >
        {forms.map((one) => (
          <Tab key={one} value={one} label={texts.onglets[one]} id={`${id}-${one}`} aria-controls={`${id}-contenu`} />
        ))}
      </Tabs>
      <div id={`${id}-contenu`} role="tabpanel" aria-labelledby={`${id}-${form}`} className="lecture-contenu">
        <Suspense fallback={<Loading texte={texts.lecture} />}>
          {form === 'source' ? (
            <SourceText patientId={patientId} documentId={line.id} />
          ) : form === 'document' ? (
            <Body corps={vue.corps} niveau={niveau} />
          ) : vue.pdf === null ? (
            <FiledPdf patientId={patientId} documentId={line.id} titre={line.nom} />
          ) : (
            <PdfPages base64={vue.pdf} titre={line.nom} />
          )}
        </Suspense>
      </div>
    </>
  );
}
