/** Draws of a sequence that a number starts: the same number makes the same file. */
export interface Draw {
  /** Whole, from 0 to `below` excluded. */
  nat(below: number): number;
}

export function drawFrom(seed: number): Draw {
  let state = (seed * 2_654_435_761 + 12_345) >>> 0;
  return {
    nat(below) {
      state = (state + 0x6d2b79f5) >>> 0;
      let mixed = Math.imul(state ^ (state >>> 15), state | 1);
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
      return ((mixed ^ (mixed >>> 14)) >>> 0) % Math.max(1, below);
    },
  };
}

/** What breaks readers: ends, nesting, numbers at their limits, bytes of other sets, markers of each format. */
const WORDS = [
  '\0',
  '\xff\xfe',
  '\r',
  '\n\n',
  '\r\n.\r\n',
  '<!DOCTYPE a [<!ENTITY b "c">]>',
  '<![CDATA[',
  '-->',
  '&#0;',
  '&#xFFFFFFFF;',
  ']]>',
  '<a>',
  '</a>',
  'xmlns=""',
  '--b',
  '--b--',
  '=?utf-8?B?',
  '?=',
  'Content-Type: message/rfc822\r\n\r\n',
  'Content-Type: multipart/mixed; boundary=b\r\n\r\n',
  'Content-Transfer-Encoding: base64\r\n',
  'From: x@y.z\r\n',
  'PK\x03\x04',
  'PK\x01\x02',
  'PK\x05\x06',
  '../',
  '****FIN****\r\n',
  '****LAB****\r\n',
  'RES|',
  '|||||||||||||||',
  '99/99/9999',
  '-1',
  '4294967295',
  '1e309',
  '0x7fffffff',
  '\xe9\xe8\xe0',
  '\u00c3\u00a9',
  '$APICRYPT\r\n',
  '%PDF-',
  'H|~^\\&|',
];

function mutateOnce(bytes: Buffer, other: Buffer, draw: Draw): Buffer {
  const at = draw.nat(bytes.length + 1);
  const length = 1 + draw.nat(draw.nat(4) === 0 ? 2000 : 16);
  const [head, tail] = [bytes.subarray(0, at), bytes.subarray(at)];
  switch (draw.nat(11)) {
    case 0: {
      const changed = Buffer.from(bytes);
      if (at < changed.length) changed[at] = draw.nat(256);
      return changed;
    }
    case 1:
      return Buffer.concat([head, tail.subarray(Math.min(tail.length, length))]);
    case 2:
      return head;
    case 3:
      return Buffer.concat([head, tail.subarray(0, length), tail]);
    case 4:
      return Buffer.concat([head, Buffer.from(WORDS[draw.nat(WORDS.length)] ?? '', 'latin1'), tail]);
    case 5:
      return Buffer.concat([head, other.subarray(draw.nat(other.length))]);
    case 6: {
      // The same piece many times over: what a slow expression or a deep recursion dies of.
      const piece = tail.subarray(0, 1 + draw.nat(40));
      return Buffer.concat([head, ...Array.from({ length: 1 + draw.nat(3000) }, () => piece), tail]);
    }
    case 7:
    case 8:
    case 9: {
      // Letters and digits only: the markup stays whole, so that what is behind the first door is reached too.
      const changed = Buffer.from(bytes);
      for (let index = at; index < Math.min(bytes.length, at + length); index++) {
        const byte = changed[index] ?? 0;
        if (byte >= 0x30 && byte <= 0x39) changed[index] = 0x30 + draw.nat(10);
        else if ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a && draw.nat(4) === 0)
          changed[index] = 0x61 + draw.nat(26);
      }
      return changed;
    }
    default: {
      const changed = Buffer.from(bytes);
      for (let index = at; index < Math.min(bytes.length, at + length); index++) changed[index] = draw.nat(256);
      return changed;
    }
  }
}

/** A file changed in one to six places. */
export function mutate(bytes: Buffer, other: Buffer, draw: Draw): Buffer {
  let changed = bytes;
  for (let times = 1 + draw.nat(6); times > 0; times--) changed = mutateOnce(changed, other, draw);
  return changed.subarray(0, 4 * 1024 * 1024);
}
