import { defineCommand, type ReadableRecord, type WritableRecord } from '../../record/index.ts';

/** UIDVALIDITY that no server gives (RFC 3501 § 9, nz-number): the folder was not seen on the server that is set now. */
export const UNSEEN = '0';

/** Addresses of the mailboxes that are set now, by owner. */
export async function currentBoxes(
  db: Pick<ReadableRecord, 'selectFrom'>,
  owners: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (owners.length === 0) return new Map();
  const rows = await db
    .selectFrom('mail_boxes')
    .select(['proprietaire', 'adresse'])
    .where('courante', '=', 1)
    .where('proprietaire', 'in', [...new Set(owners)])
    .execute();
  return new Map(rows.map(({ proprietaire, adresse }) => [proprietaire, adresse]));
}

/** Address of the mailbox that is set now; '' before any was reached. */
export async function currentBox(db: Pick<ReadableRecord, 'selectFrom'>, owner: string): Promise<string> {
  return (await currentBoxes(db, [owner])).get(owner) ?? '';
}

/** Address to show beside what came to a former mailbox; null for what is of the one that is set now. */
export const formerBox = (adresse: string, current: string): string | null =>
  adresse === '' || current === '' || adresse === current ? null : adresse;

/** What came before addresses were kept is the first mailbox's. */
async function adopt(db: WritableRecord, owner: string, adresse: string): Promise<void> {
  for (const table of ['mail_folders', 'mail_messages', 'mail_operations'] as const)
    await db.updateTable(table).set({ adresse }).where('proprietaire', '=', owner).where('adresse', '=', '').execute();
}

/** Another server numbers otherwise: a number kept from the former one would name somebody else's message. */
async function forgetNumbers(db: WritableRecord, owner: string, adresse: string): Promise<void> {
  const folders = await db
    .selectFrom('mail_folders')
    .select('id')
    .where('proprietaire', '=', owner)
    .where('adresse', '=', adresse)
    .execute();
  for (const { id } of folders)
    await db
      .updateTable('mail_messages')
      .set({ uid: null })
      .where('dossierId', '=', id)
      .where('uid', 'is not', null)
      .execute();
  await db
    .updateTable('mail_folders')
    .set({ uidValidity: UNSEEN, dernierUid: 0, modseq: null })
    .where('proprietaire', '=', owner)
    .where('adresse', '=', adresse)
    .execute();
  await db
    .deleteFrom('mail_operations')
    .where('proprietaire', '=', owner)
    .where('adresse', '=', adresse)
    .where('genre', '=', 'oublier-brouillon')
    .execute();
}

/**
 * The mailbox that is set from now on, and the server that was reached for it (null: not reached yet). The folders of a former mailbox stay, untouched; those of this
 * address are its own again. `renumerote`: the server is another one than before, every number was forgotten.
 */
export const useBox = defineCommand({
  name: 'messagerie.choisirBoite',
  run: async (
    db,
    input: { adresse: string; serveur: string | null },
    context,
  ): Promise<{ change: boolean; renumerote: boolean }> => {
    const owner = context.actor.idNat;
    const adresse = input.adresse.toLowerCase();
    const boxes = await db.selectFrom('mail_boxes').selectAll().where('proprietaire', '=', owner).execute();
    if (boxes.length === 0) await adopt(db, owner, adresse);
    const known = boxes.find((box) => box.adresse === adresse);
    const renumerote = input.serveur !== null && known?.serveur != null && known.serveur !== input.serveur;
    if (renumerote) await forgetNumbers(db, owner, adresse);
    await db.updateTable('mail_boxes').set({ courante: 0 }).where('proprietaire', '=', owner).execute();
    const serveur = input.serveur ?? known?.serveur ?? null;
    await db
      .insertInto('mail_boxes')
      .values({ proprietaire: owner, adresse, serveur, courante: 1 })
      .onConflict((conflict) => conflict.columns(['proprietaire', 'adresse']).doUpdateSet({ serveur, courante: 1 }))
      .execute();
    return { change: known?.courante !== 1, renumerote };
  },
  audit: (input, output) => ({
    action: 'messagerie.choisirBoite',
    patientId: null,
    detail: { adresse: input.adresse, serveur: input.serveur, ...output },
  }),
});
