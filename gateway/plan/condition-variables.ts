import { type DocumentNode, Kind, visit } from 'graphql';

const known = new WeakMap<DocumentNode, readonly string[]>();

/** Variables on which `@skip` and `@include` depend, sorted. */
export function conditionVariables(document: DocumentNode): readonly string[] {
  let names = known.get(document);
  if (!names) {
    const found = new Set<string>();
    visit(document, {
      Directive({ name, arguments: [condition] = [] }) {
        if (name.value !== 'skip' && name.value !== 'include') return;
        if (condition?.value.kind === Kind.VARIABLE) found.add(condition.value.name.value);
      },
    });
    names = [...found].sort();
    known.set(document, names);
  }
  return names;
}
