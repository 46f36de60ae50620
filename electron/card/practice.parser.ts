import { Situation } from '../../shared/domain/practitioner.ts';

/** Reads BER-TLV (tags of one byte, long lengths accepted). Stops quietly at the first malformed byte: card data is read, never trusted. */
function* readTlv(bytes: Uint8Array): Generator<{ tag: number; value: Uint8Array }> {
  let at = 0;
  while (at + 1 < bytes.length) {
    const tag = bytes[at] ?? 0;
    let length = bytes[at + 1] ?? 0;
    let start = at + 2;
    if (length >= 0x80) {
      const count = length & 0x7f;
      if (count === 0 || count > 3) return;
      length = bytes.subarray(start, start + count).reduce((sum, byte) => sum * 256 + byte, 0);
      start += count;
    }
    if (start + length > bytes.length) return;
    yield { tag, value: bytes.subarray(start, start + length) };
    at = start + length;
  }
}

const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes).replace(/[\0 ]+$/, '');

/**
 * One practice of the card (CPS_ACTIVITY_nn_PS): EE holding 84 name, 85 Struct_IdNat, 86 sector. Other tags are skipped.
 * Returns null when one of the three is missing.
 */
export function parsePractice(bytes: Uint8Array): Situation | null {
  const [outer] = readTlv(bytes);
  if (outer?.tag !== 0xee) return null;
  const inner = new Map([...readTlv(outer.value)].map(({ tag, value }) => [tag, value]));
  const sector = text(inner.get(0x86)).slice(-4);
  const parsed = Situation.safeParse({
    structureId: text(inner.get(0x85)),
    nom: text(inner.get(0x84)),
    secteur: sector,
  });
  return parsed.success ? parsed.data : null;
}

/** Speciality of a doctor: the last four characters of CPS_INFO_PS, kept only when they look like one (SMnn). */
export function parseSpeciality(info: Uint8Array): string | null {
  const end = text(info).slice(-4);
  return /^SM\d\d$/.test(end) ? end : null;
}
