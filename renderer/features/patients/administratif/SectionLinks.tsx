import { Box } from '@mui/material';
import { administratifTexts as texts } from './texts.ts';

const PLACES: readonly (readonly [string, string])[] = [
  ...Object.entries(texts.titres).map(([section, titre]) => [`administratif-${section}`, titre] as const),
  ['administratif-oppositions', texts.oppositions],
];

function go(id: string): void {
  const place = document.getElementById(id);
  place?.scrollIntoView({ block: 'start' });
  place?.focus({ preventScroll: true });
}

/** The page is long: one key to each section. */
export function SectionLinks() {
  return (
    <Box
      component="nav"
      aria-label={texts.allerA}
      sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.5, px: 2, pt: 1.5, maxWidth: 1100 }}
    >
      {PLACES.map(([id, titre]) => (
        <button key={id} type="button" className="petite-action" onClick={() => go(id)}>
          {titre}
        </button>
      ))}
    </Box>
  );
}
