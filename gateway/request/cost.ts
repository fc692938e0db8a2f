import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  getNamedType,
  getOperationAST,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  isAbstractType,
  isCompositeType,
  isListType,
  isNonNullType,
  type GraphQLOutputType,
  Kind,
  type SelectionSetNode,
  valueFromASTUntyped,
} from 'graphql';
import { type HubError, hubError } from '../errors.js';
import type { Operation } from '../operation.js';
import type { CostRules, ListSize } from '../supergraph/cost-rules.js';

export interface CostOptions {
  /** An operation that is estimated to cost more is refused. */
  readonly maxCost: number;
  /** How long a list is taken to be of which nothing is said; 1 where nothing is said of any list of the graph. */
  readonly assumedListSize: number;
}

type Variables = Readonly<Record<string, unknown>>;

/** What something costs: a number, or one that depends on variables. Most are numbers, and a document keeps nothing but their sum. */
type Estimate = number | ((variables: Variables) => number);

/** Numbers beyond this are all the same: refused. */
const TOO_MUCH = 1e12;

/**
 * What an operation may cost at most, told from its text and variables before it is planned: each object of the answer costs 1 and each scalar
 * nothing, unless `@cost` says otherwise; lists are as long as `@listSize` says. A selection of several concrete types costs as much as the
 * most costly of them; what conditions leave out is counted.
 */
export class Costs {
  readonly #known = new WeakMap<DocumentNode, Map<string, Estimate>>();
  readonly #assumedListSize: number;

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly rules: CostRules,
    private readonly options: CostOptions,
  ) {
    // Of such a graph nothing can be told, and nothing ordinary is to be refused.
    this.#assumedListSize = rules.sizes.size === 0 ? 1 : options.assumedListSize;
  }

  /** Of a valid operation. */
  estimate({
    document,
    operationName,
    variables,
  }: Pick<Operation, 'document' | 'operationName' | 'variables'>): number {
    const name = operationName ?? '';
    let byName = this.#known.get(document);
    if (!byName) this.#known.set(document, (byName = new Map<string, Estimate>()));
    let estimate = byName.get(name);
    if (estimate === undefined) {
      estimate = this.#compile(document, operationName);
      byName.set(name, estimate);
    }
    return Math.min(valueOf(estimate, variables), TOO_MUCH);
  }

  /** Why an operation may not run. */
  check(operation: Operation): HubError | undefined {
    const { maxCost } = this.options;
    const estimated = this.estimate(operation);
    if (estimated <= maxCost) return undefined;
    return hubError('TOO_COSTLY', `The operation may cost ${maxCost}, and is estimated to cost ${estimated}.`, {
      status: 400,
      reference: operation.requestId,
      more: { limit: maxCost, estimated },
    });
  }

  #compile(document: DocumentNode, operationName: string | undefined): Estimate {
    const operation = getOperationAST(document, operationName);
    const root = operation && this.schema.getRootType(operation.operation);
    if (!operation || !root) return 0;
    const defaults = Object.fromEntries(
      (operation.variableDefinitions ?? []).flatMap(({ variable, defaultValue }) =>
        defaultValue ? [[variable.name.value, valueFromASTUntyped(defaultValue)]] : [],
      ),
    );
    const compiler = new Compiler(this.schema, this.rules, this.#assumedListSize, fragmentsOf(document));
    const estimate = compiler.selections(operation.selectionSet, root, undefined);
    return typeof estimate === 'number' ? estimate : withDefaults(estimate, defaults);
  }
}

/** Has nothing in its scope but what it needs. */
function withDefaults(estimate: Exclude<Estimate, number>, defaults: Variables): Estimate {
  return (variables) => estimate({ ...defaults, ...variables });
}

