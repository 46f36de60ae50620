import type { Redaction } from '../../../../shared/domain/redaction.ts';

/** Whom a letter is for, in one line: the narrative says what the paper says. Empty when the letter has nobody's name. */
export function addresseeLine({ destinataire }: Pick<Redaction, 'destinataire'>): string {
  if (destinataire === null) return '';
  const parts = [destinataire.nom, destinataire.qualite, ...destinataire.adresse.split('\n')]
    .map((part) => part.trim())
    .filter((part) => part !== '');
  return parts.length === 0 ? '' : `À l’attention de : ${parts.join(', ')}\n`;
}
