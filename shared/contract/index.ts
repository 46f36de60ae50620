import type { z } from 'zod';
import { administratif } from './administratif.ts';
import { annuaire } from './annuaire.ts';
import { brouillons } from './brouillons.ts';
import { documents } from './documents.ts';
import { dossier } from './dossier.ts';
import { espace } from './espace.ts';
import { medicaments } from './medicaments.ts';
import { messagerie } from './messagerie.ts';
import { parcours } from './parcours.ts';
import { partage } from './partage.ts';
import { patients } from './patients.ts';
import { biologie } from './biologie.ts';
import { reception } from './reception.ts';
import { redaction } from './redaction.ts';
import { psc } from './psc.ts';
import { reglages } from './reglages.ts';
import { restauration } from './restauration.ts';
import { session } from './session.ts';
import type { Answer, Topic, TopicMessage } from './topics.ts';

/** Everything the window may ask of the host. The preload exposes `call` and `on`, nothing else. */
export const contract = {
  ...session,
  ...restauration,
  ...brouillons,
  ...patients,
  ...administratif,
  ...dossier,
  ...documents,
  ...partage,
  ...medicaments,
  ...redaction,
  ...parcours,
  ...reglages,
  ...psc,
  ...reception,
  ...biologie,
  ...messagerie,
  ...annuaire,
  ...espace,
};

export type Contract = typeof contract;
export type MethodName = keyof Contract;
/** What a caller gives (defaults may be left out). */
export type Input<M extends MethodName> = z.input<Contract[M]['input']>;
/** What a handler receives once validated. */
export type Parsed<M extends MethodName> = z.output<Contract[M]['input']>;
export type Output<M extends MethodName> = z.output<Contract[M]['output']>;

export { type Answer, type Topic, type TopicMessage } from './topics.ts';

/** The bridge the preload puts on `window.hygie`. */
export interface Bridge {
  call<M extends MethodName>(method: M, input: Input<M>): Promise<Answer<Output<M>>>;
  on(topic: Topic, listener: (message: TopicMessage) => void): () => void;
}