class Compiler {
  /** By what their parents say of lengths, and by name. */
  readonly #fragments = new Map<Sized | undefined, Map<string, Estimate>>();

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly rules: CostRules,
    private readonly assumedListSize: number,
    private readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  ) {}

  /** @param sized what the parent field says of the lengths of its fields. */
  selections(set: SelectionSetNode, parent: GraphQLCompositeType, sized: Sized | undefined): Estimate {
    const always: Estimate[] = [];
    const perType = new Map<string, Estimate[]>();
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) {
        const estimate = this.#field(selection, parent, sized);
        if (estimate !== 0) always.push(estimate);
        continue;
      }
      const [on, inner] = this.#inner(selection, parent, sized);
      const isOneOfMany = on !== parent && isAbstractType(parent) && !isAbstractType(on);
      const ofType = perType.get(on.name);
      if (!isOneOfMany) always.push(inner);
      else if (ofType) ofType.push(inner);
      else perType.set(on.name, [inner]);
    }
    return sum([...always, most([...perType.values()].map(sum))]);
  }

  #inner(
    selection: Exclude<SelectionSetNode['selections'][number], FieldNode>,
    parent: GraphQLCompositeType,
    sized: Sized | undefined,
  ): [GraphQLCompositeType, Estimate] {
    const inline = selection.kind === Kind.INLINE_FRAGMENT;
    const fragment = inline ? selection : this.fragments.get(selection.name.value);
    const named = fragment?.typeCondition && this.schema.getType(fragment.typeCondition.name.value);
    const on = named && isCompositeType(named) ? named : parent;
    if (!fragment) return [on, 0];
    if (inline) return [on, this.selections(fragment.selectionSet, on, sized)];
    const name = selection.name.value;
    let fragments = this.#fragments.get(sized);
    if (!fragments) this.#fragments.set(sized, (fragments = new Map<string, Estimate>()));
    let known = fragments.get(name);
    if (known === undefined) {
      known = once(this.selections(fragment.selectionSet, on, sized));
      fragments.set(name, known);
    }
    return [on, known];
  }

  #field(node: FieldNode, parent: GraphQLCompositeType, sized: Sized | undefined): Estimate {
    const name = node.name.value;
    if (name.startsWith('__') || !('getFields' in parent)) return 0;
    const field = parent.getFields()[name];
    if (!field) return 0;
    const { weights, argumentWeights, sizes } = this.rules;
    const path = `${parent.name}.${name}`;
    const type = getNamedType(field.type);
    const rule = sizes.get(path);
    const length = rule && this.#length(rule, node, field);
    const below =
      node.selectionSet && isCompositeType(type)
        ? this.selections(
            node.selectionSet,
            type,
            rule && length !== undefined && rule.sizedFields.length > 0
              ? { fields: rule.sizedFields, length }
              : undefined,
          )
        : 0;
    const one = weights.get(path) ?? weights.get(type.name) ?? (isCompositeType(type) ? 1 : 0);
    const given = (node.arguments ?? []).map((argument) => argumentWeights.get(`${path}(${argument.name.value})`) ?? 0);
    const times = this.#times(field, { rule, length, sized: sized?.fields.includes(name) ? sized.length : undefined });
    return sum([...given, product(times, sum([one, below]))]);
  }

  #times(
    { type }: GraphQLField<unknown, unknown>,
    { rule, length, sized }: { rule: ListSize | undefined; length: Estimate | undefined; sized: Estimate | undefined },
  ): Estimate {
    if (sized !== undefined) return sized;
    if (!isList(type)) return 1;
    if (length !== undefined && rule?.sizedFields.length === 0) return length;
    return this.assumedListSize;
  }

  #length(
    { slicingArguments, assumedSize }: ListSize,
    node: FieldNode,
    field: GraphQLField<unknown, unknown>,
  ): Estimate {
    const otherwise = assumedSize ?? this.assumedListSize;
    const lengths = slicingArguments.flatMap((name): Estimate[] => {
      const value = node.arguments?.find((argument) => argument.name.value === name)?.value;
      const byDefault: unknown = field.args.find((argument) => argument.name === name)?.defaultValue;
      if (value?.kind === Kind.VARIABLE) {
        const variable = value.name.value;
        return [(variables) => lengthOf(variables[variable] ?? byDefault) ?? otherwise];
      }
      const length = lengthOf(value ? valueFromASTUntyped(value) : byDefault);
      return length === undefined ? [] : [length];
    });
    return lengths.length === 0 ? otherwise : most(lengths);
  }
}

interface Sized {
  readonly fields: readonly string[];
  readonly length: Estimate;
}

function valueOf(estimate: Estimate, variables: Variables): number {
  return typeof estimate === 'number' ? estimate : estimate(variables);
}

/** A number as long as all of them are. */
function combined(estimates: readonly Estimate[], combine: (a: number, b: number) => number): Estimate {
  let known = 0;
  const variable: Exclude<Estimate, number>[] = [];
  for (const estimate of estimates) {
    if (typeof estimate === 'number') known = combine(known, estimate);
    else variable.push(estimate);
  }
  if (variable.length === 0) return known;
  return (variables) => variable.reduce((value, estimate) => combine(value, estimate(variables)), known);
}

function sum(estimates: readonly Estimate[]): Estimate {
  return combined(estimates, (a, b) => a + b);
}

function most(estimates: readonly Estimate[]): Estimate {
  return combined(estimates, Math.max);
}

function product(a: Estimate, b: Estimate): Estimate {
  if (typeof a === 'number' && typeof b === 'number') return a * b;
  return (variables) => valueOf(a, variables) * valueOf(b, variables);
}

/** Fragments spread others that spread others: each is worked out once for the same variables, however often it is spread. */
function once(estimate: Estimate): Estimate {
  if (typeof estimate === 'number') return estimate;
  const known = new WeakMap<object, number>();
  return (variables) => {
    let estimated = known.get(variables);
    if (estimated === undefined) {
      estimated = estimate(variables);
      known.set(variables, estimated);
    }
    return estimated;
  };
}

/** What is no length is refused elsewhere. */
function lengthOf(value: unknown): number | undefined {
  return typeof value === 'number' && value >= 0 ? value : undefined;
}

function isList(type: GraphQLOutputType): boolean {
  return isListType(isNonNullType(type) ? type.ofType : type);
}

function fragmentsOf({ definitions }: DocumentNode): ReadonlyMap<string, FragmentDefinitionNode> {
  return new Map(
    definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition] as const] : [],
    ),
  );
}
