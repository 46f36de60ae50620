import type { EtatJob, Issue, Motif, ReponseDestinataire } from './job.ts';

/** Pauses before an automatic attempt: 5 s, doubled each time, at most 10 minutes, times 0.5 to 1.5 so that practices do not knock together. */
const FIRST_PAUSE = 5_000;
const LONGEST_PAUSE = 600_000;

/** Times that a set whose fate is unknown is sent again to a peer that recognises it, before a human is asked. */
export const REPRISES_IDEMPOTENTES = 5;

/** Milliseconds before the next automatic attempt; `random` in [0, 1). */
export function pauseBefore(essaisAutomatiques: number, random: number): number {
  const pause = Math.min(FIRST_PAUSE * 2 ** Math.min(essaisAutomatiques, 20), LONGEST_PAUSE);
  return Math.round(pause * (0.5 + random));
}

export interface Suite {
  readonly etat: EtatJob;
  /** Milliseconds from now; null unless the state is `a-envoyer`. */
  readonly pause: number | null;
  readonly motif: Motif | null;
  readonly destinataires: readonly ReponseDestinataire[];
}

const PARTIEL: Motif = {
  code: null,
  explication:
    'Le message a été accepté pour certains destinataires et refusé pour d’autres. Ceux qui l’ont accepté ne le recevront pas deux fois.',
  conseil: 'Vérifiez l’adresse refusée, puis relancez : seul le destinataire refusé sera sollicité.',
};

function afterAnswers(answers: readonly ReponseDestinataire[], pause: number): Suite {
  const refused = answers.filter((answer) => !answer.accepte);
  if (refused.length === 0) return { etat: 'envoye', pause: null, motif: null, destinataires: answers };
  const code = refused.find((answer) => !answer.temporaire)?.code ?? refused[0]?.code ?? null;
  if (refused.every((answer) => answer.temporaire)) {
    const motif = {
      ...PARTIEL,
      code,
      conseil: 'L’opérateur demande d’attendre : les destinataires restants seront sollicités de nouveau tout seuls.',
    };
    return { etat: 'a-envoyer', pause, motif, destinataires: answers.filter((answer) => answer.accepte) };
  }
  // Those put off wait with those refused: one gesture sends to both again.
  return { etat: 'refuse', pause: null, motif: { ...PARTIEL, code }, destinataires: answers };
}

/**
 * What follows an attempt. Pure, so that the rule « nothing lost, nothing sent twice without a human » stands in one place:
 * only a job surely not received, or one whose peer recognises the same bytes, goes back to `a-envoyer` by itself.
 */
export function suiteDe(issue: Issue, essaisAutomatiques: number, idempotent: boolean, random: number): Suite {
  const pause = pauseBefore(essaisAutomatiques, random);
  switch (issue.kind) {
    case 'envoye':
      return afterAnswers(issue.destinataires, pause);
    case 'refuse':
      return { etat: 'refuse', pause: null, motif: issue, destinataires: issue.destinataires };
    case 'pas-maintenant':
      return { etat: 'a-envoyer', pause, motif: issue, destinataires: [] };
    case 'inconnu':
      return idempotent && essaisAutomatiques < REPRISES_IDEMPOTENTES
        ? { etat: 'a-envoyer', pause, motif: issue, destinataires: [] }
        : { etat: 'issue-inconnue', pause: null, motif: issue, destinataires: [] };
  }
}

/** Code of a message made for another mailbox than the one that is set. */
export const AUTRE_BOITE = 'AUTRE_BOITE';

/** Code of a job that waits for the doctor to open a Pro Santé Connect session. */
export const SESSION_FERMEE = 'PRO_SANTE_CONNECT';

/** A job found `en-cours` at start-up: the process ended between the claim and the answer. */
export const INTERROMPU: Motif = {
  code: null,
  explication: 'Hygie s’est arrêté pendant cet envoi : la réponse n’a pas été reçue.',
  conseil:
    'Une preuve est cherchée dans « Éléments envoyés ». Sans preuve, demandez au destinataire, puis indiquez s’il l’a reçu ou relancez.',
};

/** The same for a peer that recognises the set. */
export const INTERROMPU_REPRIS: Motif = {
  code: null,
  explication: 'Hygie s’est arrêté pendant cet envoi : le même lot est représenté, le DMP reconnaît un lot déjà reçu.',
  conseil: 'Rien à faire.',
};

/** Gestures a human may make, by state. A job in flight takes none. */
export function peutRelancer(etat: EtatJob, prochaineTentative: string | null, now: string): boolean {
  return (
    etat === 'refuse' ||
    etat === 'issue-inconnue' ||
    (etat === 'a-envoyer' && prochaineTentative !== null && prochaineTentative > now)
  );
}
export function peutAnnuler(etat: EtatJob): boolean {
  return etat === 'a-envoyer' || etat === 'refuse';
}
