import type { DocumentId, PatientId } from '../../../shared/ids.ts';
import { useHygieQuery } from '../../lib/queries.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Loading } from '../../ui/Loading.tsx';
import { texts } from './texts.ts';

interface Props {
  readonly patientId: PatientId;
  readonly documentId: DocumentId;
}

/** The document as it was received, in words; base64 is told by its length. */
export default function SourceText(target: Props) {
  const source = useHygieQuery('documents.source', target);
  if (source.isError) return <ErrorNotice error={source.error} onRetry={() => void source.refetch()} />;
  if (source.data === undefined) return <Loading texte={texts.lecture} />;
  const { texte, coupe, mediaType, tailleOctets } = source.data;
  return (
    <>
      <p className="discret">
        {mediaType}, {tailleOctets.toLocaleString('fr')} octets{coupe ? `, ${texts.coupe}` : ''}
      </p>
      {texte === null ? (
        <p className="vide">{texts.sansSource}</p>
      ) : (
        <pre className="lecture-texte" tabIndex={0} aria-label={texts.source}>
          {texte}
        </pre>
      )}
    </>
  );
}
