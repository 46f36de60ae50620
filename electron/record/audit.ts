import { createHash } from 'node:crypto';
import type { Connection } from './database.ts';
import type { Actor, AuditEntry } from './define.ts';
import type { AuditRow } from './schema.ts';

/** What the first row follows. */
export const AUDIT_ROOT = '0'.repeat(64);

/** Hash of a row: SHA-256 of the previous hash and of the row's fields as a JSON array in a fixed order. */
export function auditHash(row: Omit<AuditRow, 'hash'>): string {
  const canonical = JSON.stringify([
    row.seq,
    row.le,
    row.auteur,
    row.auteurNom,
    row.structureId,
    row.action,
    row.patientId,
    row.detailJson,
  ]);
  return createHash('sha256').update(row.precedent, 'utf8').update('\n').update(canonical, 'utf8').digest('hex');
}

export interface AuditHead {
  readonly nombre: number;
  readonly hash: string;
}

/** The journal's writer. It runs inside the transaction of the command that it tells of. */
export interface AuditWriter {
  append(entry: AuditEntry, actor: Actor, now: string): void;
  head(): AuditHead;
  /** Instant of the last row; null for an empty journal. */
  lastInstant(): string | null;
}

export function openAudit(connection: Connection): AuditWriter {
  const last = connection.prepare<[], Pick<AuditRow, 'seq' | 'hash' | 'le'>>(
    'SELECT seq, hash, le FROM audit ORDER BY seq DESC LIMIT 1',
  );
  const insert = connection.prepare<AuditRow[]>(
    `INSERT INTO audit (seq, le, auteur, auteurNom, structureId, action, patientId, detailJson, precedent, hash)
     VALUES (@seq, @le, @auteur, @auteurNom, @structureId, @action, @patientId, @detailJson, @precedent, @hash)`,
  );
  return {
    append: (entry, actor, now) => {
      const previous = last.get();
      const row = {
        seq: (previous?.seq ?? 0) + 1,
        le: now,
        auteur: actor.idNat,
        auteurNom: actor.nom,
        structureId: actor.structureId,
        action: entry.action,
        patientId: entry.patientId,
        detailJson: JSON.stringify(entry.detail),
        precedent: previous?.hash ?? AUDIT_ROOT,
      };
      insert.run({ ...row, hash: auditHash(row) });
    },
    head: () => {
      const row = last.get();
      return { nombre: row?.seq ?? 0, hash: row?.hash ?? AUDIT_ROOT };
    },
    lastInstant: () => last.get()?.le ?? null,
  };
}

/** What the card signs of the journal: a tag, how many rows, and the hash of the last one. */
export function auditHeadMessage(head: AuditHead): Uint8Array {
  return Buffer.from(`HYGIE AUDIT HEAD 1\n${head.nombre}\n${head.hash}\n`, 'utf8');
}
