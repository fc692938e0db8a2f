import type { FieldNode } from 'graphql';
import { isTree, type Tree } from '../merge/tree.js';
import { Verbatim } from '../verbatim/verbatim.js';
import type { JsonOutput } from './json-output.js';
import type { OutField, OutFields, OutType, Shape } from './shape.js';

/** Where in the client's answer, and where in the tree. */
export interface Place {
  readonly client: readonly (string | number)[];
  readonly tree: readonly (string | number)[];
}

/** What a writer is told and tells. */
export interface WriterParts {
  readonly output: JsonOutput;
  /** JSON text of an introspection field. */
  readonly introspect: (node: FieldNode) => string;
  /** Hears of values that are missing, null though they must not be, or not of their type. */
  readonly onWrong?: ((place: Place) => void) | undefined;
  /** Whether objects can stand at several places, so that it is worth knowing where they were written. */
  readonly repeats: boolean;
}

/** Where an object was written. */
interface Written {
  readonly start: number;
  readonly end: number;
  /** Objects in it, itself included. */
  readonly objects: number;
}

const NULL = Buffer.from('null');
const COMMA = 0x2c;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;

/**
 * Writes an answer's JSON straight from the tree. A null in place of what must not be null takes the nearest nullable
 * value above it (GraphQL specification §6.4.4): what was written of it is dropped. `wrong` says that some value was not
 * as promised; who wants to know which gives `onWrong`.
 */
export class Writer {
  wrong = false;
  /** Objects that stand in the answer so far. */
  objects = 0;
  readonly #output: JsonOutput;
  readonly #client: (string | number)[] = [];
  readonly #tree: (string | number)[] = [];
  readonly #written = new Map<Shape, Map<Tree, Written>>();

  constructor(private readonly parts: WriterParts) {
    this.#output = parts.output;
  }

  /** False when the object must be null; what was written of it is then the caller's to drop. */
  object(object: Tree, shape: Shape): boolean {
    const fields = shape.only ?? shape.of(object['__typename']);
    if (!fields) return this.#bad();
    return this.#fields(object, fields);
  }

  #fields(object: Tree, fields: OutFields): boolean {
    const output = this.#output;
    output.byte(OPEN_OBJECT);
    this.objects++;
    let broken = false;
    for (let index = 0; index < fields.length; index++) {
      const field = fields[index] as OutField;
      output.bytes(field.prefix);
      if (field.kind === 'value') {
        const { type, name } = field;
        const value = object[name];
        if (value instanceof Verbatim) {
          output.span(value.bytes, value.start, value.end);
          this.objects += value.objects;
          // These are in it.
          index += value.more;
          continue;
        }
        const track = this.parts.onWrong !== undefined;
        if (track) this.#enter(field.response, name);
        const isWritten = this.#value(value, type);
        if (track) this.#leave();
        if (!isWritten) {
          // The other fields' errors are still wanted.
          if (!track) return false;
          broken = true;
        }
      } else if (field.kind === 'typename') {
        if (!field.bytes) return this.#bad();
        output.bytes(field.bytes);
      } else if (field.kind === 'denied') {
        output.bytes(NULL);
        // It was said when the operation was planned.
        broken ||= field.nonNull;
      } else {
        output.json(this.parts.introspect(field.node));
      }
    }
    output.byte(CLOSE_OBJECT);
    return !broken;
  }

  /** False when the null reaches what is around it. */
  #value(value: unknown, type: OutType): boolean {
    const output = this.#output;
    const start = output.position;
    const before = this.objects;
    if (value !== null && value !== undefined) {
      let isWritten: boolean;
      if (type.kind === 'leaf') {
        isWritten = type.write(value, output) || this.#bad();
      } else if (type.kind === 'object') {
        isWritten = isTree(value) ? this.#nested(value, type.shape) : this.#bad();
      } else {
        isWritten = Array.isArray(value) ? this.#list(value, type.of) : this.#bad();
      }
      if (isWritten) return true;
      this.#drop(start);
      this.objects = before;
    } else if (value === undefined || type.nonNull) {
      this.#bad();
    }
    if (type.nonNull) return false;
    output.bytes(NULL);
    return true;
  }

  #nested(object: Tree, shape: Shape): boolean {
    if (!this.parts.repeats) return this.object(object, shape);
    let places = this.#written.get(shape);
    if (!places) {
      places = new Map();
      this.#written.set(shape, places);
    }
    const output = this.#output;
    const known = places.get(object);
    if (known) {
      output.repeat(known.start, known.end);
      this.objects += known.objects;
      return true;
    }
    const start = output.position;
    const before = this.objects;
    if (!this.object(object, shape)) return false;
    places.set(object, { start, end: output.position, objects: this.objects - before });
    return true;
  }

  #list(items: readonly unknown[], of: OutType): boolean {
    const output = this.#output;
    const track = this.parts.onWrong !== undefined;
    output.byte(OPEN_LIST);
    let broken = false;
    for (let index = 0; index < items.length; index++) {
      if (index > 0) output.byte(COMMA);
      if (track) this.#enter(index, index);
      const isWritten = this.#value(items[index], of);
      if (track) this.#leave();
      if (!isWritten) {
        if (!track) return false;
        broken = true;
      }
    }
    output.byte(CLOSE_LIST);
    return !broken;
  }

  /** What was written after `start` may be a place that is known: it is no longer there. */
  #drop(start: number): void {
    if (this.#output.position === start) return;
    this.#output.position = start;
    this.#written.clear();
  }

  #bad(): false {
    this.wrong = true;
    this.parts.onWrong?.({ client: [...this.#client], tree: [...this.#tree] });
    return false;
  }

  #enter(client: string | number, tree: string | number): void {
    this.#client.push(client);
    this.#tree.push(tree);
  }

  #leave(): void {
    this.#client.pop();
    this.#tree.pop();
  }
}
