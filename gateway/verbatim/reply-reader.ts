import { isUtf8 } from 'node:buffer';
import type { Tree } from '../merge/tree.js';
import { passComma, passKey } from './composite-scans.js';
import type { ObjectLayout, Step, ValueLayout } from './layout.js';
import {
  CLOSE_LIST,
  CLOSE_OBJECT,
  COMMA,
  MISS,
  OPEN_LIST,
  OPEN_OBJECT,
  pass,
  passText,
  QUOTE,
  scanAny,
  scanInt,
  scanNull,
  scanString,
} from './scan.js';
import { Verbatim } from './verbatim.js';

const NULL_BEGINS = 0x6e;
const DATA = Buffer.from('"data"');
const EXTENSIONS = Buffer.from('"extensions"');
const TYPENAME = Buffer.from('"__typename"');
/** After so many replies in a row that were not as expected, only some are still tried. */
const PATIENCE = 16;
const EVERY = 64;

/** Stands for a value that is not as expected; null and undefined are values. */
const UNEXPECTED = Symbol('unexpected');

/**
 * Reads replies to one request without parsing what is only handed on. Undefined for a reply that is not exactly as
 * expected, errors included: it is then parsed.
 */
export class ReplyReader {
  #bytes: Buffer = Buffer.alloc(0);
  #at = 0;
  readonly #tally = { objects: 0 };
  #misses = 0;

  constructor(private readonly layout: ObjectLayout) {}

