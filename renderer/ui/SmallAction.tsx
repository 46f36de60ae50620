/** Outlines of the few icons that every record shows many times (Material icons, Apache-2.0). */
const PATHS = {
  ajouter: 'M19 13h-6v6h-2v-6H5v-2h6V5h2v6h6z',
  modifier:
    'M3 17.25V21h3.75L17.81 9.94l-3.75-3.75L3 17.25zM20.71 7.04c.39-.39.39-1.02 0-1.41l-2.34-2.34a.996.996 0 0 0-1.41 0l-1.83 1.83 3.75 3.75 1.83-1.83z',
  retirer: 'M6 19c0 1.1.9 2 2 2h8c1.1 0 2-.9 2-2V7H6v12zM8 9h8v10H8V9zm7.5-5-1-1h-5l-1 1H5v2h14V4z',
  historique:
    'M13 3c-4.97 0-9 4.03-9 9H1l3.89 3.89.07.14L9 12H6c0-3.87 3.13-7 7-7s7 3.13 7 7-3.13 7-7 7c-1.93 0-3.68-.79-4.94-2.06l-1.42 1.42C8.27 19.99 10.51 21 13 21c4.97 0 9-4.03 9-9s-4.03-9-9-9zm-1 5v5l4.28 2.54.72-1.21-3.5-2.08V8H12z',
} as const;

interface Props {
  readonly icone: keyof typeof PATHS;
  /** What a screen reader says; also the tip of the mouse. */
  readonly nom: string;
  /** Written beside the icon. */
  readonly texte?: string;
  readonly onClick: () => void;
}

/** A small button of the dense lists. Plain elements: a record holds dozens, and must be painted within 60 ms. */
export function SmallAction({ icone, nom, texte, onClick }: Props) {
  return (
    <button type="button" className="petite-action" aria-label={nom} title={nom} onClick={onClick}>
      <svg aria-hidden viewBox="0 0 24 24" width="18" height="18" fill="currentColor">
        <path d={PATHS[icone]} />
      </svg>
      {texte}
    </button>
  );
}
