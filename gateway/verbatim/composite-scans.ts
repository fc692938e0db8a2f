import type { Name, ScannedField } from './layout.js';
import {
  CLOSE_LIST,
  CLOSE_OBJECT,
  COMMA,
  isNull,
  MISS,
  OPEN_LIST,
  pass,
  passColon,
  passText,
  type Scan,
  scanNull,
} from './scan.js';

/** Lets null pass too. */
export function nullable(scan: Scan): Scan {
  return (bytes, at, reading) => (isNull(bytes, at) ? scanNull(bytes, at) : scan(bytes, at, reading));
}

export function listOf(item: Scan): Scan {
  return (bytes, start, reading) => {
    if (bytes[start] !== OPEN_LIST) return MISS;
    let at = pass(bytes, start + 1);
    if (bytes[at] === CLOSE_LIST) return at + 1;
    for (;;) {
      at = item(bytes, at, reading);
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
  return (bytes, start, reading) => {
    reading.objects++;
    let at = start;
    for (let index = 0; index < fields.length; index++) {
      const field = fields[index] as ScannedField;
      at = passName(bytes, at, field, reading.view);
      if (at === MISS) return MISS;
      at = field.scan(bytes, at, reading);
      if (at === MISS) return MISS;
    }
    at = pass(bytes, at);
    return bytes[at] === CLOSE_OBJECT ? at + 1 : MISS;
  };
}

/** From the beginning of an object, or the end of a value in it, over the next name to where its value begins. */
export function passName(bytes: Uint8Array, at: number, { compact, words }: Name, view: DataView): number {
  const end = at + compact.length;
  const { length } = words;
  if (end <= view.byteLength) {
    let word = 0;
    while (word < length && view.getInt32(at + word * 4, true) === words[word]) word++;
    if (word === length) {
      let byte = word * 4;
      while (at + byte < end && bytes[at + byte] === compact[byte]) byte++;
      if (at + byte === end) return end;
    }
  }
  return passSpacedName(bytes, at, compact);
}

/** The same where there is white space around marks. */
function passSpacedName(bytes: Uint8Array, at: number, compact: Uint8Array): number {
  const mark = pass(bytes, at);
  if (bytes[mark] !== compact[0]) return MISS;
  return passColon(bytes, passText(bytes, pass(bytes, mark + 1), compact.subarray(1, -1)));
}

/** The name of a field, and what is in front of it: a bracket for the first of an object, else a comma. */
export function nameOf(name: string, isFirst: boolean): Name {
  const compact = Buffer.from(`${isFirst ? '{' : ','}${JSON.stringify(name)}:`);
  const view = new DataView(compact.buffer, compact.byteOffset, compact.length);
  const words = Int32Array.from({ length: compact.length >> 2 }, (_, index) => view.getInt32(index * 4, true));
  return { name, compact, words };
}
