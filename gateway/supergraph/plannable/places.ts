import {
  getNamedType,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  OperationTypeNode,
  TypeNameMetaFieldDef,
} from 'graphql';
import type { GraphTypes } from '../graph-types.js';
import type { FieldSources } from './field-sources.js';

/** A field as an operation asks it. */
export interface Asked {
  readonly type: string;
  readonly field: GraphQLField<unknown, unknown>;
  /** Whether what is around it is of another type, so that it stands below a type condition. */
  readonly isConditional: boolean;
}

/** Somewhere in the graph where fields can be asked. */
export interface Place {
  readonly operation: OperationTypeNode;
  /** The way from the root. */
  readonly path: readonly Asked[];
  readonly type: GraphQLCompositeType;
  /** All that can be asked there. */
  readonly fields: readonly Asked[];
}

/** A place, and what of the way to it a plan depends on. */
interface Standing extends Omit<Place, 'fields'> {
  /** The graphs that can have answered the objects. */
  readonly graphs: ReadonlySet<string>;
  /** The nearest type above that sets each context. */
  readonly contexts: ReadonlyMap<string, string>;
}

/**
 * Every place from which planning can differ, by a shortest way: each type as each set of graphs answers it, because the plan
 * of a field depends on who answered the object, and not on what was asked before. Shortest ways first. Without those where
 * the same graph answers all that can be asked: there is nothing to plan.
 */
export function* placesOf(schema: GraphQLSchema, types: GraphTypes, sources: FieldSources): Generator<Place> {
  const seen = new Set<string>();
  const waiting: Standing[] = Object.values(OperationTypeNode).flatMap((operation) => {
    const type = schema.getRootType(operation);
    return type ? [{ operation, path: [], type, graphs: new Set<string>(), contexts: new Map() }] : [];
  });
  for (const standing of waiting) {
    const fields = fieldsAt(standing.type, schema, types);
    if (!isAnsweredAtOnce(standing, fields, sources)) yield { ...standing, fields };
    for (const asked of fields) {
      const { standing: next, key } = below(standing, asked, sources) ?? {};
      if (!next || key === undefined || seen.has(key)) continue;
      seen.add(key);
      waiting.push(next);
    }
  }
}

function isAnsweredAtOnce({ graphs }: Standing, fields: readonly Asked[], sources: FieldSources): boolean {
  return fields.every(
    ({ type, field, isConditional }) =>
      field === TypeNameMetaFieldDef ||
      (graphs.size > 0 &&
        !isConditional &&
        !sources.needsMore(type, field.name) &&
        [...graphs].every((graph) => sources.graphs(type, field.name).has(graph))),
  );
}

/** Fields of the type itself, and of others that its objects may be. */
function fieldsAt(type: GraphQLCompositeType, schema: GraphQLSchema, types: GraphTypes): readonly Asked[] {
  const objects = isAbstractType(type) ? schema.getPossibleTypes(type) : [type];
  const interfaces = objects.flatMap((object) => object.getInterfaces());
  // Where the type is known, only an interface that some subgraph knows as an object is planned in a way of its own.
  const differing = isAbstractType(type) ? interfaces : interfaces.filter(({ name }) => types.isInterfaceObject(name));
  const others = new Set<GraphQLCompositeType>([...objects, ...differing]);
  others.delete(type);
  return [
    { type: type.name, field: TypeNameMetaFieldDef, isConditional: false },
    ...[type, ...others].flatMap((each) =>
      isObjectType(each) || isInterfaceType(each)
        ? Object.values(each.getFields()).map((field) => ({ type: each.name, field, isConditional: each !== type }))
        : [],
    ),
  ];
}

/** Where a field leads; undefined for a leaf. Equal keys: the same plans from there. */
function below(
  { operation, path, graphs, contexts }: Standing,
  asked: Asked,
  sources: FieldSources,
): { readonly standing: Standing; readonly key: string } | undefined {
  const type = getNamedType(asked.field.type);
  if (!isCompositeType(type)) return undefined;
  const { name } = asked.field;
  const owners = sources.graphs(asked.type, name);
  // Values without a key stay with the graph that answered them.
  const here = new Set([...owners].filter((graph) => graphs.has(graph)));
  const answering = here.size > 0 && !sources.isEntity(asked.type) ? here : owners;
  const set = sources.contexts(asked.type);
  const above = set.length === 0 ? contexts : new Map([...contexts, ...set.map((each) => [each, asked.type] as const)]);
  const key = [
    // The first step of a subscription is planned in a way of its own; what is below like that of a query.
    operation === OperationTypeNode.SUBSCRIPTION && path.length === 0 ? name : '',
    type.name,
    [...answering].toSorted().join(','),
    sources.provides(asked.type, name),
    [...above].toSorted().join(','),
  ].join('|');
  return { standing: { operation, path: [...path, asked], type, graphs: answering, contexts: above }, key };
}
