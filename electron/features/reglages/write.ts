import type { WritableRecord } from '../../record/index.ts';

/** Writes one row of the settings, whether it was there or not. */
export async function write(db: WritableRecord, name: string, value: unknown, now: string): Promise<void> {
  const row = { name, valueJson: JSON.stringify(value), modifieLe: now };
  await db
    .insertInto('settings')
    .values(row)
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ valueJson: row.valueJson, modifieLe: now }))
    .execute();
}
