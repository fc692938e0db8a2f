import type { FieldNode } from 'graphql';
import { isTree, type Tree } from '../merge/tree.js';
import type { OutFields, OutType, Shape } from './shape.js';

/** Where in the client's answer, and where in the tree. */
export interface Place {
  readonly client: readonly (string | number)[];
  readonly tree: readonly (string | number)[];
}

/** What a writer is told and tells. */
export interface WriterParts {
  /** JSON text of an introspection field. */
  readonly introspect: (node: FieldNode) => string;
  /** Hears of values that are missing, null though they must not be, or not of their type. */
  readonly onWrong?: ((place: Place) => void) | undefined;
  /** Whether objects can stand at several places, so that their text is worth keeping. */
  readonly keepTexts: boolean;
}

/**
 * Writes an answer's JSON text straight from the tree. A null in place of what must not be null takes the nearest
 * nullable value above it (GraphQL specification §6.4.4). `wrong` says that some value was not as promised; who wants
 * to know which gives `onWrong`.
 */
export class Writer {
  wrong = false;
  readonly #client: (string | number)[] = [];
  readonly #tree: (string | number)[] = [];
  readonly #kept = new Map<Shape, Map<Tree, string>>();

  constructor(private readonly parts: WriterParts) {}

  /** The object's text; undefined when it must be null. */
  object(object: Tree, shape: Shape): string | undefined {
    const fields = shape.only ?? shape.of(object['__typename']);
    if (!fields) return this.#bad();
    return this.#fields(object, fields);
  }

  #fields(object: Tree, fields: OutFields): string | undefined {
    let text = '{';
    let broken = false;
    for (const field of fields) {
      if (field.kind === 'value') {
        const { type, name } = field;
        const track = this.parts.onWrong !== undefined;
        if (track) this.#enter(field.response, name);
        const value = this.#value(object[name], type);
        if (track) this.#leave();
        if (value === undefined) {
          // The other fields' errors are still wanted.
          if (!track) return undefined;
          broken = true;
        } else {
          text += field.prefix + value;
        }
      } else if (field.kind === 'typename') {
        const value = field.text ?? this.#bad();
        if (value === undefined) return undefined;
        text += field.prefix + value;
      } else {
        text += field.prefix + this.parts.introspect(field.node);
      }
    }
    return broken ? undefined : `${text}}`;
  }

  /** Undefined when the null reaches what is around it. */
  #value(value: unknown, type: OutType): string | undefined {
    let text: string | undefined;
    if (value !== null && value !== undefined) {
      if (type.kind === 'leaf') {
        text = type.text(value) ?? this.#bad();
      } else if (type.kind === 'object') {
        text = isTree(value) ? this.#nested(value, type.shape) : this.#bad();
      } else {
        text = Array.isArray(value) ? this.#list(value, type.of) : this.#bad();
      }
    } else if (value === undefined || type.nonNull) {
      this.#bad();
    }
    return text ?? (type.nonNull ? undefined : 'null');
  }

  #nested(object: Tree, shape: Shape): string | undefined {
    if (!this.parts.keepTexts) return this.object(object, shape);
    let texts = this.#kept.get(shape);
    if (!texts) {
      texts = new Map();
      this.#kept.set(shape, texts);
    }
    const known = texts.get(object);
    if (known !== undefined) return known;
    const text = this.object(object, shape);
    if (text !== undefined) texts.set(object, text);
    return text;
  }

  #list(items: readonly unknown[], of: OutType): string | undefined {
    const track = this.parts.onWrong !== undefined;
    let text = '[';
    let broken = false;
    for (let index = 0; index < items.length; index++) {
      if (track) this.#enter(index, index);
      const item = this.#value(items[index], of);
      if (track) this.#leave();
      if (item === undefined) {
        if (!track) return undefined;
        broken = true;
      } else {
        text += index === 0 ? item : `,${item}`;
      }
    }
    return broken ? undefined : `${text}]`;
  }

  #bad(): undefined {
    this.wrong = true;
    this.parts.onWrong?.({ client: [...this.#client], tree: [...this.#tree] });
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
