import type { Path } from '../operation.js';
import type { Path as PlanPath } from '../plan/steps.js';
import type { GraphTypes } from '../supergraph/graph-types.js';
import { isTree, type Tree } from './tree.js';

/** Every object below `root` at `path`, nulls passed over; each object once if `once`. */
export function objectsAt(root: Tree, path: PlanPath, types: GraphTypes, once: boolean): Tree[] {
  return valuesAt(root, path, types, once).filter(isTree);
}

function valuesAt(root: Tree, path: PlanPath, types: GraphTypes, once: boolean): unknown[] {
  let current: unknown[] = [root];
  for (const { name, types: wanted } of path) {
    const next: unknown[] = [];
    for (const value of current) {
      if (name === '@') {
        if (Array.isArray(value)) for (const item of value as unknown[]) if (item !== null) next.push(item);
      } else if (name === '') {
        next.push(value);
      } else if (isTree(value)) {
        const inner = value[name];
        if (typeof inner === 'object' && inner !== null) next.push(inner);
      }
    }
    current = wanted ? next.filter((value) => isTree(value) && isOneOf(value, wanted, types)) : next;
    if (once && current.length > 1) current = [...new Set(current)];
  }
  return current;
}

/** Hears of each object at a path and of what holds it: `holder[key]` is the object. */
export type OnObject = (object: Tree, holder: Tree | unknown[], key: string | number) => void;

/** Like `objectsAt` for a path that is not empty, with what holds each object. */
export function visitAt(root: Tree, path: PlanPath, types: GraphTypes, once: boolean, found: OnObject): void {
  const last = path.at(-1);
  if (!last) return;
  const { name, types: wanted } = last;
  const passes = (value: unknown): value is Tree => isTree(value) && (!wanted || isOneOf(value, wanted, types));
  for (const holder of valuesAt(root, path.slice(0, -1), types, once)) {
    if (name === '@') {
      if (!Array.isArray(holder)) continue;
      for (let index = 0; index < holder.length; index++) {
        const item: unknown = holder[index];
        if (passes(item)) found(item, holder, index);
      }
    } else if (isTree(holder)) {
      const value = holder[name];
      if (passes(value)) found(value, holder, name);
    }
  }
}

function isOneOf(value: Tree, wanted: readonly string[], types: GraphTypes): boolean {
  return wanted.some((type) => types.isOfType(value['__typename'], type));
}

/** Where the objects stand that `objectsAt` finds: an object can stand at several places. For errors only. */
export function pathsTo(root: Tree, path: PlanPath, types: GraphTypes): Map<Tree, Path[]> {
  const found = new Map<Tree, Path[]>();
  const walk = (value: unknown, depth: number, at: Path): void => {
    const element = path[depth];
    if (!element) {
      if (!isTree(value)) return;
      const known = found.get(value);
      if (known) known.push(at);
      else found.set(value, [at]);
      return;
    }
    const enter = (inner: unknown, here: Path) => {
      if (inner === null || inner === undefined) return;
      if (element.types && !(isTree(inner) && isOneOf(inner, element.types, types))) return;
      walk(inner, depth + 1, here);
    };
    if (element.name === '@') {
      if (Array.isArray(value)) value.forEach((item, index) => enter(item, [...at, index]));
    } else if (element.name === '') {
      enter(value, at);
    } else if (isTree(value) && Object.hasOwn(value, element.name)) {
      enter(value[element.name], [...at, element.name]);
    }
  };
  walk(root, 0, []);
  return found;
}

/** The longest path that all have in common. */
export function commonPath(paths: readonly Path[]): Path {
  let common = paths[0] ?? [];
  for (const path of paths) {
    let length = 0;
    while (length < common.length && common[length] === path[length]) length++;
    common = common.slice(0, length);
  }
  return common;
}
