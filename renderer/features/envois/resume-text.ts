import type { Output } from '../../../shared/contract/index.ts';

export type Resume = Output<'envois.resume'>;

const plural = (count: number, one: string, many: string): string => `${count} ${count > 1 ? many : one}`;

/** What is to be followed, one short line each; empty when there is nothing. */
export function resumeLines({ dus, refuses, inconnus, enAttente }: Resume): string[] {
  return [
    ...(refuses > 0 ? [plural(refuses, 'envoi refusé', 'envois refusés')] : []),
    ...(inconnus > 0 ? [plural(inconnus, 'envoi d’issue inconnue', 'envois d’issue inconnue')] : []),
    ...(dus > 0 ? [plural(dus, 'document à envoyer', 'documents à envoyer')] : []),
    ...(enAttente > 0 ? [plural(enAttente, 'envoi en attente', 'envois en attente')] : []),
  ];
}

/** How many things want a gesture of the doctor. */
export const toHandle = ({ dus, refuses, inconnus }: Resume): number => dus + refuses + inconnus;
