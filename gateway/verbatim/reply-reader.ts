import { isUtf8 } from 'node:buffer';
import type { Tree } from '../merge/tree.js';
import { nameOf, passName } from './composite-scans.js';
import type { ObjectLayout, ScannedField, Step, ValueLayout } from './layout.js';
import {
  CLOSE_LIST,
  CLOSE_OBJECT,
  COMMA,
  isNull,
  MISS,
  OPEN_LIST,
  pass,
  passText,
  QUOTE,
  type Reading,
  readingOf,
  scanAny,
  scanInt,
  scanNull,
  scanString,
  STOPS,
} from './scan.js';
import { KnownTexts } from './known-texts.js';
import { Twins } from './twins.js';
import { Verbatim } from './verbatim.js';

const DATA = nameOf('data', true);
const EXTENSIONS = nameOf('extensions', false);
const TYPENAME = nameOf('__typename', true);
/** After so many replies in a row that were not as expected, only some are still tried. */
const PATIENCE = 16;
const EVERY = 64;

const NOTHING = readingOf(Buffer.alloc(0));
/** For all readers: nothing else runs while one reads. */
const TEXTS = new KnownTexts();
const TWINS = new Twins();

/** What a reply says. */
export interface ReadData {
  readonly data: Tree;
  /** Whether some object of it stands at several places. */
  readonly isShared: boolean;
}

/** Stands for a value that is not as expected; null and undefined are values. */
const UNEXPECTED = Symbol('unexpected');

/**
 * Reads replies to one request without parsing what is only handed on. Undefined for a reply that is not exactly as
 * expected, errors included: it is then parsed.
 */
export class ReplyReader {
  #at = 0;
  #reading: Reading = NOTHING;
  #misses = 0;
  #missed = false;

  constructor(private readonly layout: ObjectLayout) {}

  /** Whether the last reply was not as expected, or not tried because many were not. */
  get missed(): boolean {
    return this.#missed;
  }

  read(bytes: Buffer): ReadData | undefined {
    this.#missed = true;
    if (this.#misses >= PATIENCE && this.#misses++ % EVERY !== 0) return undefined;
    // What is handed on is not decoded any more, so it is checked here.
    const data = isUtf8(bytes) ? this.#reply(bytes) : undefined;
    this.#missed = !data;
    if (data) this.#misses = 0;
    else this.#misses++;
    const isShared = TWINS.found;
    TWINS.forget();
    this.#reading = NOTHING;
    return data && { data, isShared };
  }

  #reply(bytes: Buffer): Tree | undefined {
    this.#reading = readingOf(bytes);
    const { view } = this.#reading;
    let at = passName(bytes, 0, DATA, view);
    if (at === MISS) return undefined;
    this.#at = at;
    const data = this.#object(this.layout);
    if (data === UNEXPECTED) return undefined;
    at = pass(bytes, this.#at);
    if (bytes[at] === COMMA) {
      at = passName(bytes, at, EXTENSIONS, view);
      at = at === MISS ? MISS : scanAny(bytes, at);
      if (at === MISS) return undefined;
      at = pass(bytes, at);
    }
    if (bytes[at] !== CLOSE_OBJECT) return undefined;
    return pass(bytes, at + 1) === bytes.length ? data : undefined;
  }

  #object(layout: ObjectLayout): Tree | typeof UNEXPECTED {
    const { unites } = layout;
    if (unites === undefined) return this.#fields(layout);
    const { bytes } = this.#reading;
    const start = this.#at;
    const twin = TWINS.find(bytes, start, layout, unites);
    if (twin) {
      this.#at = TWINS.end;
      return twin;
    }
    const { slot } = TWINS;
    const object = this.#fields(layout);
    if (object !== UNEXPECTED) TWINS.add(slot, layout, object, start, this.#at);
    return object;
  }

  #fields({ steps, template }: ObjectLayout): Tree | typeof UNEXPECTED {
    const { bytes, view } = this.#reading;
    let at = this.#at;
    const object: Tree = { ...template };
    for (let index = 0; index < steps.length; index++) {
      const step = steps[index] as Step;
      if (step.kind === 'verbatim') {
        at = this.#verbatim(step, at, object);
        if (at === MISS) return UNEXPECTED;
        continue;
      }
      at = passName(bytes, at, step, view);
      if (at === MISS) return UNEXPECTED;
      if (step.kind === 'value') {
        this.#at = at;
        const value = this.#value(step.value);
        if (value === UNEXPECTED) return UNEXPECTED;
        object[step.name] = value;
        at = this.#at;
      } else {
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
    const reading = this.#reading;
    const { bytes, view } = reading;
    reading.objects = 0;
    let at = begin;
    let start = 0;
    const { length } = fields;
    for (let index = 0; index < length; index++) {
      const field = fields[index] as ScannedField;
      at = passName(bytes, at, field, view);
      if (at === MISS) return MISS;
      if (index === 0) start = at;
      if (field.isText && bytes[at] === QUOTE) {
        let end = at + 1;
        while (STOPS[bytes[end] as number] === 0) end++;
        if (bytes[end] === QUOTE) {
          at = end + 1;
          continue;
        }
      }
      at = field.scan(bytes, at, reading);
      if (at === MISS) return MISS;
    }
    object[name] = new Verbatim(bytes, start, at, length - 1, reading.objects);
    return at;
  }

  #value(layout: ValueLayout): unknown {
    const { bytes } = this.#reading;
    if (isNull(bytes, this.#at)) return this.#took(scanNull(bytes, this.#at), null);
    if (layout.kind === 'any') return this.#any();
    if (layout.kind === 'object') return this.#object(layout.layout);
    if (layout.kind === 'list') return this.#list(layout.of);
    const typename = this.#typename();
    const own = typename === undefined ? undefined : layout.of(typename);
    return own ? this.#object(own) : UNEXPECTED;
  }

  #list(of: ValueLayout): unknown[] | typeof UNEXPECTED {
    const { bytes } = this.#reading;
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
    const { bytes } = this.#reading;
    const at = passName(bytes, this.#at, TYPENAME, this.#reading.view);
    const end = at === MISS ? MISS : scanString(bytes, at);
    return end === MISS ? undefined : bytes.toString('latin1', at + 1, end - 1);
  }

  #any(): unknown {
    const { bytes } = this.#reading;
    const at = this.#at;
    if (bytes[at] === QUOTE) return this.#string(at);
    const digits = scanInt(bytes, at);
    if (digits !== MISS) return this.#took(digits, Number(bytes.toString('latin1', at, digits)));
    const end = scanAny(bytes, at);
    return end === MISS ? UNEXPECTED : this.#took(end, JSON.parse(bytes.toString('utf8', at, end)));
  }

  #string(at: number): unknown {
    const { bytes } = this.#reading;
    let end = at + 1;
    let all = 0;
    for (let byte = bytes[end] as number; STOPS[byte] === 0; byte = bytes[++end] as number) all |= byte;
    if (bytes[end] === QUOTE) {
      this.#at = end + 1;
      return all < 0x80 ? TEXTS.ascii(bytes, at + 1, end) : bytes.toString('utf8', at + 1, end);
    }
    end = scanString(bytes, at);
    return end === MISS ? UNEXPECTED : this.#took(end, JSON.parse(bytes.toString('utf8', at, end)));
  }

  #took(end: number, value: unknown): unknown {
    if (end === MISS) return UNEXPECTED;
    this.#at = end;
    return value;
  }
}
