import { answerBuffers } from './answer-buffers.js';

const START_BYTES = 64 * 1024;
/** A larger buffer than this is not kept for the next answer. */
const KEEP_BYTES = 4 * 1024 * 1024;
/** From this size on answers are handed on as they are, if they fill at least half of their buffer; others are copied. */
const LARGE = 16 * 1024;
/** Strings up to this length are written byte by byte; for longer ones a call into native code is cheaper. */
const SHORT = 96;
/** A UTF-16 unit takes at most six bytes: `\u001f`, or one that stands alone. */
const MAX_UNIT_BYTES = 6;

const QUOTE = 0x22;
/** Whether a character below U+0080 needs an escape in JSON. */
const ESCAPED = Uint8Array.from({ length: 128 }, (_, code) => (code < 0x20 || code === QUOTE || code === 0x5c ? 1 : 0));
const ESCAPE = /["\\\u0000-\u001f\ud800-\udfff]/;

/**
 * JSON text as UTF-8 bytes, written once from front to back. `position` may be set back to drop what came after. One
 * output serves many answers, one after the other: nothing else may run between `begin` and `take`.
 */
export class JsonOutput {
  position = 0;
  #buffer = Buffer.allocUnsafeSlow(START_BYTES);

  begin(): void {
    this.position = 0;
  }

  /** All that was written. A large answer may be given back (`answerBuffers`) when it was sent. */
  take(): Buffer {
    const { length } = this.#buffer;
    const { position } = this;
    if (position >= LARGE && position * 2 >= length) {
      const taken = this.#buffer.subarray(0, position);
      answerBuffers.lend(this.#buffer);
      this.#buffer = answerBuffers.take() ?? Buffer.allocUnsafeSlow(length <= KEEP_BYTES ? length : START_BYTES);
      return taken;
    }
    const taken = Buffer.allocUnsafeSlow(position);
    this.#buffer.copy(taken, 0, 0, position);
    if (length > KEEP_BYTES) this.#buffer = Buffer.allocUnsafeSlow(START_BYTES);
    return taken;
  }

  bytes(bytes: Uint8Array): void {
    const { length } = bytes;
    this.#reserve(length);
    const buffer = this.#buffer;
    const at = this.position;
    // Most are the names of fields, and shorter than what a call of `set` costs.
    if (length <= SHORT) for (let index = 0; index < length; index++) buffer[at + index] = bytes[index] as number;
    else buffer.set(bytes, at);
    this.position = at + length;
  }

  /** What stands from `start` to `end` in `source`. */
  span(source: Buffer, start: number, end: number): void {
    const length = end - start;
    this.#reserve(length);
    source.copy(this.#buffer, this.position, start, end);
    this.position += length;
  }

  byte(code: number): void {
    this.#reserve(1);
    this.#buffer[this.position++] = code;
  }

  /** Again what was written from `start` to `end`. */
  repeat(start: number, end: number): void {
    this.#reserve(end - start);
    this.span(this.#buffer, start, end);
  }

  /** Text that is JSON already. */
  json(text: string): void {
    this.#reserve(text.length * 3);
    this.position += this.#buffer.write(text, this.position, 'utf8');
  }

  number(value: number): void {
    const text = String(value);
    const { length } = text;
    this.#reserve(length);
    const buffer = this.#buffer;
    for (let index = 0; index < length; index++) buffer[this.position++] = text.charCodeAt(index);
  }

  string(value: string): void {
    if (value.length > SHORT) return this.json(ESCAPE.test(value) ? JSON.stringify(value) : `"${value}"`);
    this.#reserve(value.length * MAX_UNIT_BYTES + 2);
    const buffer = this.#buffer;
    let at = this.position;
    buffer[at++] = QUOTE;
    for (let index = 0; index < value.length; index++) {
      const code = value.charCodeAt(index);
      if (code < 0x80) {
        if (ESCAPED[code] === 1) return this.json(JSON.stringify(value));
        buffer[at++] = code;
      } else if (code < 0x800) {
        buffer[at++] = 0xc0 | (code >> 6);
        buffer[at++] = 0x80 | (code & 0x3f);
      } else if (code < 0xd800 || code > 0xdfff) {
        buffer[at++] = 0xe0 | (code >> 12);
        buffer[at++] = 0x80 | ((code >> 6) & 0x3f);
        buffer[at++] = 0x80 | (code & 0x3f);
      } else {
        // Surrogates are left to the library, which escapes those that stand alone.
        return this.json(JSON.stringify(value));
      }
    }
    buffer[at++] = QUOTE;
    this.position = at;
  }

  #reserve(bytes: number): void {
    const needed = this.position + bytes;
    if (needed <= this.#buffer.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, this.#buffer.length * 2));
    this.#buffer.copy(larger, 0, 0, this.position);
    this.#buffer = larger;
  }
}
