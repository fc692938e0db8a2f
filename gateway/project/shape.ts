import {
  type FieldNode,
  getNamedType,
  type GraphQLCompositeType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isAbstractType,
  isCompositeType,
  isListType,
  isNonNullType,
  isUnionType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import type { PlannedDocument } from '../plan/planned-document.js';
import type { GraphTypes } from '../supergraph/graph-types.js';
import { type Leaf, leafOf } from './leaf.js';

/** How a value is written. */
export type OutType =
  | ({ readonly kind: 'leaf'; readonly nonNull: boolean } & Leaf)
  | { readonly kind: 'object'; readonly nonNull: boolean; readonly shape: Shape }
  | { readonly kind: 'list'; readonly nonNull: boolean; readonly of: OutType };

/** One field of the answer. */
export type OutField = {
  /** `"name":` with the client's response name, and a comma in front if it is not the first; UTF-8. */
  readonly prefix: Uint8Array;
  readonly response: string;
} & (
  | {
      readonly kind: 'value';
      /** Its name in the tree. */
      readonly name: string;
      readonly type: OutType;
    }
  | {
      readonly kind: 'typename';
      /** JSON; undefined while the object's own type is not known. */
      readonly bytes: Uint8Array | undefined;
    }
  | { readonly kind: 'introspection'; readonly node: FieldNode }
  /** Null, because the caller may not see it. */
  | { readonly kind: 'denied'; readonly nonNull: boolean }
);

/** The fields that an object of one type has in the answer. */
export type OutFields = readonly OutField[];

/** What an answer selects of an object; worked out for each type of object when one first comes. */
export class Shape {
  /** Set when the type cannot differ from object to object. */
  readonly only: OutFields | undefined;
  readonly #byType = new Map<string, OutFields | undefined>();

  constructor(
    readonly type: GraphQLCompositeType,
    private readonly sets: readonly SelectionSetNode[],
    private readonly context: ShapeContext,
  ) {
    this.only = isAbstractType(type) ? undefined : this.#fieldsOf(type);
  }

  /** Undefined when no object of that type can stand here. */
  of(typename: unknown): OutFields | undefined {
    if (this.only) return this.only;
    // A subgraph that knows the interface as an object has no other name for what it answers.
    const isUnknown = typename === undefined && this.context.types.isInterfaceObject(this.type.name);
    const name = isUnknown ? this.type.name : typename;
    if (typeof name !== 'string') return undefined;
    if (this.#byType.has(name)) return this.#byType.get(name);
    const type = this.context.schema.getType(name);
    if (!type || !isCompositeType(type) || !isAbstractType(this.type)) return undefined;
    let fields: OutFields | undefined;
    if (!isAbstractType(type)) {
      fields = this.context.schema.isSubType(this.type, type) ? this.#fieldsOf(type) : undefined;
    } else if (type === this.type && this.context.types.isInterfaceObject(name)) {
      fields = this.#fieldsOf(type);
    }
    this.#byType.set(name, fields);
    return fields;
  }

  /** The field that is called so in the tree, also while the object's type is not known. */
  fieldNamed(name: string, typename: unknown): OutField | undefined {
    const isNamed = (field: OutField) => field.kind === 'value' && field.name === name;
    const own = this.of(typename);
    if (own || !isAbstractType(this.type)) return own?.find(isNamed);
    for (const type of this.context.schema.getPossibleTypes(this.type)) {
      const field = this.of(type.name)?.find(isNamed);
      if (field) return field;
    }
    return undefined;
  }

  /** What is selected of the objects in a field that is called so in the tree; several where it depends on the object's type. */
  inside(name: string): readonly Shape[] {
    const types = isAbstractType(this.type) ? this.context.schema.getPossibleTypes(this.type) : [this.type];
    return types.flatMap((each) => {
      const field = this.of(each.name)?.find((one) => one.kind === 'value' && one.name === name);
      let type = field?.kind === 'value' ? field.type : undefined;
      while (type?.kind === 'list') type = type.of;
      return type?.kind === 'object' ? [type.shape] : [];
    });
  }

  #fieldsOf(type: GraphQLObjectType): OutFields;
  /** Undefined when what is selected depends on the object's own type. */
  #fieldsOf(type: GraphQLCompositeType): OutFields | undefined;
  #fieldsOf(type: GraphQLCompositeType): OutFields | undefined {
    const { schema, document } = this.context;
    let depends = false;
    const byResponse = new Map<string, FieldNode[]>();
    const spread = new Set<string>();
    const collect = (set: SelectionSetNode) => {
      for (const selection of set.selections) {
        if (selection.kind === Kind.FIELD) {
          const response = document.responseName(selection);
          if (response === undefined) continue;
          const same = byResponse.get(response);
          if (same) same.push(selection);
          else byResponse.set(response, [selection]);
          continue;
        }
        const isInline = selection.kind === Kind.INLINE_FRAGMENT;
        // What it selects is there already (GraphQL specification §6.3.2, "visitedFragments").
        if (!isInline && spread.has(selection.name.value)) continue;
        if (!isInline) spread.add(selection.name.value);
        const fragment = isInline ? selection : document.fragments.get(selection.name.value);
        if (!fragment) continue;
        const wanted = fragment.typeCondition ? schema.getType(fragment.typeCondition.name.value) : type;
        const applies =
          wanted === type || (isAbstractType(wanted) && !isUnionType(type) && schema.isSubType(wanted, type));
        if (applies) collect(fragment.selectionSet);
        else if (isAbstractType(type)) depends = true;
      }
    };
    this.sets.forEach(collect);
    if (depends) return undefined;
    return [...byResponse].map(([response, nodes], index) => this.#field(type, response, nodes, index === 0));
  }

  #field(type: GraphQLCompositeType, response: string, nodes: readonly FieldNode[], first: boolean): OutField {
    const permitted = nodes.filter((each) => !this.context.document.denial(each));
    const node = permitted[0] ?? nodes[0];
    if (!node) throw new Error('a field without a node');
    const base = { prefix: Buffer.from(`${first ? '' : ','}${JSON.stringify(response)}:`), response };
    const denial = this.context.document.denial(node);
    if (denial) {
      const denied = 'getFields' in type ? type.getFields()[denial.field] : undefined;
      return { ...base, kind: 'denied', nonNull: isNonNullType(denied?.type) };
    }
    const name = node.name.value;
    if (name === '__typename') {
      return { ...base, kind: 'typename', bytes: isAbstractType(type) ? undefined : Buffer.from(`"${type.name}"`) };
    }
    if (name === '__schema' || name === '__type') return { ...base, kind: 'introspection', node };
    const field = 'getFields' in type ? type.getFields()[name] : undefined;
    if (!field) throw new Error(`${type.name} has no field ${name}`);
    const sets = permitted.flatMap(({ selectionSet }) => (selectionSet ? [selectionSet] : []));
    return { ...base, kind: 'value', name: (node.alias ?? node.name).value, type: this.#type(field.type, sets) };
  }

  #type(type: GraphQLOutputType, sets: readonly SelectionSetNode[]): OutType {
    const nonNull = isNonNullType(type);
    const nullable = isNonNullType(type) ? type.ofType : type;
    if (isListType(nullable)) return { kind: 'list', nonNull, of: this.#type(nullable.ofType, sets) };
    const named = getNamedType(nullable);
    if (isCompositeType(named)) return { kind: 'object', nonNull, shape: new Shape(named, sets, this.context) };
    return { kind: 'leaf', nonNull, ...leafOf(named) };
  }
}

export interface ShapeContext {
  readonly schema: GraphQLSchema;
  readonly document: PlannedDocument;
  readonly types: Pick<GraphTypes, 'isInterfaceObject'>;
}

/** What the whole operation answers. */
export function rootShape({ schema, document, types }: ShapeContext): Shape {
  const { operation } = document;
  const type: GraphQLObjectType | null | undefined = schema.getRootType(operation.operation);
  if (!type) throw new Error(`the schema has no ${operation.operation}`);
  return new Shape(type, [operation.selectionSet], { schema, document, types });
}
