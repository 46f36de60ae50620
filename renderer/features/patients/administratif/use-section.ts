import { useState } from 'react';
import { z } from 'zod';
import type { Output } from '../../../../shared/contract/index.ts';
import {
  ValeurAdministrative,
  type SaisieAdministrative,
  type SectionAdministrative,
} from '../../../../shared/domain/administratif.ts';
import type { PatientId } from '../../../../shared/ids.ts';
import { call, sentenceOf } from '../../../lib/client.ts';
import { useDraft } from '../../../lib/drafts.ts';
import { tell } from '../../../lib/notices.ts';
import { useRefresh } from '../../../lib/queries.ts';
import { administratifTexts as texts } from './texts.ts';

export type Lue = Output<'administratif.lire'>['sections'][number];
export type Saisie<S extends SectionAdministrative> = Extract<SaisieAdministrative, { section: S }>;

const Kept = z.object({ version: z.number(), valeur: z.record(z.string(), z.unknown()) });

/** What was being typed, over what the section holds; a field of another kind (an older version of Hygie) is left out. */
function resumed<V extends object>(base: V, kept: Readonly<Record<string, unknown>> | undefined): V {
  if (kept === undefined) return base;
  const same = Object.entries(base).map(([name, value]: [string, unknown]) => {
    const typed = kept[name];
    return [name, typeof typed === typeof value && Array.isArray(typed) === Array.isArray(value) ? typed : value];
  });
  // Same names, same kinds: checked again by the schema before anything is written.
  return Object.fromEntries(same) as V;
}

/** What is wrong, by « field » or « elements.0.field ». */
export type Erreurs = Readonly<Record<string, string>>;

function wrong(issues: readonly z.core.$ZodIssue[]): Erreurs {
  const said = issues.map((issue) => [
    issue.path.join('.'),
    issue.code === 'invalid_union' || issue.code === 'invalid_type' ? 'valeur non reconnue' : issue.message,
  ]);
  return Object.fromEntries(said.toReversed()) as Erreurs;
}

export interface SectionEnSaisie<S extends SectionAdministrative> {
  readonly valeur: Saisie<S>;
  readonly change: (part: Partial<Saisie<S>>) => void;
  readonly erreurs: Erreurs;
  /** A date that is not one yet; null once it is. */
  readonly dateFausse: (champ: string) => (error: string | null) => void;
  readonly modifiee: boolean;
  readonly echec: string | null;
  readonly reprise: string | null;
  readonly enCours: boolean;
  readonly save: () => Promise<void>;
  readonly abandon: () => void;
}

/** One section being typed: kept through a lock as the identity sheet is, written at the version read. */
export function useSection<S extends SectionAdministrative>(
  patientId: PatientId,
  lue: Lue & { readonly valeur: Saisie<S> },
): SectionEnSaisie<S> {
  const { section } = lue.valeur;
  const draft = useDraft({ genre: 'fiche', patientId, sujet: `administratif-${section}` }, Kept);
  const refresh = useRefresh();
  const [valeur, setValeur] = useState<Saisie<S>>(() => resumed(lue.valeur, draft.start?.valeur));
  const [erreurs, setErreurs] = useState<Erreurs>({});
  const [dates, setDates] = useState<Erreurs>({});
  const [echec, setEchec] = useState<string | null>(null);
  const [enCours, setEnCours] = useState(false);
  const modifiee = JSON.stringify(valeur) !== JSON.stringify(lue.valeur);
  return {
    valeur,
    erreurs,
    modifiee,
    echec,
    enCours,
    reprise:
      draft.start === null || !modifiee
        ? null
        : draft.start.version === lue.version
          ? texts.reprise
          : texts.repriseChangee,
    change: (part) => {
      const next = { ...valeur, ...part };
      setValeur(next);
      setErreurs({});
      if (JSON.stringify(next) === JSON.stringify(lue.valeur)) draft.forget();
      else draft.keep({ version: lue.version, valeur: next });
    },
    dateFausse: (champ) => (error) =>
      setDates(({ [champ]: _, ...others }) => (error === null ? others : { ...others, [champ]: error })),
    save: async () => {
      const read = ValeurAdministrative.safeParse(valeur);
      // A date of a line that was withdrawn since no longer counts.
      const lines = 'elements' in valeur ? valeur.elements.map(({ id }) => id) : [];
      const wrongDates = Object.entries(dates).filter(
        ([champ]) => !champ.includes('.') || lines.includes(champ.split('.')[0] ?? ''),
      );
      const found = { ...(read.success ? {} : wrong(read.error.issues)), ...Object.fromEntries(wrongDates) };
      setErreurs(found);
      if (!read.success || Object.keys(found).length > 0) {
        setEchec(texts.relire);
        return;
      }
      setEchec(null);
      setEnCours(true);
      try {
        await call('administratif.modifier', { patientId, version: lue.version, valeur: read.data });
        draft.forget();
        tell(`${texts.titres[section]} : enregistré.`);
        refresh('administratif.lire', 'patients.lire', 'dossier.ouvrir');
      } catch (error) {
        setEchec(sentenceOf(error));
      } finally {
        setEnCours(false);
      }
    },
    abandon: () => {
      setValeur(lue.valeur);
      setErreurs({});
      setDates({});
      setEchec(null);
      draft.forget();
    },
  };
}
