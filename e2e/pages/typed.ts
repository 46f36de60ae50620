/** Words that tests type about patients; none may be found in the clear on the disk once everything was done. */
export const TYPED = [
  'Toux depuis cinq jours',
  'Auscultation claire',
  'Fatigue au travail',
  'Dyspnée vespérale témoin',
] as const;
