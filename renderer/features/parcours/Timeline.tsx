import {
  useEffect,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
  type WheelEvent,
} from 'react';
import type { Output } from '../../../shared/contract/index.ts';
import type { EvenementProtocole } from '../../../shared/contract/parcours.ts';
import { today } from '../../lib/dates.ts';
import { clusters, dayNumber, graduations, xOf, type Scale } from './timeline-geometry.ts';
import { longDate, notedTexts, SIGNES, stateText, texts } from './texts.ts';

type Pathway = Output<'parcours.lire'>;

interface Props {
  readonly pathway: Pathway;
  readonly from: number;
  readonly to: number;
  readonly onPeriod: (from: number, to: number) => void;
  readonly onDocument: (id: Pathway['documents'][number]['id']) => void;
  /** A mark of a protocol was clicked: its planned events, and the name of the protocol. */
  readonly onPlanned: (titre: string, events: readonly EvenementProtocole[]) => void;
}

const HEAD = 40;
const LANE = 46;
const GAP = 18;
const SHOWN = 8;

interface Bubble {
  readonly x: number;
  readonly y: number;
  readonly content: ReactNode;
}

/** Titles under their long date [46]; the first ones when there are many. */
function Titles({ entries }: { readonly entries: readonly { readonly date: string; readonly titre: string }[] }) {
  const days = [...new Set(entries.map(({ date }) => date.slice(0, 10)))];
  return (
    <>
      {days.slice(0, SHOWN).map((day) => (
        <div key={day}>
          <strong>{longDate(day)}</strong>
          <ul>
            {entries
              .filter(({ date }) => date.slice(0, 10) === day)
              .slice(0, SHOWN)
              .map(({ titre }, rang) => (
                <li key={`${titre} ${rang}`}>{titre}</li>
              ))}
          </ul>
        </div>
      ))}
      {days.length > SHOWN ? (
        <div className="discret">et {days.length - SHOWN} autres dates : rapprochez la période</div>
      ) : null}
    </>
  );
}

