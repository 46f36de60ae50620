import { verify, X509Certificate } from 'node:crypto';
import { auditHash, auditHeadMessage, AUDIT_ROOT } from './audit.ts';
import type { ReadableRecord } from './define.ts';
import type { AuditHeadRow } from './schema.ts';

export type AuditVerdict =
  | { readonly ok: true; readonly lignes: number; readonly tetesSignees: number; readonly derniereLigneSignee: number }
  /** The first broken link, by the number of its row, and why, in French. */
  | { readonly ok: false; readonly ligne: number; readonly motif: string };

/** A head kept elsewhere than in the base (in a backup): it shows that the end of the journal was cut together with its heads. */
export type KnownHead = Pick<AuditHeadRow, 'nombre' | 'hash'>;

const PAGE = 2_000;

function signatureHolds(head: AuditHeadRow): boolean {
  try {
    const { publicKey } = new X509Certificate(head.certificat);
    return verify('sha256', auditHeadMessage(head), publicKey, head.signature);
  } catch {
    return false;
  }
}

/**
 * Follows the journal from its first row: numbers without a gap, each row's hash, each link, then each signed head. `known` are heads
 * from elsewhere. The card's chain of certificates is not judged here.
 */
export async function verifyAudit(db: ReadableRecord, known: readonly KnownHead[] = []): Promise<AuditVerdict> {
  const heads = await db.selectFrom('audit_heads').selectAll().orderBy('nombre').orderBy('id').execute();
  const expected = new Map<number, string>();
  for (const head of [...heads, ...known]) {
    const other = expected.get(head.nombre);
    if (other !== undefined && other !== head.hash) {
      return { ok: false, ligne: head.nombre, motif: 'Deux têtes signées se contredisent : le journal a été réécrit.' };
    }
    expected.set(head.nombre, head.hash);
  }
  let previous = AUDIT_ROOT;
  let count = 0;
  for (;;) {
    const rows = await db.selectFrom('audit').selectAll().where('seq', '>', count).orderBy('seq').limit(PAGE).execute();
    if (rows.length === 0) break;
    for (const row of rows) {
      const ligne = count + 1;
      if (row.seq !== ligne) return { ok: false, ligne, motif: 'Cette ligne du journal manque.' };
      if (row.precedent !== previous)
        return {
          ok: false,
          ligne,
          motif: 'Cette ligne ne suit pas la précédente : une ligne a été retirée ou réécrite.',
        };
      if (auditHash(row) !== row.hash) return { ok: false, ligne, motif: 'Le contenu de cette ligne a été modifié.' };
      const signed = expected.get(ligne);
      if (signed !== undefined && signed !== row.hash) {
        return {
          ok: false,
          ligne,
          motif: 'Cette ligne n’est plus celle que la carte avait signée : le journal a été réécrit.',
        };
      }
      previous = row.hash;
      count = ligne;
    }
  }
  for (const nombre of expected.keys()) {
    if (nombre > count)
      return {
        ok: false,
        ligne: count + 1,
        motif: `Le journal a été coupé : ${nombre} lignes étaient signées, ${count} sont là.`,
      };
  }
  const forged = heads.find((head) => !signatureHolds(head));
  if (forged !== undefined)
    return {
      ok: false,
      ligne: forged.nombre,
      motif: 'La signature de cette tête du journal ne correspond pas à son certificat.',
    };
  return {
    ok: true,
    lignes: count,
    tetesSignees: heads.length,
    derniereLigneSignee: Math.max(0, ...heads.map((head) => head.nombre)),
  };
}
