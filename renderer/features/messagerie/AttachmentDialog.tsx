import { Button, Dialog, DialogActions, DialogContent, DialogTitle } from '@mui/material';
import { lazy, Suspense } from 'react';
import type { MessageId, PieceJointe } from '../../../shared/contract/messagerie.ts';
import { useHygieQuery } from '../../lib/queries.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Loading } from '../../ui/Loading.tsx';
import { saveFile } from './save-file.ts';

const PdfPages = lazy(() => import('../documents/PdfPages.tsx'));

interface Props {
  readonly messageId: MessageId;
  readonly piece: PieceJointe;
  readonly onClose: () => void;
}

const IMAGES = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'];

/** Text of unknown charset: UTF-8 when it is one, else what French offices write. */
function textOf(base64: string): string {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** [104] An attachment read in the window: PDF, image, or text shown as text. */
export function AttachmentDialog({ messageId, piece, onClose }: Props) {
  const file = useHygieQuery('messagerie.piece', { id: messageId, rang: piece.rang });
  const data = file.data;
  return (
    <Dialog
      open
      onClose={onClose}
      maxWidth="lg"
      aria-labelledby="piece-titre"
      slotProps={{ paper: { sx: { height: '90vh' } } }}
    >
      <DialogTitle id="piece-titre">{piece.nom}</DialogTitle>
      <DialogContent>
        {file.isError ? <ErrorNotice error={file.error} onRetry={() => void file.refetch()} /> : null}
        {data === undefined ? (
          file.isError ? null : (
            <Loading />
          )
        ) : piece.genre === 'pdf' ? (
          <Suspense fallback={<Loading />}>
            <PdfPages base64={data.base64} titre={piece.nom} />
          </Suspense>
        ) : data.apercu !== null ? (
          <img src={`data:image/png;base64,${data.apercu}`} alt={piece.nom} style={{ maxWidth: '100%' }} />
        ) : piece.genre === 'image' && IMAGES.includes(data.typeMedia) ? (
          <img src={`data:${data.typeMedia};base64,${data.base64}`} alt={piece.nom} style={{ maxWidth: '100%' }} />
        ) : piece.genre === 'image' ? (
          <p className="vide">Cette image ({data.typeMedia}) ne peut pas être montrée ici ; enregistrez-la.</p>
        ) : (
          <pre className="message-texte">{data.texte ?? textOf(data.base64)}</pre>
        )}
      </DialogContent>
      <DialogActions>
        <Button disabled={data === undefined} onClick={() => (data === undefined ? undefined : saveFile(data))}>
          Enregistrer sous…
        </Button>
        <Button autoFocus variant="contained" onClick={onClose}>
          Fermer
        </Button>
      </DialogActions>
    </Dialog>
  );
}
