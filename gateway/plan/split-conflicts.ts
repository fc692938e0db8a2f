import type { SelectionNode, SelectionSetNode } from 'graphql';
import type { Draft, DraftEntities } from './draft.js';
import type { RequiredArguments } from './required-arguments.js';
import type { Selection } from './steps.js';

/**
 * Two fields of one subgraph can require the same field with different arguments, but a representation has room for one
 * value. Such a fetch becomes several, each with the fields that go together.
 */
export function splitConflicts(draft: Draft, { fixed, needs }: RequiredArguments, graph: string): readonly Draft[] {
  const { entities } = draft;
  if (!entities || fixed.size === 0) return [draft];
  const groups = groupNames(standIns(entities.requires, fixed), fixed);
  if (groups.length < 2) return [draft];
  return groups.map((names, index) => {
    const belongs = (type: string | undefined, field: string) => {
      const needed = type === undefined ? undefined : needs.get(`${graph}:${type}.${field}`);
      if (!needed || needed.size === 0) return index === 0;
      return [...needed].every((name) => names.has(name));
    };
    const others = new Set([...fixed.keys()].filter((name) => !names.has(name)));
    const part: DraftEntities = {
      ...entities,
      requires: withoutNames(entities.requires, others),
      selectionSet: only(entities.selectionSet, undefined, belongs),
    };
    return { ...draft, entities: part };
  });
}

function standIns(selections: readonly Selection[], fixed: RequiredArguments['fixed']): string[] {
  return selections.flatMap((selection) => [
    ...(selection.kind === 'field' && fixed.has(selection.name) ? [selection.name] : []),
    ...standIns(selection.selections ?? [], fixed),
  ]);
}

/** As few groups as names of one field need. */
function groupNames(names: readonly string[], fixed: RequiredArguments['fixed']): ReadonlySet<string>[] {
  const groups: Set<string>[] = [];
  for (const name of new Set(names)) {
    const field = fixed.get(name)?.name;
    const group = groups.find((known) => ![...known].some((other) => fixed.get(other)?.name === field));
    if (group) group.add(name);
    else groups.push(new Set([name]));
  }
  return groups;
}

function withoutNames(selections: readonly Selection[], names: ReadonlySet<string>): Selection[] {
  return selections
    .filter((selection) => selection.kind === 'fragment' || !names.has(selection.name))
    .map((selection) =>
      selection.kind === 'fragment'
        ? { ...selection, selections: withoutNames(selection.selections, names) }
        : { ...selection, selections: selection.selections && withoutNames(selection.selections, names) },
    );
}

/** Of the fields of each entity those that belong; what is nested comes with them. */
function only(
  set: SelectionSetNode,
  type: string | undefined,
  belongs: (type: string | undefined, field: string) => boolean,
): SelectionSetNode {
  const selections = set.selections.flatMap((selection): SelectionNode[] => {
    if (selection.kind === 'InlineFragment') {
      const inner = only(selection.selectionSet, selection.typeCondition?.name.value ?? type, belongs);
      return inner.selections.length > 0 ? [{ ...selection, selectionSet: inner }] : [];
    }
    return selection.kind === 'Field' && belongs(type, selection.name.value) ? [selection] : [];
  });
  return { ...set, selections };
}
