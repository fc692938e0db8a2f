import type { Scan } from './scan.js';

/**
 * In which order a reply is expected to have which fields, and what becomes of each: made once per request, from what it
 * asks. A reply that differs is parsed instead.
 */
export interface ObjectLayout {
  readonly steps: readonly Step[];
  /** An object with all the names that these steps set, so that those that are read have one hidden class. */
  readonly template: Readonly<Record<string, unknown>>;
}

export type Step =
  /** Fields that stay as they are, in one piece under the name of the first. */
  | { readonly kind: 'verbatim'; readonly name: string; readonly fields: readonly ScannedField[] }
  /** `__typename`, expected to be this. */
  | { readonly kind: 'typename'; readonly key: Uint8Array; readonly expected: Uint8Array }
  | { readonly kind: 'value'; readonly name: string; readonly key: Uint8Array; readonly value: ValueLayout };

export interface ScannedField {
  /** `"name"` */
  readonly key: Uint8Array;
  readonly scan: Scan;
}

/** A value of which something is needed; null is always one. */
export type ValueLayout =
  | { readonly kind: 'any' }
  | { readonly kind: 'list'; readonly of: ValueLayout }
  | { readonly kind: 'object'; readonly layout: ObjectLayout }
  /** An object whose first field is `__typename`; undefined for a type that is not expected. */
  | { readonly kind: 'abstract'; readonly of: (typename: string) => ObjectLayout | undefined };
