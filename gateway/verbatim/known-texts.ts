/** Longer ones are seldom keys. */
const MAX_LENGTH = 40;
const SLOTS = 512;

/**
 * Short texts that were read lately. Answers mention the same keys again and again; one that is known need not be made, and
 * whoever looks it up in a map need not hash it.
 */
export class KnownTexts {
  readonly #slots: string[] = Array.from({ length: SLOTS }, () => '');

  /** The text of these bytes, all of which are ASCII. */
  ascii(bytes: Buffer, start: number, end: number): string {
    const length = end - start;
    if (length > MAX_LENGTH || length < 3) return bytes.toString('latin1', start, end);
    // Keys differ most at their end.
    const last = ((bytes[end - 1] as number) << 3) ^ ((bytes[end - 2] as number) << 6) ^ (bytes[end - 3] as number);
    const slot = (last + length) & (SLOTS - 1);
    const known = this.#slots[slot] as string;
    if (known.length === length && isText(known, bytes, start)) return known;
    const text = bytes.toString('latin1', start, end);
    this.#slots[slot] = text;
    return text;
  }
}

function isText(text: string, bytes: Buffer, start: number): boolean {
  for (let index = text.length - 1; index >= 0; index--) {
    if (text.charCodeAt(index) !== bytes[start + index]) return false;
  }
  return true;
}
