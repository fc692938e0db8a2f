/**
 * Checks JSON in UTF-8 without making values of it (RFC 8259). Each function is told where a value begins and answers
 * where it ends, or `MISS` when there is no such value. The bytes are known to be valid UTF-8.
 */
export const MISS = -1;

/** Finds the end of a value of one kind that begins at `at`. */
export type Scan = (bytes: Uint8Array, at: number, reading: Reading) => number;

/** A reply while it is read. */
export interface Reading {
  readonly bytes: Buffer;
  /** The same bytes, to compare four at a time. */
  readonly view: DataView;
  /** Objects that were passed so far; those of custom scalars are none. */
  objects: number;
}

export function readingOf(bytes: Buffer): Reading {
  return { bytes, view: new DataView(bytes.buffer, bytes.byteOffset, bytes.length), objects: 0 };
}

export const QUOTE = 0x22;
export const COMMA = 0x2c;
export const COLON = 0x3a;
export const OPEN_LIST = 0x5b;
export const CLOSE_LIST = 0x5d;
export const OPEN_OBJECT = 0x7b;
export const CLOSE_OBJECT = 0x7d;
const BACKSLASH = 0x5c;
const MINUS = 0x2d;
const DOT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;
const LOWER_E = 0x65;
const LOWER_U = 0x75;
const SPACE = 0x20;

/** Values nested deeper are not worth the stack: the reply is then parsed. */
const MAX_DEPTH = 200;
/** A number of so many digits is finite in any case, and so is one without an exponent that is shorter than this. */
const MAX_PLAIN_NUMBER = 300;

/** 1 for bytes that end a run of ordinary ones within a string. */
export const STOPS = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte < SPACE || byte === QUOTE || byte === BACKSLASH ? 1 : 0,
);
/** 1 for what may follow a backslash, `u` apart. */
const ESCAPES = Uint8Array.from({ length: 256 }, (_, byte) =>
  '"\\/bfnrt'.includes(String.fromCharCode(byte)) ? 1 : 0,
);
const HEX = Uint8Array.from({ length: 256 }, (_, byte) => (/[\da-f]/i.test(String.fromCharCode(byte)) ? 1 : 0));

const TRUE = Buffer.from('true');
const FALSE = Buffer.from('false');
const NULL = Buffer.from('null');

/** After white space. */
export function pass(bytes: Uint8Array, at: number): number {
  let byte = bytes[at];
  while (byte === SPACE || byte === 0x0a || byte === 0x0d || byte === 0x09) byte = bytes[++at];
  return at;
}

/** After this text, if it stands here. */
export function passText(bytes: Uint8Array, at: number, text: Uint8Array): number {
  const { length } = text;
  for (let index = 0; index < length; index++) if (bytes[at + index] !== text[index]) return MISS;
  return at + length;
}

export function scanString(bytes: Uint8Array, at: number): number {
  if (bytes[at] !== QUOTE) return MISS;
  let here = at + 1;
  for (;;) {
    while (STOPS[bytes[here] as number] === 0) here++;
    if (bytes[here] === QUOTE) return here + 1;
    if (bytes[here] !== BACKSLASH) return MISS;
    const escape = bytes[here + 1] as number;
    if (ESCAPES[escape] === 1) here += 2;
    else if (escape === LOWER_U && isHex(bytes, here + 2)) here += 6;
    else return MISS;
  }
}

function isHex(bytes: Uint8Array, at: number): boolean {
  for (let index = at; index < at + 4; index++) if (HEX[bytes[index] as number] !== 1) return false;
  return true;
}

/** A whole number of at most nine digits; others are rare, and parsed. */
export function scanInt(bytes: Uint8Array, at: number): number {
  const start = bytes[at] === MINUS ? at + 1 : at;
  let here = start;
  while (isDigit(bytes[here])) here++;
  const digits = here - start;
  if (digits === 0 || digits > 9) return MISS;
  // 007 is no JSON, and -0 is written 0.
  if (bytes[start] === ZERO && (digits > 1 || start > at)) return MISS;
  return isNumberGoingOn(bytes[here]) ? MISS : here;
}

/** A number that a double can hold. */
export function scanNumber(bytes: Uint8Array, at: number): number {
  let here = bytes[at] === MINUS ? at + 1 : at;
  const start = here;
  while (isDigit(bytes[here])) here++;
  if (here === start || (bytes[start] === ZERO && here - start > 1)) return MISS;
  if (bytes[here] === DOT) {
    const fraction = ++here;
    while (isDigit(bytes[here])) here++;
    if (here === fraction) return MISS;
  }
  // Those with an exponent are rare, and may be more than a double can hold; -0 is written 0.
  if (bytes[start] === ZERO && here === start + 1 && start > at) return MISS;
  return isNumberGoingOn(bytes[here]) || here - at > MAX_PLAIN_NUMBER ? MISS : here;
}

export function scanBoolean(bytes: Uint8Array, at: number): number {
  return passText(bytes, at, bytes[at] === TRUE[0] ? TRUE : FALSE);
}

/** Whether null begins here, if anything. */
export function isNull(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === NULL[0];
}

export function scanNull(bytes: Uint8Array, at: number): number {
  return passText(bytes, at, NULL);
}

/** Any JSON value; an object counts as one value. */
export function scanAny(bytes: Uint8Array, at: number): number {
  return scanValue(bytes, at, 0);
}

function scanValue(bytes: Uint8Array, at: number, depth: number): number {
  switch (bytes[at]) {
    case QUOTE:
      return scanString(bytes, at);
    case OPEN_OBJECT:
      return depth === MAX_DEPTH ? MISS : scanItems(bytes, at + 1, CLOSE_OBJECT, depth + 1);
    case OPEN_LIST:
      return depth === MAX_DEPTH ? MISS : scanItems(bytes, at + 1, CLOSE_LIST, depth + 1);
    case TRUE[0]:
    case FALSE[0]:
      return scanBoolean(bytes, at);
    case NULL[0]:
      return scanNull(bytes, at);
    default:
      return scanNumber(bytes, at);
  }
}

/** From after the opening bracket to after the closing one. */
function scanItems(bytes: Uint8Array, start: number, close: number, depth: number): number {
  let at = pass(bytes, start);
  if (bytes[at] === close) return at + 1;
  for (;;) {
    if (close === CLOSE_OBJECT) {
      at = passColon(bytes, scanString(bytes, at));
      if (at === MISS) return MISS;
    }
    at = scanValue(bytes, at, depth);
    if (at === MISS) return MISS;
    at = pass(bytes, at);
    if (bytes[at] === close) return at + 1;
    if (bytes[at] !== COMMA) return MISS;
    at = pass(bytes, at + 1);
  }
}

/** From after a name to where its value begins. */
export function passColon(bytes: Uint8Array, at: number): number {
  if (at === MISS) return MISS;
  const colon = pass(bytes, at);
  return bytes[colon] === COLON ? pass(bytes, colon + 1) : MISS;
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= ZERO && byte <= NINE;
}

/** Whether a number does not end here. */
function isNumberGoingOn(byte: number | undefined): boolean {
  return byte !== undefined && (isDigit(byte) || byte === DOT || (byte | 0x20) === LOWER_E);
}
