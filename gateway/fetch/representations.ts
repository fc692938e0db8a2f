import { emptyTree, isTree, type Tree } from '../merge/tree.js';
import { mergeInto } from '../merge/merge.js';
import { applyRewrites } from '../merge/rewrites.js';
import type { IsOfType } from '../operation.js';
import type { Rewrite, Selection } from '../plan/steps.js';
import type { Position } from '../merge/positions.js';

export interface Representations {
  readonly values: readonly Tree[];
  /** For each value, the objects that it stands for: equal objects are asked for once. */
  readonly positions: readonly (readonly Position[])[];
}

/** What identifies each object to a subgraph. Objects that lack a part of it are left out. */
export function representationsOf(
  objects: readonly Position[],
  requires: readonly Selection[],
  rewrites: readonly Rewrite[],
  isOfType: IsOfType,
): Representations {
  const values: Tree[] = [];
  const positions: Position[][] = [];
  const known = new Map<string, Position[]>();
  for (const position of objects) {
    const value = select(position.object, requires, isOfType);
    if (value?.['__typename'] === undefined) continue;
    applyRewrites(rewrites, value, isOfType);
    const key = JSON.stringify(value);
    const same = known.get(key);
    if (same) {
      same.push(position);
    } else {
      const first = [position];
      known.set(key, first);
      values.push(value);
      positions.push(first);
    }
  }
  return { values, positions };
}

/** Undefined when a field is missing: its subgraph failed, and asking without it would give a wrong answer. */
function select(object: Tree, selections: readonly Selection[], isOfType: IsOfType): Tree | undefined {
  const result = emptyTree();
  for (const selection of selections) {
    if (selection.kind === 'field') {
      const value = part(object[selection.name], selection.selections, isOfType);
      if (value === undefined) return undefined;
      result[selection.name] = value;
    } else if (selection.on === undefined || isOfType(object['__typename'], selection.on)) {
      const inner = select(object, selection.selections, isOfType);
      if (inner === undefined) return undefined;
      mergeInto(result, inner);
    }
  }
  return result;
}

function part(value: unknown, selections: readonly Selection[] | undefined, isOfType: IsOfType): unknown {
  if (selections === undefined || value === undefined || value === null) return value;
  if (Array.isArray(value)) {
    const items: unknown[] = value.map((item: unknown) => part(item, selections, isOfType));
    return items.includes(undefined) ? undefined : items;
  }
  return isTree(value) ? select(value, selections, isOfType) : undefined;
}
