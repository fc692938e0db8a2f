import type { Path } from '../operation.js';
import { isTree, type Tree } from './tree.js';

/** An object of the answer under construction and where it stands. */
export interface Position {
  readonly object: Tree;
  readonly path: Path;
}

/** Every object below `from` at `path`, where `@` stands for each item of a list. Nulls are passed over. */
export function descend(from: readonly Position[], path: readonly string[]): readonly Position[] {
  const found: Position[] = [];
  for (const position of from) walk(position.object, position.path, path, 0, found);
  return found;
}

function walk(value: unknown, at: Path, path: readonly string[], depth: number, found: Position[]): void {
  const element = path[depth];
  if (element === '@') {
    if (Array.isArray(value)) value.forEach((item, index) => walk(item, [...at, index], path, depth + 1, found));
  } else if (!isTree(value)) {
    return;
  } else if (element === undefined) {
    found.push({ object: value, path: at });
  } else {
    walk(value[element], [...at, element], path, depth + 1, found);
  }
}

/** The longest path that all positions have in common. */
export function commonPath(positions: readonly Position[]): Path {
  let common = positions[0]?.path ?? [];
  for (const { path } of positions) {
    let length = 0;
    while (length < common.length && common[length] === path[length]) length++;
    common = common.slice(0, length);
  }
  return common;
}
