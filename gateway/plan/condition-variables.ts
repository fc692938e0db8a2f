import { type DocumentNode, Kind, type SelectionSetNode } from 'graphql';

const known = new WeakMap<DocumentNode, readonly string[]>();

/** Variables on which `@skip` and `@include` depend, sorted. */
export function conditionVariables(document: DocumentNode): readonly string[] {
  let names = known.get(document);
  if (!names) {
    const found = new Set<string>();
    for (const definition of document.definitions) {
      if ('selectionSet' in definition) collect(definition.selectionSet, found);
    }
    names = [...found].sort();
    known.set(document, names);
  }
  return names;
}

function collect({ selections }: SelectionSetNode, found: Set<string>): void {
  for (const selection of selections) {
    for (const { name, arguments: [condition] = [] } of selection.directives ?? []) {
      if (name.value !== 'skip' && name.value !== 'include') continue;
      if (condition?.value.kind === Kind.VARIABLE) found.add(condition.value.name.value);
    }
    if (selection.kind !== Kind.FRAGMENT_SPREAD && selection.selectionSet) collect(selection.selectionSet, found);
  }
}
