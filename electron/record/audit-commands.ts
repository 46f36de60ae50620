import { AUDIT_ROOT, type AuditHead } from './audit.ts';
import { takePreLoginEvents } from './pre-login-journal.ts';
import { defineCommand, defineQuery } from './define.ts';

/** Where the journal stands. */
export const readAuditHead = defineQuery({
  name: 'record.tete-du-journal',
  run: async (db, _input: Record<string, never>): Promise<AuditHead> => {
    const row = await db.selectFrom('audit').select(['seq', 'hash']).orderBy('seq', 'desc').limit(1).executeTakeFirst();
    return { nombre: row?.seq ?? 0, hash: row?.hash ?? AUDIT_ROOT };
  },
});

export interface SignedHead extends AuditHead {
  readonly motif: string;
  /** DER. */
  readonly certificat: Uint8Array;
  readonly signature: Uint8Array;
}

/** Keeps a head that the card signed (at login, hourly, at lock, in a backup). */
export const keepSignedHead = defineCommand({
  name: 'record.garder-tete-signee',
  run: async (db, input: SignedHead, context) => {
    await db
      .insertInto('audit_heads')
      .values({
        le: context.now,
        nombre: input.nombre,
        hash: input.hash,
        motif: input.motif,
        auteur: context.actor.idNat,
        certificat: input.certificat,
        signature: input.signature,
      })
      .execute();
  },
  audit: (input) => ({
    action: 'journal.signe',
    patientId: null,
    detail: { nombre: input.nombre, motif: input.motif },
  }),
});

/** A line of the journal without any change of data: opening of a record, login, lock. */
export const noteInJournal = defineCommand({
  name: 'record.noter',
  run: (
    _db,
    _input: { action: string; patientId: string | null; detail: Record<string, string | number | boolean | null> },
  ) => Promise.resolve({}),
  audit: (input) => input,
});

/** Pages of the journal, newest first. */
export const listAudit = defineQuery({
  name: 'audit.lister',
  run: async (db, input: { avant: number | null }) => {
    let query = db.selectFrom('audit').select(['seq', 'le', 'auteurNom', 'action', 'patientId', 'detailJson']);
    if (input.avant !== null) query = query.where('seq', '<', input.avant);
    const rows = await query.orderBy('seq', 'desc').limit(200).execute();
    return rows.map((row) => ({
      numero: row.seq,
      le: row.le,
      qui: row.auteurNom,
      action: row.action,
      detail: row.detailJson,
    }));
  },
});

export const RECORD_ENTRIES = [readAuditHead, keepSignedHead, noteInJournal, listAudit, takePreLoginEvents] as const;
