import { Kind, type SelectionSetNode } from 'graphql';
import type { Draft } from './draft.js';
import type { Path } from './steps.js';

/**
 * Fetches whose objects hold nested objects into which another fetch writes too. One answer can stand for many objects
 * of the tree; only where nobody else writes may they share what is nested.
 */
export function writtenTwice(drafts: readonly Draft[]): ReadonlySet<Draft> {
  if (drafts.some(({ entities }) => entities && entities.context.length > 0)) return new Set(drafts);
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
  return new Set(drafts.filter((draft) => own.get(draft)?.some((path) => (writers.get(path)?.size ?? 0) > 1)));
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
