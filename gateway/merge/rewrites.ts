import type { IsOfType } from '../operation.js';
import type { Rewrite } from '../plan/steps.js';
import { isTree, type Tree } from './tree.js';

const FRAGMENT = '... on ';

/** Changes `value` in place: it must be a fresh object that nobody else holds. */
export function applyRewrites(rewrites: readonly Rewrite[], value: unknown, isOfType: IsOfType): void {
  for (const rewrite of rewrites) applyAt(rewrite, 0, value, isOfType);
}

function applyAt(rewrite: Rewrite, depth: number, value: unknown, isOfType: IsOfType): void {
  if (Array.isArray(value)) {
    for (const item of value) applyAt(rewrite, depth, item, isOfType);
    return;
  }
  const element = rewrite.path[depth];
  if (!isTree(value) || element === undefined) return;
  if (element.startsWith(FRAGMENT)) {
    if (isOfType(value['__typename'], element.slice(FRAGMENT.length))) applyAt(rewrite, depth + 1, value, isOfType);
  } else if (depth < rewrite.path.length - 1) {
    applyAt(rewrite, depth + 1, value[element], isOfType);
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
