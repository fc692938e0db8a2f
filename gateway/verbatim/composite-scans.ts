import type { ScannedField } from './layout.js';
import {
  CLOSE_LIST,
  CLOSE_OBJECT,
  COMMA,
  MISS,
  OPEN_LIST,
  OPEN_OBJECT,
  pass,
  passColon,
  passText,
  type Scan,
  scanNull,
} from './scan.js';

const NULL_BEGINS = 0x6e;

/** Lets null pass too. */
export function nullable(scan: Scan): Scan {
  return (bytes, at, tally) => (bytes[at] === NULL_BEGINS ? scanNull(bytes, at) : scan(bytes, at, tally));
}

export function listOf(item: Scan): Scan {
  return (bytes, start, tally) => {
    if (bytes[start] !== OPEN_LIST) return MISS;
    let at = pass(bytes, start + 1);
    if (bytes[at] === CLOSE_LIST) return at + 1;
    for (;;) {
      at = item(bytes, at, tally);
      if (at === MISS) return MISS;
      at = pass(bytes, at);
      if (bytes[at] === CLOSE_LIST) return at + 1;
      if (bytes[at] !== COMMA) return MISS;
      at = pass(bytes, at + 1);
    }
  };
}

/** Exactly these fields in this order. */
export function objectOf(fields: readonly ScannedField[]): Scan {
  return (bytes, start, tally) => {
    if (bytes[start] !== OPEN_OBJECT) return MISS;
    tally.objects++;
    let at = pass(bytes, start + 1);
    for (let index = 0; index < fields.length; index++) {
      if (index > 0) at = passComma(bytes, at);
      const { key, scan } = fields[index] as ScannedField;
      at = passKey(bytes, at, key);
      if (at === MISS) return MISS;
      at = scan(bytes, at, tally);
      if (at === MISS) return MISS;
    }
    at = pass(bytes, at);
    return bytes[at] === CLOSE_OBJECT ? at + 1 : MISS;
  };
}

/** From the end of a value to where the next name begins. */
export function passComma(bytes: Uint8Array, at: number): number {
  const comma = pass(bytes, at);
  return bytes[comma] === COMMA ? pass(bytes, comma + 1) : MISS;
}

/** From a name, which must be this one, to where its value begins. */
export function passKey(bytes: Uint8Array, at: number, key: Uint8Array): number {
  return at === MISS ? MISS : passColon(bytes, passText(bytes, at, key));
}
