import type { GraphTypes } from '../supergraph/graph-types.js';
import { Verbatim } from '../verbatim/verbatim.js';
import { isTree, type Tree } from './tree.js';

/** How answers are put together. */
export type Merge = (into: Tree, from: Tree) => void;

/**
 * Puts the fields of `from` into `into`. Nested values of `from` become part of the tree as they are: an answer belongs
 * to the request that asked for it. Where both hold an object, or a list of equal length, they are merged in place, so
 * that an object of the tree stays the same object; an object that is there is not replaced by null, because another
 * subgraph had an answer; a `__typename` that names an object type is not replaced; else the later wins.
 */
export function mergeBy({ isObject }: Pick<GraphTypes, 'isObject'>): Merge {
  const merge: Merge = (into, from) => {
    for (const name in from) {
      const value = from[name];
      const present = into[name];
      // Reading `__proto__` gives an object too, and writing it would change what the tree seems to hold.
      if (name === '__proto__' || value === undefined) continue;
      if (typeof present !== 'object' || present === null || present instanceof Verbatim) {
        if (name === '__typename' && isObject(present)) continue;
        into[name] = value;
      } else {
        into[name] = together(present, value, merge);
      }
    }
  };
  return merge;
}

function together(present: object, value: unknown, merge: Merge): unknown {
  if (value === null) return present;
  if (Array.isArray(present)) {
    if (!Array.isArray(value) || present.length !== value.length) return value;
    for (let index = 0; index < present.length; index++) {
      const item: unknown = present[index];
      const from: unknown = value[index];
      present[index] = typeof item === 'object' && item !== null ? together(item, from, merge) : from;
    }
    return present;
  }
  if (!isTree(value)) return value;
  merge(present as Tree, value);
  return present;
}

/** A copy of which nothing is shared with `value`. */
export function copied(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Verbatim) return value;
  if (Array.isArray(value)) return value.map(copied);
  const copy: Tree = {};
  for (const [name, inner] of Object.entries(value)) if (name !== '__proto__') copy[name] = copied(inner);
  return copy;
}
