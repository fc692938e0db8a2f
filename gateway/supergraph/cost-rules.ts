import { type ConstDirectiveNode, type DocumentNode, Kind, valueFromASTUntyped } from 'graphql';

/** What `@listSize` says of a field that answers a list, or an object that holds one (Apollo federation 2.9, cost v0.1). */
export interface ListSize {
  readonly assumedSize: number | undefined;
  /** Arguments that say how long the list is; the largest given counts. */
  readonly slicingArguments: readonly string[];
  /** Fields of the answer that are this long; none: the field itself is. */
  readonly sizedFields: readonly string[];
}

/** What `@cost` and `@listSize` of a supergraph say. */
export interface CostRules {
  /** `@cost` of a type, or of a field as `Type.field`. */
  readonly weights: ReadonlyMap<string, number>;
  /** `@cost` of arguments, as `Type.field(argument)`. */
  readonly argumentWeights: ReadonlyMap<string, number>;
  /** `@listSize` by `Type.field`. */
  readonly sizes: ReadonlyMap<string, ListSize>;
}

/** Reads them from supergraph SDL. */
export function readCostRules(supergraph: DocumentNode): CostRules {
  const weights = new Map<string, number>();
  const argumentWeights = new Map<string, number>();
  const sizes = new Map<string, ListSize>();
  const weigh = (name: string, directives: readonly ConstDirectiveNode[] | undefined, into: Map<string, number>) => {
    const weight = Number(argumentsOf(directives, 'cost')?.['weight']);
    if (Number.isFinite(weight)) into.set(name, weight);
  };
  for (const definition of supergraph.definitions) {
    if (!('name' in definition) || !definition.name || !('directives' in definition)) continue;
    const type = definition.name.value;
    if (definition.kind === Kind.DIRECTIVE_DEFINITION) continue;
    weigh(type, definition.directives as readonly ConstDirectiveNode[], weights);
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
    for (const { name, directives, arguments: given } of definition.fields ?? []) {
      const field = `${type}.${name.value}`;
      weigh(field, directives, weights);
      for (const argument of given ?? []) {
        weigh(`${field}(${argument.name.value})`, argument.directives, argumentWeights);
      }
      const size = argumentsOf(directives, 'listSize');
      if (!size) continue;
      sizes.set(field, {
        assumedSize: typeof size['assumedSize'] === 'number' ? size['assumedSize'] : undefined,
        slicingArguments: texts(size['slicingArguments']),
        sizedFields: texts(size['sizedFields']),
      });
    }
  }
  return { weights, argumentWeights, sizes };
}

function argumentsOf(
  directives: readonly ConstDirectiveNode[] | undefined,
  name: string,
): Record<string, unknown> | undefined {
  const found = directives?.find((directive) => directive.name.value === name);
  if (!found) return undefined;
  return Object.fromEntries(
    (found.arguments ?? []).map((argument) => [argument.name.value, valueFromASTUntyped(argument.value)]),
  );
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
