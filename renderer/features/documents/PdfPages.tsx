import { Alert, Box } from '@mui/material';
import { getDocument, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { useEffect, useRef, useState } from 'react';
import { Loading } from '../../ui/Loading.tsx';
import { startPdfWorker } from './pdf-worker.ts';
import { texts } from './texts.ts';

interface Props {
  readonly base64: string;
  readonly titre: string;
}

/** Drawn finer than shown, so that small print stays sharp. */
const SCALE = 2.25;

function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

/** One page: drawn for the eye, its text beside it for a screen reader. */
function Page({
  pdf,
  number,
  titre,
}: {
  readonly pdf: PDFDocumentProxy;
  readonly number: number;
  readonly titre: string;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [text, setText] = useState('');
  useEffect(() => {
    let cancelled = false;
    let stop = () => undefined as void;
    const draw = async () => {
      const page = await pdf.getPage(number);
      const surface = canvas.current;
      if (cancelled || surface === null) return;
      const viewport = page.getViewport({ scale: SCALE });
      surface.width = viewport.width;
      surface.height = viewport.height;
      const task = page.render({ canvas: surface, viewport });
      stop = () => task.cancel();
      await task.promise;
      const { items } = await page.getTextContent();
      if (!cancelled) setText(items.map((item) => ('str' in item ? item.str : '')).join(' '));
    };
    // A page whose drawing was cancelled is one that left the screen.
    draw().catch(() => undefined);
    return () => {
      cancelled = true;
      stop();
    };
  }, [pdf, number]);
  return (
    <Box component="figure" sx={{ m: 0, mb: 1 }}>
      <canvas
        ref={canvas}
        role="img"
        aria-label={`${titre}, page ${number} sur ${pdf.numPages}`}
        style={{ width: '100%', height: 'auto', background: '#fff', border: '1px solid var(--mui-palette-divider)' }}
      />
      <figcaption className="visuellement-cache">{text}</figcaption>
    </Box>
  );
}

/** A PDF in the window, without eval, without script of its own, without network. */
export default function PdfPages({ base64, titre }: Props) {
  const [pdf, setPdf] = useState<PDFDocumentProxy | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    startPdfWorker();
    const task = getDocument({
      data: bytesOf(base64),
      enableXfa: false,
      useSystemFonts: false,
      disableFontFace: false,
      stopAtErrors: false,
    });
    let cancelled = false;
    task.promise.then(
      (document) => {
        if (!cancelled) setPdf(document);
      },
      () => {
        if (!cancelled) setFailed(true);
      },
    );
    return () => {
      cancelled = true;
      void task.destroy();
    };
  }, [base64]);
  if (failed) {
    return (
      <Alert severity="error" role="alert" variant="outlined">
        {texts.illisible}
      </Alert>
    );
  }
  if (pdf === null) return <Loading texte={texts.lecture} />;
  return (
    <Box
      role="region"
      aria-label={`Document : ${titre}`}
      tabIndex={0}
      sx={{ overflow: 'auto', flex: 1, minHeight: 0, position: 'relative' }}
    >
      {Array.from({ length: pdf.numPages }, (_each, index) => (
        <Page key={index} pdf={pdf} number={index + 1} titre={titre} />
      ))}
    </Box>
  );
}
