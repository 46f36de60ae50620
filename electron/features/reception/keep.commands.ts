import type { Voie } from '../../../shared/domain/reception.ts';
import { defineCommand } from '../../record/index.ts';
import { mirrorDuplicate } from './duplicate.ts';

/** A file as it came, before anything is known of it. */
export interface FileToKeep {
  readonly arriveeId: string;
  readonly nom: string;
  readonly bytes: Uint8Array;
  readonly voie: Voie;
  readonly sourceId: string | null;
  readonly recuLe: string;
  /** Owner of a personal mailbox; null for what is the practice's. */
  readonly proprietaire: string | null;
  readonly messageId: string | null;
  readonly expediteur: string | null;
  readonly charset: string | null;
}

export interface Kept {
  readonly arriveeId: string;
  readonly sha256: string;
  /** Same bytes as a file that was read before: one more provenance, nothing to read. */
  readonly doublon: boolean;
}

/** First transaction of the way in: the bytes, their hash and where they come from are on disk before anything reads them. */
export const keepFiles = defineCommand({
  name: 'reception.garder',
  run: async (db, input: { fichiers: readonly FileToKeep[] }, context): Promise<{ gardes: Kept[]; octets: number }> => {
    const gardes: Kept[] = [];
    let octets = 0;
    for (const file of input.fichiers) {
      const stored = context.documents.put(file.bytes);
      const sha256 = Buffer.from(stored.sha256).toString('hex');
      octets += stored.taille;
      const arrival = await db
        .insertInto('arrivals')
        .values({
          id: file.arriveeId,
          voie: file.voie,
          sourceId: file.sourceId,
          nom: file.nom,
          bytesHash: stored.hash,
          sha256,
          taille: stored.taille,
          recuLe: file.recuLe,
          proprietaire: file.proprietaire,
          messageId: file.messageId,
          etat: 'received',
          charsetImpose: file.charset,
          expediteur: file.expediteur,
          creeLe: context.now,
        })
        .returningAll()
        .executeTakeFirstOrThrow();
      gardes.push({ arriveeId: file.arriveeId, sha256, doublon: await mirrorDuplicate(db, context, arrival) });
    }
    return { gardes, octets };
  },
  audit: (_input, output) => ({
    action: 'reception.garder',
    patientId: null,
    detail: {
      fichiers: output.gardes.length,
      doublons: output.gardes.filter(({ doublon }) => doublon).length,
      octets: output.octets,
    },
  }),
});
