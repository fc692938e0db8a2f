import { Kind, type SelectionSetNode } from 'graphql';
import { responseName } from '../plan/field-type.js';
import type { Path, Plan, Selection } from '../plan/steps.js';

/** What the plan does with each field of the tree, wherever in lists and under whatever type condition it stands. */
export class FieldUses {
  readonly #writers = new Map<string, Map<string, Set<number>>>();
  readonly #needed = new Map<string, Set<string>>();

  /** A part brings these fields to objects at `at`. */
  bring(part: number, set: SelectionSetNode, at: string): void {
    for (const selection of set.selections) {
      if (selection.kind === Kind.INLINE_FRAGMENT) this.bring(part, selection.selectionSet, at);
      if (selection.kind !== Kind.FIELD) continue;
      const name = responseName(selection);
      const fields = this.#writers.get(at) ?? new Map<string, Set<number>>();
      this.#writers.set(at, fields.set(name, (fields.get(name) ?? new Set()).add(part)));
      if (selection.selectionSet) this.bring(part, selection.selectionSet, below(at, name));
    }
  }

  /** A fetch needs these values of objects at `at`. */
  require(selections: readonly Selection[], at: string): void {
    for (const selection of selections) {
      if (selection.kind === 'fragment') {
        this.require(selection.selections, at);
        continue;
      }
      this.#need(at, selection.name);
      this.require(selection.selections ?? [], below(at, selection.name));
    }
  }

  /** A fetch completes objects at the end of this path. */
  enter(path: Path): void {
    let at = '';
    for (const name of namesOf(path)) {
      this.#need(at, name);
      at = below(at, name);
    }
  }

  /** Whether only this one part brings the field, and no fetch needs to know its value. */
  isOnlyShown(part: number, at: string, name: string): boolean {
    const writers = this.#writers.get(at)?.get(name);
    return writers?.size === 1 && writers.has(part) && !this.#needed.get(at)?.has(name);
  }

  #need(at: string, name: string): void {
    this.#needed.set(at, (this.#needed.get(at) ?? new Set()).add(name));
  }
}

/** Uses of all fields of a plan; parts are numbered in the order of the nodes. `sets` has what each part selects. */
export function fieldUses({ nodes }: Plan, sets: readonly SelectionSetNode[]): FieldUses {
  const uses = new FieldUses();
  for (const [number, part] of nodes.flatMap(({ parts }) => parts).entries()) {
    const set = sets[number];
    if (!set) throw new Error('a part without a selection');
    const places = part.kind === 'root' ? [part.at] : part.at.map(({ path }) => path);
    for (const path of places) {
      const at = textOf(path);
      uses.bring(number, set, at);
      uses.enter(path);
      if (part.kind === 'entities') uses.require(part.requires, at);
    }
  }
  return uses;
}

/** The names of a path, without what chooses list items and types. */
export function namesOf(path: Path): readonly string[] {
  return path.flatMap(({ name }) => (name === '@' || name === '' ? [] : [name]));
}

export function textOf(path: Path): string {
  return namesOf(path).reduce(below, '');
}

export function below(at: string, name: string): string {
  return `${at}.${name}`;
}
