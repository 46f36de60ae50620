import type { PropositionTraitement } from '../../../../shared/domain/treatment-proposals.ts';

const WORDS = { ajouter: 'à ajouter', modifier: 'à modifier', arreter: 'qu’elle ne reprend pas' } as const;

/** « 2 à ajouter, 1 à modifier, 1 qu’elle ne reprend pas ». */
export function proposalsSentence(propositions: readonly PropositionTraitement[]): string {
  return (['ajouter', 'modifier', 'arreter'] as const)
    .map((genre) => [propositions.filter((each) => each.genre === genre).length, WORDS[genre]] as const)
    .filter(([count]) => count > 0)
    .map(([count, words]) => `${count} ${words}`)
    .join(', ');
}
