import { Situation } from '../../shared/domain/practitioner.ts';

/** Reads BER-TLV: tags of any length, long lengths. Stops quietly at the first malformed byte: card data is read, never trusted. */
function* readTlv(bytes: Uint8Array): Generator<{ tag: number; value: Uint8Array }> {
  let at = 0;
  while (at < bytes.length) {
    let tag = bytes[at++] ?? 0;
    // A tag whose five low bits are set goes on, while the next bytes have their high bit set (X.690 §8.1.2.4).
    if ((tag & 0x1f) === 0x1f) {
      let next: number;
      do {
        next = bytes[at++] ?? 0;
        tag = tag * 256 + next;
      } while ((next & 0x80) !== 0 && at < bytes.length);
    }
    let length = bytes[at++];
    if (length === undefined) return;
    if (length >= 0x80) {
      const count = length & 0x7f;
      if (count === 0 || count > 3) return;
      length = bytes.subarray(at, at + count).reduce((sum, byte) => sum * 256 + byte, 0);
      at += count;
    }
    if (at + length > bytes.length) return;
    yield { tag, value: bytes.subarray(at, at + length) };
    at += length;
  }
}

/** choix: the card's texts are read as UTF-8, and as Latin-1 when they are not; their encoding is not published, à vérifier. */
function text(bytes: Uint8Array | undefined): string {
  if (bytes === undefined) return '';
  let decoded: string;
  try {
    decoded = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    decoded = new TextDecoder('windows-1252').decode(bytes);
  }
  return decoded.replace(/[\0 ]+$/, '').trim();
}

/**
 * One practice of the card (CPS_ACTIVITY_nn_PS): EE holding 84 name, 85 Struct_IdNat, 86 sector. Other tags are skipped.
 * Returns null when one of the three is missing.
 */
export function parsePractice(bytes: Uint8Array): Situation | null {
  const [outer] = readTlv(bytes);
  if (outer?.tag !== 0xee) return null;
  const inner = new Map([...readTlv(outer.value)].map(({ tag, value }) => [tag, value]));
  const parsed = Situation.safeParse({
    structureId: text(inner.get(0x85)),
    nom: text(inner.get(0x84)),
    secteur: text(inner.get(0x86)).slice(-4),
  });
  return parsed.success ? parsed.data : null;
}

/** Speciality of a doctor: the last four characters of CPS_INFO_PS, kept only when they look like one (SMnn). */
export function parseSpeciality(info: Uint8Array): string | null {
  const end = text(info.subarray(-64)).slice(-4);
  return /^SM\d\d$/.test(end) ? end : null;
}
