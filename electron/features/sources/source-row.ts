import { z } from 'zod';
import type { Source } from '../../../shared/contract/reception.ts';
import type { Instant } from '../../../shared/domain/civil-date.ts';
import type { SourceRow } from '../../record/index.ts';

/** What the base keeps of a source. Paths and the secret never leave the host. */
export const SourceConfig = z.object({
  mode: z.enum(['direct', 'indirect']),
  dossier: z.string().nullable(),
  archive: z.string().nullable(),
  charset: z.string().nullable(),
  expediteur: z.string().nullable(),
  sftp: z
    .object({
      hote: z.string(),
      port: z.int(),
      utilisateur: z.string(),
      chemin: z.string(),
      empreinte: z.string().nullable(),
      archivage: z.enum(['deplacer', 'laisser']),
    })
    .nullable(),
  secret: z.string().nullable(),
  silenceJours: z.int().nullable(),
});
export type SourceConfig = z.infer<typeof SourceConfig>;

export interface KnownSource {
  readonly id: string;
  readonly voie: SourceRow['voie'];
  readonly nom: string;
  readonly actif: boolean;
  readonly config: SourceConfig;
  readonly derniereArriveeLe: string | null;
}

export function knownSourceOf(row: SourceRow): KnownSource {
  const { id, voie, nom, derniereArriveeLe } = row;
  return {
    id,
    voie,
    nom,
    actif: row.actif === 1,
    config: SourceConfig.parse(JSON.parse(row.configJson)),
    derniereArriveeLe,
  };
}

/** The last two names of a path: enough to recognise a folder. */
const label = (path: string | null) => (path === null ? null : path.split(/[\\/]/).filter(Boolean).slice(-2).join('/'));

const DAY = 86_400_000;

/** As the window shows it. A source that is usually heard and has been silent for its number of days says so. */
export function sourceOf(row: SourceRow, waiting: number, now: string): Source {
  const { config, ...known } = knownSourceOf(row);
  const silent =
    config.silenceJours !== null &&
    known.derniereArriveeLe !== null &&
    Date.parse(now) - Date.parse(known.derniereArriveeLe) > config.silenceJours * DAY;
  return {
    id: known.id,
    voie: known.voie,
    nom: known.nom,
    actif: known.actif,
    mode: config.mode,
    dossier: label(config.dossier),
    archive: label(config.archive),
    charset: config.charset,
    expediteur: config.expediteur,
    sftp: config.sftp,
    silenceJours: config.silenceJours,
    dernierPassageLe: row.dernierPassageLe as Instant | null,
    derniereArriveeLe: known.derniereArriveeLe as Instant | null,
    erreur:
      row.erreur ??
      (silent ? `Rien reçu depuis plus de ${config.silenceJours} jours : vérifiez auprès de l’émetteur.` : null),
    enAttente: waiting,
  };
}
