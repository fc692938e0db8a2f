import { stringText } from '#lib/string-text';
import { applyRewrites } from '../merge/rewrites.js';
import { isTree, type Tree } from '../merge/tree.js';
import type { EntityPart, FieldSelection, Rewrite, Selection } from '../plan/steps.js';
import type { GraphTypes } from '../supergraph/graph-types.js';

/** JSON text of an object's representation; undefined when it lacks a part of what is required. */
export type WriteRepresentation = (object: Tree) => string | undefined;

interface Field {
  readonly name: string;
  readonly as: string;
  /** `"name":`, with a comma in front if it is not the first. */
  readonly prefix: string;
  /** A value that does not depend on the object. */
  readonly constant: string | undefined;
  readonly inner: ((value: Tree) => string | undefined) | undefined;
}

const NONE: readonly Field[] = [];

/** Compiles what a fetch requires; what it selects of each type is worked out when an object of the type first comes. */
export function representationWriter(
  { requires, inputRewrites }: Pick<EntityPart, 'requires' | 'inputRewrites'>,
  types: GraphTypes,
): WriteRepresentation {
  const simple = inputRewrites.every(isSimple);
  const write = objectWriter(requires, simple ? inputRewrites : [], types, true);
  return simple ? write : (object) => rewritten(write(object), inputRewrites, types);
}

/** `... on Type` and a field: what it sets is known when the type is. */
function isSimple({ kind, path: [condition, field, ...more] }: Rewrite): boolean {
  return kind === 'set' && condition?.startsWith('... on ') === true && field !== undefined && more.length === 0;
}

function rewritten(text: string | undefined, rewrites: readonly Rewrite[], types: GraphTypes): string | undefined {
  if (text === undefined) return undefined;
  const value: unknown = JSON.parse(text);
  applyRewrites(rewrites, value, types);
  return JSON.stringify(value);
}

function objectWriter(
  selections: readonly Selection[],
  rewrites: readonly Rewrite[],
  types: GraphTypes,
  isEntity: boolean,
): (object: Tree) => string | undefined {
  const byType = new Map<unknown, readonly Field[]>();
  return (object) => {
    const typename = object['__typename'];
    let fields = byType.get(typename);
    if (!fields) {
      fields = fieldsOf(selections, typename, rewrites, types);
      // Without its type nobody can say what it is.
      if (isEntity && !fields.some(({ as }) => as === '__typename')) fields = NONE;
      // Names come from subgraphs: only those of the schema are kept.
      if (typename === undefined || types.isObject(typename)) byType.set(typename, fields);
    }
    if (fields === NONE) return undefined;
    let text = '{';
    for (const { name, prefix, constant, inner } of fields) {
      const value = constant ?? valueText(object[name], inner);
      if (value === undefined) return undefined;
      text += prefix + value;
    }
    return `${text}}`;
  };
}

/** Undefined when a field is missing: its subgraph failed, and asking without it would give a wrong answer. */
function valueText(value: unknown, inner: Field['inner']): string | undefined {
  if (typeof value === 'string') return stringText(value);
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (value === undefined || typeof value === 'function') return undefined;
  if (!inner) return JSON.stringify(value);
  if (!Array.isArray(value)) return isTree(value) ? inner(value) : undefined;
  const items: string[] = [];
  for (const item of value as unknown[]) {
    const text = valueText(item, inner);
    if (text === undefined) return undefined;
    items.push(text);
  }
  return `[${items.join(',')}]`;
}

function fieldsOf(
  selections: readonly Selection[],
  typename: unknown,
  rewrites: readonly Rewrite[],
  types: GraphTypes,
): readonly Field[] {
  const found = new Map<string, FieldSelection[]>();
  const collect = (set: readonly Selection[]) => {
    for (const selection of set) {
      if (selection.kind === 'field') found.set(selection.as, [...(found.get(selection.as) ?? []), selection]);
      else if (selection.on === undefined || types.isOfType(typename, selection.on)) collect(selection.selections);
    }
  };
  collect(selections);
  return [...found].map(([as, same], index): Field => {
    const set = rewrites.find(
      ({ path: [condition = '', field] }) =>
        field === as && types.isOfType(typename, condition.slice('... on '.length)),
    );
    const nested = same.flatMap((field) => field.selections ?? []);
    return {
      name: same[0]?.name ?? as,
      as,
      prefix: `${index === 0 ? '' : ','}${JSON.stringify(as)}:`,
      constant: set?.kind === 'set' ? JSON.stringify(set.value) : undefined,
      inner: nested.length > 0 ? objectWriter(nested, [], types, false) : undefined,
    };
  });
}
