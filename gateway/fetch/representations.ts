import { stringText } from '#lib/string-text';
import { applyRewrites } from '../merge/rewrites.js';
import { isTree, type Tree } from '../merge/tree.js';
import type { EntityPart, FieldSelection, Rewrite, Selection } from '../plan/steps.js';
import type { GraphTypes } from '../supergraph/graph-types.js';

/**
 * Texts of representations that are told apart by a single value, by that value, for each shape of representation. An
 * answer mentions the same entities again and again: writing their texts once also means that they are hashed once.
 */
export type KnownTexts = Map<string, string>[];

/** JSON text of an object's representation; undefined when it lacks a part of what is required. */
export type WriteRepresentation = (object: Tree, known: KnownTexts) => string | undefined;

interface Field {
  readonly name: string;
  readonly as: string;
  /** `"name":`, with a comma in front if it is not the first. */
  readonly prefix: string;
  /** A value that does not depend on the object. */
  readonly constant: string | undefined;
  readonly inner: WriteRepresentation | undefined;
}

interface Fields {
  readonly list: readonly Field[];
  /** The only field whose value differs from object to object, if it is a leaf. */
  readonly only: string | undefined;
  /** Place of these fields in `KnownTexts`. */
  readonly index: number;
}

const NONE: Fields = { list: [], only: undefined, index: 0 };

/** Compiles what a fetch requires; what it selects of each type is worked out when an object of the type first comes. */
export function representationWriter(
  { requires, inputRewrites }: Pick<EntityPart, 'requires' | 'inputRewrites'>,
  types: GraphTypes,
): WriteRepresentation {
  const simple = inputRewrites.every(isSimple);
  const write = objectWriter(requires, simple ? inputRewrites : [], types, true);
  return simple ? write : (object, known) => rewritten(write(object, known), inputRewrites, types);
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
): WriteRepresentation {
  const byType = new Map<unknown, Fields>();
  return (object, known) => {
    const typename = object['__typename'];
    let fields = byType.get(typename);
    if (!fields) {
      const list = fieldsOf(selections, typename, rewrites, types);
      // Names come from subgraphs: only those of the schema are kept.
      const isKnown = typename === undefined || types.isObject(typename);
      // Without its type nobody can say what it is.
      const isNamed = !isEntity || list.some(({ as }) => as === '__typename');
      const only = isEntity && isKnown ? onlyLeaf(list) : undefined;
      fields = isNamed ? { list, only, index: byType.size } : NONE;
      if (isKnown) byType.set(typename, fields);
    }
    if (fields === NONE) return undefined;
    const value = fields.only === undefined ? undefined : object[fields.only];
    if (typeof value !== 'string') return fieldsText(object, fields.list);
    const texts = (known[fields.index] ??= new Map<string, string>());
    let text = texts.get(value);
    if (text === undefined) {
      text = fieldsText(object, fields.list);
      if (text !== undefined) texts.set(value, text);
    }
    return text;
  };
}

function onlyLeaf(fields: readonly Field[]): string | undefined {
  const [field, ...more] = fields.filter(({ constant }) => constant === undefined);
  return field && more.length === 0 && !field.inner ? field.name : undefined;
}

function fieldsText(object: Tree, fields: readonly Field[]): string | undefined {
  let text = '{';
  for (const { name, prefix, constant, inner } of fields) {
    const value = constant ?? valueText(object[name], inner);
    if (value === undefined) return undefined;
    text += prefix + value;
  }
  return `${text}}`;
}

/** Undefined when a field is missing: its subgraph failed, and asking without it would give a wrong answer. */
function valueText(value: unknown, inner: Field['inner']): string | undefined {
  if (typeof value === 'string') return stringText(value);
  // What a subgraph writes as 1e999 is no number of JSON any more.
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : undefined;
  if (value === null || typeof value === 'boolean') return String(value);
  if (value === undefined || typeof value === 'function') return undefined;
  if (!inner) return JSON.stringify(value);
  if (!Array.isArray(value)) return isTree(value) ? inner(value, []) : undefined;
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
    const type =
      as === '__typename' && same[0]?.name === '__typename' && types.isObject(typename) ? typename : undefined;
    const constant = set?.kind === 'set' ? set.value : type;
    return {
      name: same[0]?.name ?? as,
      as,
      prefix: `${index === 0 ? '' : ','}${JSON.stringify(as)}:`,
      constant: constant === undefined ? undefined : JSON.stringify(constant),
      inner: nested.length > 0 ? objectWriter(nested, [], types, false) : undefined,
    };
  });
}
