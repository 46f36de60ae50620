import { lazy, Suspense, useEffect, useState } from 'react';
import type { Redaction } from '../../../shared/domain/redaction.ts';
import type { PatientId } from '../../../shared/ids.ts';
import { useHygieQuery } from '../../lib/queries.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Loading } from '../../ui/Loading.tsx';
import { texts } from './texts.ts';

const PdfPages = lazy(() => import('../documents/PdfPages.tsx'));

/** A pause in the typing before the page is drawn again. */
const PAUSE = 600;

interface Props {
  readonly patientId: PatientId;
  readonly id: string;
  readonly content: Redaction;
  readonly titre: string;
}

/** The very PDF that will be archived and printed, drawn again at each pause. */
export function Preview({ patientId, id, content, titre }: Props) {
  const [drawn, setDrawn] = useState(content);
  useEffect(() => {
    const timer = setTimeout(() => setDrawn(content), PAUSE);
    return () => clearTimeout(timer);
  }, [content]);
  const pdf = useHygieQuery('redaction.apercu', { patientId, id, contenu: drawn }, { keepPrevious: true });
  return (
    <section aria-label={texts.apercu} className="redaction-apercu">
      {pdf.isError ? <ErrorNotice error={pdf.error} onRetry={() => void pdf.refetch()} /> : null}
      {pdf.data === undefined ? (
        pdf.isError ? null : (
          <Loading />
        )
      ) : (
        <Suspense fallback={<Loading />}>
          <PdfPages base64={pdf.data.base64} titre={titre} />
        </Suspense>
      )}
    </section>
  );
}