/** [39]–[49] One drawing of light elements; the drag, the wheel and the arrows move the period. Its list twin is beside it. */
export function Timeline({ pathway, from, to, onPeriod, onDocument, onPlanned }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(900);
  const [bubble, setBubble] = useState<Bubble | null>(null);
  const drag = useRef<{ x: number; from: number; to: number } | null>(null);
  useEffect(() => {
    const element = frame.current;
    if (element === null) return;
    const observer = new ResizeObserver(([entry]) => setWidth(Math.max(320, entry?.contentRect.width ?? 900)));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const scale = useMemo<Scale>(() => ({ from, to, width }), [from, to, width]);
  const axis = useMemo(() => graduations(scale), [scale]);
  const documents = useMemo(() => clusters(pathway.documents, scale, GAP), [pathway.documents, scale]);
  const events = useMemo(() => clusters(pathway.evenements, scale, GAP), [pathway.evenements, scale]);
  const lanes = pathway.protocoles.length;
  const height = HEAD + LANE * (2 + lanes) + 6;
  const now = xOf(dayNumber(today()), scale);
  // No room to write « Aujourd’hui » after its line.
  const near = now > width - 80;

  const move = (days: number) => onPeriod(Math.round(from + days), Math.round(to + days));
  const zoom = (factor: number, center = 0.5) => {
    const span = Math.max(45, Math.min(40 * 365, (to - from) * factor));
    const pivot = from + (to - from) * center;
    onPeriod(Math.round(pivot - span * center), Math.round(pivot + span * (1 - center)));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = (to - from) / 8;
    const acts: Readonly<Record<string, () => void>> = {
      ArrowLeft: () => move(-step),
      ArrowRight: () => move(step),
      '+': () => zoom(0.7),
      '-': () => zoom(1.4),
    };
    const act = acts[event.key];
    if (act === undefined || event.ctrlKey || event.altKey) return;
    event.preventDefault();
    act();
  };
  const onPointerMove = (event: PointerEvent) => {
    if (drag.current === null) return;
    const days = ((drag.current.x - event.clientX) / width) * (drag.current.to - drag.current.from);
    onPeriod(Math.round(drag.current.from + days), Math.round(drag.current.to + days));
  };
  const onWheel = (event: WheelEvent) => {
    if (!event.ctrlKey) return;
    const box = frame.current?.getBoundingClientRect();
    zoom(event.deltaY > 0 ? 1.25 : 0.8, box === undefined ? 0.5 : (event.clientX - box.left) / box.width);
  };
  const lane = (index: number) => HEAD + LANE * index;

  return (
    <div
      ref={frame}
      className="frise"
      role="group"
      tabIndex={0}
      aria-label="Frise : flèches pour se déplacer, + et − pour rapprocher ou éloigner. La même frise est en liste plus bas."
      onKeyDown={onKeyDown}
      onWheel={onWheel}
      onPointerLeave={() => setBubble(null)}
    >
      <svg
        width={width}
        height={height}
        aria-hidden
        onPointerDown={(event) => {
          drag.current = { x: event.clientX, from, to };
        }}
        onPointerMove={onPointerMove}
        onPointerUp={() => {
          drag.current = null;
        }}
        onPointerLeave={() => {
          drag.current = null;
        }}
      >
        {axis.years.map((year) => (
          <g key={year.label}>
            <rect className="annee" x={year.x} y={0} width={year.width} height={20} />
            <text x={Math.max(4, year.x + 4)} y={14}>
              {year.label}
            </text>
          </g>
        ))}
        {axis.quarters.map((quarter) => (
          <g key={quarter.x}>
            <line className="trimestre" x1={quarter.x} x2={quarter.x} y1={20} y2={height} />
            <text x={quarter.x + quarter.width / 2} y={34} textAnchor="middle">
              {quarter.label}
            </text>
          </g>
        ))}
        <text className="bande" x={4} y={lane(0) + 12}>
          {texts.documents}
        </text>
        {documents.map((each) => {
          const [only] = each.items;
          return (
            <g
              key={each.x}
              className="marque marque-document"
              transform={`translate(${each.x} ${lane(0) + 26})`}
              onPointerEnter={() => setBubble({ x: each.x, y: lane(0) + 42, content: <Titles entries={each.items} /> })}
              onClick={() => {
                if (each.items.length === 1 && only !== undefined) onDocument(only.id);
                else zoom(0.4, each.x / width);
              }}
            >
              <rect x={-8} y={-9} width={16} height={19} rx={2} />
              <text y={5}>{each.items.length > 1 ? each.items.length : ''}</text>
            </g>
          );
        })}
        <text className="bande" x={4} y={lane(1) + 12}>
          {texts.evenements}
        </text>
        {events.map((each) => (
          <g
            key={each.x}
            className="marque marque-evenement"
            transform={`translate(${each.x} ${lane(1) + 26})`}
            onPointerEnter={() => setBubble({ x: each.x, y: lane(1) + 42, content: <Titles entries={each.items} /> })}
          >
            <path d="M0 -10L10 0L0 10L-10 0Z" />
            <text y={4}>{each.items.length > 1 ? each.items.length : ''}</text>
          </g>
        ))}
        {pathway.protocoles.map((protocole, index) => (
          <g key={protocole.id}>
            <text className="bande" x={4} y={lane(2 + index) + 12}>
              {protocole.titre}
            </text>
            {clusters(protocole.evenements, scale, 4).map((each) => {
              const worst =
                (['manquant', 'en-retard', 'fait-en-retard', 'fait', 'prevu'] as const).find((etat) =>
                  each.items.some((one) => one.etat === etat),
                ) ?? 'prevu';
              const entries = each.items.map((one) => ({
                date: one.date,
                titre: `${one.titre} : ${[stateText(one), ...notedTexts(one)].join('. ')}`,
              }));
              return (
                <g
                  key={each.x}
                  className={`marque marque-${worst}`}
                  transform={`translate(${each.x} ${lane(2 + index) + 26})`}
                  onPointerEnter={() =>
                    setBubble({ x: each.x, y: lane(2 + index) + 42, content: <Titles entries={entries} /> })
                  }
                  onClick={() => onPlanned(protocole.titre, each.items)}
                >
                  <circle r={10} />
                  <text y={4}>{SIGNES[worst]}</text>
                </g>
              );
            })}
          </g>
        ))}
        {now >= 0 && now <= width ? (
          <g>
            <line className="aujourdhui" x1={now} x2={now} y1={20} y2={height} />
            <text x={near ? now - 4 : now + 4} y={height - 4} textAnchor={near ? 'end' : 'start'}>
              {texts.aujourdhui}
            </text>
          </g>
        ) : null}
      </svg>
      {bubble === null ? null : (
        <div
          className="bulle"
          role="tooltip"
          style={{
            left: Math.min(bubble.x, Math.max(0, width - 300)),
            // Above the mark when it is low: the fold of the pathway would hide it.
            ...(bubble.y > height / 2 ? { bottom: height - bubble.y + 30 } : { top: bubble.y }),
          }}
        >
          {bubble.content}
        </div>
      )}
    </div>
  );
}
