import { emptyTree, isTree, type Tree } from './tree.js';

/**
 * Puts the fields of `from` into `into`. `from` is only read: what it holds is copied, so one answer can be merged at
 * many places and an event can be shared by many listeners. Where both hold an object or a list of equal length, they
 * are merged; an object that is there is not replaced by null, because another subgraph had an answer; else the later wins.
 */
export function mergeInto(into: Tree, from: Tree): void {
  for (const name of Object.keys(from)) {
    const value = from[name];
    if (value !== undefined) into[name] = merged(into[name], value);
  }
}

function merged(present: unknown, value: unknown): unknown {
  if (isTree(value)) {
    const into = isTree(present) ? present : emptyTree();
    mergeInto(into, value);
    return into;
  }
  if (Array.isArray(value)) {
    const items = Array.isArray(present) && present.length === value.length ? present : undefined;
    return value.map((item, index) => merged(items?.[index], item));
  }
  if (value === null && typeof present === 'object' && present !== null) return present;
  return value;
}
