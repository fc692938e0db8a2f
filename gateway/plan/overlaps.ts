import { Kind, type SelectionSetNode } from 'graphql';
import type { Draft } from './draft.js';
import type { Path } from './steps.js';

/** Which values of the tree more than one fetch writes into from above. */
export interface Overlaps {
  /**
   * Whether a fetch brings nested objects into which another writes too. One answer can stand for many objects of the
   * tree; only where nobody else writes may they share what is nested.
   */
  inside(draft: Draft): boolean;
  /** Whether the objects at a path come from more than one fetch. */
  at(path: Path): boolean;
}

export function overlaps(drafts: readonly Draft[]): Overlaps {
  if (drafts.some(({ entities }) => entities && entities.context.length > 0)) {
    // What equal objects get depends on what is around each of them.
    return { inside: () => true, at: () => true };
  }
  const writers = new Map<string, Set<Draft>>();
  const own = new Map<Draft, readonly string[]>();
  for (const draft of drafts) {
    const top: string[] = [];
    collect(draft.entities?.selectionSet ?? draft.operation.selectionSet, textOf(draft.at), top, (path) => {
      const known = writers.get(path) ?? new Set();
      writers.set(path, known.add(draft));
    });
    own.set(draft, top);
  }
  const isShared = (path: string) => (writers.get(path)?.size ?? 0) > 1;
  return {
    inside: (draft) => own.get(draft)?.some(isShared) ?? false,
    at: (path) => isShared(textOf(path)),
  };
}

/** Calls `found` with the path of each field that has fields of its own; `top` gets those of the first level. */
function collect(set: SelectionSetNode, at: string, top: string[] | undefined, found: (path: string) => void): void {
  for (const selection of set.selections) {
    if (selection.kind === Kind.INLINE_FRAGMENT) collect(selection.selectionSet, at, top, found);
    if (selection.kind !== Kind.FIELD || !selection.selectionSet) continue;
    const path = `${at}.${(selection.alias ?? selection.name).value}`;
    top?.push(path);
    found(path);
    collect(selection.selectionSet, path, undefined, found);
  }
}

function textOf(path: Path): string {
  return path.map(({ name }) => (name === '@' || name === '' ? '' : `.${name}`)).join('');
}
