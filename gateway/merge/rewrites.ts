import type { Rewrite } from '../plan/steps.js';
import type { GraphTypes } from '../supergraph/graph-types.js';
import { isTree, type Tree } from './tree.js';

const FRAGMENT = '... on ';

/** Changes `value` in place: it must belong to the caller alone. */
export function applyRewrites(rewrites: readonly Rewrite[], value: unknown, types: GraphTypes): void {
  for (const rewrite of rewrites) applyAt(rewrite, 0, value, types);
}

function applyAt(rewrite: Rewrite, depth: number, value: unknown, types: GraphTypes): void {
  if (Array.isArray(value)) {
    for (const item of value) applyAt(rewrite, depth, item, types);
    return;
  }
  const element = rewrite.path[depth];
  if (!isTree(value) || element === undefined) return;
  if (element.startsWith(FRAGMENT)) {
    if (types.isOfType(value['__typename'], element.slice(FRAGMENT.length))) applyAt(rewrite, depth + 1, value, types);
  } else if (depth < rewrite.path.length - 1) {
    applyAt(rewrite, depth + 1, value[element], types);
  } else {
    change(rewrite, value, element);
  }
}

function change(rewrite: Rewrite, object: Tree, name: string): void {
  if (rewrite.kind === 'set') {
    object[name] = rewrite.value;
  } else if (object[name] !== undefined) {
    object[rewrite.to] = object[name];
    delete object[name];
  }
}
