import type { Scan } from './scan.js';

/**
 * In which order a reply is expected to have which fields, and what becomes of each: made once per request, from what it
 * asks. A reply that differs is parsed instead.
 */
export interface ObjectLayout {
  readonly steps: readonly Step[];
  /** An object with all the names that these steps set, so that those that are read have one hidden class. */
  readonly template: Readonly<Record<string, unknown>>;
  /**
   * Set where equal objects may become one: nobody writes into some of them only. How many bytes mostly stand in front of
   * the value by which they differ, their key.
   */
  readonly unites: number | undefined;
}

export type Step = Name &
  (
    | { readonly kind: 'verbatim'; readonly fields: readonly ScannedField[] }
    /** `__typename`, expected to be this. */
    | { readonly kind: 'typename'; readonly expected: Uint8Array }
    | { readonly kind: 'value'; readonly value: ValueLayout }
  );

/** A field's name and what is in front of it, as JSON. */
export interface Name {
  readonly name: string;
  /** From the end of what is before to the value, as it mostly comes: `{"name":` or `,"name":`. */
  readonly compact: Uint8Array;
  /** The same, four bytes at a time, what is left over left out. */
  readonly words: Int32Array;
}

/** A field that stays as it is; those after the first of a step have no value of their own. */
export interface ScannedField extends Name {
  readonly scan: Scan;
  /** Whether it is mostly a text, of whatever is in it. */
  readonly isText: boolean;
}

/** A value of which something is needed; null is always one. */
export type ValueLayout =
  | { readonly kind: 'any' }
  | { readonly kind: 'list'; readonly of: ValueLayout }
  | { readonly kind: 'object'; readonly layout: ObjectLayout }
  /** An object whose first field is `__typename`; undefined for a type that is not expected. */
  | { readonly kind: 'abstract'; readonly of: (typename: string) => ObjectLayout | undefined };