  read(bytes: Buffer): Tree | undefined {
    if (this.#misses >= PATIENCE && this.#misses++ % EVERY !== 0) return undefined;
    // What is handed on is not decoded any more, so it is checked here.
    const data = isUtf8(bytes) ? this.#reply(bytes) : undefined;
    if (data) this.#misses = 0;
    else this.#misses++;
    return data;
  }

  #reply(bytes: Buffer): Tree | undefined {
    this.#bytes = bytes;
    let at = pass(bytes, 0);
    if (bytes[at] !== OPEN_OBJECT) return undefined;
    at = passKey(bytes, pass(bytes, at + 1), DATA);
    if (at === MISS) return undefined;
    this.#at = at;
    const data = this.#object(this.layout);
    if (data === UNEXPECTED) return undefined;
    at = pass(bytes, this.#at);
    if (bytes[at] === COMMA) {
      at = passKey(bytes, pass(bytes, at + 1), EXTENSIONS);
      if (at === MISS) return undefined;
      at = scanAny(bytes, at);
      if (at === MISS) return undefined;
      at = pass(bytes, at);
    }
    if (bytes[at] !== CLOSE_OBJECT) return undefined;
    return pass(bytes, at + 1) === bytes.length ? data : undefined;
  }

  #object({ steps, template }: ObjectLayout): Tree | typeof UNEXPECTED {
    const bytes = this.#bytes;
    if (bytes[this.#at] !== OPEN_OBJECT) return UNEXPECTED;
    let at = pass(bytes, this.#at + 1);
    const object: Tree = { ...template };
    for (let index = 0; index < steps.length; index++) {
      if (index > 0) {
        at = passComma(bytes, at);
        if (at === MISS) return UNEXPECTED;
      }
      const step = steps[index] as Step;
      if (step.kind === 'value') {
        at = passKey(bytes, at, step.key);
        if (at === MISS) return UNEXPECTED;
        this.#at = at;
        const value = this.#value(step.value);
        if (value === UNEXPECTED) return UNEXPECTED;
        object[step.name] = value;
        at = this.#at;
      } else if (step.kind === 'verbatim') {
        at = this.#verbatim(step, at, object);
        if (at === MISS) return UNEXPECTED;
      } else {
        at = passKey(bytes, at, step.key);
        if (at === MISS) return UNEXPECTED;
        // The template has it.
        at = passText(bytes, at, step.expected);
        if (at === MISS) return UNEXPECTED;
      }
    }
    at = pass(bytes, at);
    if (bytes[at] !== CLOSE_OBJECT) return UNEXPECTED;
    this.#at = at + 1;
    return object;
  }

  /** Answers where the fields end. */
  #verbatim({ name, fields }: Extract<Step, { kind: 'verbatim' }>, begin: number, object: Tree): number {
    const bytes = this.#bytes;
    const tally = this.#tally;
    tally.objects = 0;
    let at = begin;
    let start = 0;
    const { length } = fields;
    for (let index = 0; index < length; index++) {
      const { key, scan } = fields[index] as (typeof fields)[number];
      if (index > 0) at = passComma(bytes, at);
      at = passKey(bytes, at, key);
      if (at === MISS) return MISS;
      if (index === 0) start = at;
      at = scan(bytes, at, tally);
      if (at === MISS) return MISS;
    }
    object[name] = new Verbatim(bytes, start, at, length - 1, tally.objects);
    return at;
  }

  #value(layout: ValueLayout): unknown {
    const bytes = this.#bytes;
    if (bytes[this.#at] === NULL_BEGINS) return this.#took(scanNull(bytes, this.#at), null);
    if (layout.kind === 'any') return this.#any();
    if (layout.kind === 'object') return this.#object(layout.layout);
    if (layout.kind === 'list') return this.#list(layout.of);
    const typename = this.#typename();
    const own = typename === undefined ? undefined : layout.of(typename);
    return own ? this.#object(own) : UNEXPECTED;
  }

  #list(of: ValueLayout): unknown[] | typeof UNEXPECTED {
    const bytes = this.#bytes;
    if (bytes[this.#at] !== OPEN_LIST) return UNEXPECTED;
    this.#at = pass(bytes, this.#at + 1);
    const list: unknown[] = [];
    if (bytes[this.#at] === CLOSE_LIST) return this.#took(this.#at + 1, list) as unknown[];
    for (;;) {
      const value = this.#value(of);
      if (value === UNEXPECTED) return UNEXPECTED;
      list.push(value);
      const at = pass(bytes, this.#at);
      if (bytes[at] === CLOSE_LIST) return this.#took(at + 1, list) as unknown[];
      if (bytes[at] !== COMMA) return UNEXPECTED;
      this.#at = pass(bytes, at + 1);
    }
  }

  /** Looks ahead: the object that begins here is still to be read. */
  #typename(): string | undefined {
    const bytes = this.#bytes;
    if (bytes[this.#at] !== OPEN_OBJECT) return undefined;
    const at = passKey(bytes, pass(bytes, this.#at + 1), TYPENAME);
    const end = at === MISS ? MISS : scanString(bytes, at);
    return end === MISS ? undefined : bytes.toString('latin1', at + 1, end - 1);
  }

  #any(): unknown {
    const bytes = this.#bytes;
    const at = this.#at;
    if (bytes[at] === QUOTE) return this.#string(at);
    const digits = scanInt(bytes, at);
    if (digits !== MISS) return this.#took(digits, Number(bytes.toString('latin1', at, digits)));
    const end = scanAny(bytes, at);
    return end === MISS ? UNEXPECTED : this.#took(end, JSON.parse(bytes.toString('utf8', at, end)));
  }

  #string(at: number): unknown {
    const bytes = this.#bytes;
    const end = scanString(bytes, at);
    if (end === MISS) return UNEXPECTED;
    this.#at = end;
    let isPlain = true;
    for (let here = at + 1; here < end - 1; here++) {
      const byte = bytes[here] as number;
      if (byte >= 0x80 || byte === 0x5c) {
        isPlain = false;
        break;
      }
    }
    return isPlain
      ? bytes.toString('latin1', at + 1, end - 1)
      : (JSON.parse(bytes.toString('utf8', at, end)) as string);
  }

  #took(end: number, value: unknown): unknown {
    if (end === MISS) return UNEXPECTED;
    this.#at = end;
    return value;
  }
}
