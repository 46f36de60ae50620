import { useRef, type KeyboardEvent, type PointerEvent } from 'react';
import { texts } from './texts.ts';

const [LEAST, MOST, STEP] = [20, 80, 5];
const within = (share: number): number => Math.min(MOST, Math.max(LEAST, share));

interface Props {
  /** Share of the left document, in per cent. */
  readonly share: number;
  readonly onChange: (share: number) => void;
}

/** Bar between two documents: moved by the mouse or by the arrows. */
export function PaneSplitter({ share, onChange }: Props) {
  const bar = useRef<HTMLDivElement>(null);
  const move = (event: PointerEvent) => {
    const frame = bar.current?.parentElement?.getBoundingClientRect();
    if (event.buttons === 1 && frame !== undefined)
      onChange(within(((event.clientX - frame.left) / frame.width) * 100));
  };
  const press = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -STEP, ArrowRight: STEP }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    onChange(within(share + step));
  };
  return (
    <div
      ref={bar}
      role="separator"
      aria-orientation="vertical"
      aria-label={texts.separateur}
      aria-valuemin={LEAST}
      aria-valuemax={MOST}
      aria-valuenow={Math.round(share)}
      tabIndex={0}
      className="lecture-separateur pas-imprime"
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={move}
      onKeyDown={press}
    />
  );
}
