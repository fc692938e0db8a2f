import type { Tree } from '../merge/tree.js';
import type { ObjectLayout } from './layout.js';
import { QUOTE } from './scan.js';

const SLOTS = 1024;
/** Bytes of a key that are looked at to find the place of an object. */
const MOST = 24;

/**
 * Objects of one reply that may become one, with the bytes that they were read from: one that comes again, letter for letter,
 * is neither read nor completed nor written again, with all that is in it.
 */
export class Twins {
  /** Whether some object stands at several places. */
  found = false;
  /** Where the twin ends that was found last. */
  end = 0;
  readonly #starts = new Int32Array(SLOTS);
  readonly #ends = new Int32Array(SLOTS);
  readonly #layouts: (ObjectLayout | undefined)[] = Array.from({ length: SLOTS });
  readonly #objects: (Tree | undefined)[] = Array.from({ length: SLOTS });
  #slot = 0;
  readonly #used: number[] = [];

  /** The objects of a reply live as long as its answer. */
  forget(): void {
    this.found = false;
    for (const slot of this.#used) {
      this.#layouts[slot] = undefined;
      this.#objects[slot] = undefined;
    }
    this.#used.length = 0;
  }

  /** The object that was read from the same bytes. */
  find(bytes: Buffer, at: number, layout: ObjectLayout, lead: number): Tree | undefined {
    let hash = 0;
    const key = at + lead;
    for (let index = key; index < key + MOST; index++) {
      const byte = bytes[index] as number;
      if (byte === QUOTE && index > key) break;
      hash = (Math.imul(hash, 31) + byte) | 0;
    }
    const slot = (hash ^ (hash >>> 10)) & (SLOTS - 1);
    this.#slot = slot;
    if (this.#layouts[slot] !== layout) return undefined;
    const start = this.#starts[slot] as number;
    const length = (this.#ends[slot] as number) - start;
    if (!isSame(bytes, start, at, length)) return undefined;
    this.found = true;
    this.end = at + length;
    return this.#objects[slot];
  }

  /** Where `find` would look for what was not found just now. */
  get slot(): number {
    return this.#slot;
  }

  add(slot: number, layout: ObjectLayout, object: Tree, start: number, end: number): void {
    if (this.#layouts[slot] === undefined) this.#used.push(slot);
    this.#layouts[slot] = layout;
    this.#objects[slot] = object;
    this.#starts[slot] = start;
    this.#ends[slot] = end;
  }
}

/** From here on calling into native code is cheaper. */
const LONG = 128;

function isSame(bytes: Buffer, one: number, other: number, length: number): boolean {
  if (other + length > bytes.length) return false;
  if (length > LONG) return bytes.compare(bytes, one, one + length, other, other + length) === 0;
  for (let index = length - 1; index >= 0; index--) if (bytes[one + index] !== bytes[other + index]) return false;
  return true;
}
