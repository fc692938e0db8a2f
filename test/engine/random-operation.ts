import {
  type GraphQLArgument,
  type GraphQLCompositeType,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';

/** Numbers from 0 to 1, the same for the same seed. */
export type Random = () => number;

export interface RandomOperation {
  readonly query: string;
  readonly variables: Record<string, unknown>;
  /** Where the document has more than one operation. */
  readonly operationName?: string | undefined;
}

export interface OperationOptions {
  readonly kind: 'query' | 'mutation' | 'subscription';
  readonly maxDepth: number;
  /** About how many fields it has. */
  readonly size: number;
  /** Values for `ID` arguments of a field that answers this type. Default: made-up ones. */
  readonly keysOf?: ((type: string) => readonly string[]) | undefined;
}

/** One valid operation over a schema: fragments, aliases, conditions, variables, abstract types. */
export function randomOperation(schema: GraphQLSchema, random: Random, options: OperationOptions): RandomOperation {
  return new Generator(schema, random, options).operation();
}

class Generator {
  readonly #variables: Record<string, unknown> = {};
  readonly #declared: string[] = [];
  readonly #fragments: { name: string; type: string; text: string }[] = [];
  #left: number;
  /** Type of the field whose arguments are made. */
  #answers = '';

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly random: Random,
    private readonly options: OperationOptions,
  ) {
    this.#left = options.size;
  }

  operation(): RandomOperation {
    const { kind, maxDepth } = this.options;
    const root = this.schema.getRootType(kind as never);
    if (!root) throw new Error(`the schema has no ${kind}`);
    const selection = this.#selection(root, maxDepth, true);
    const variables = this.#declared.length > 0 ? `(${this.#declared.join(', ')})` : '';
    const fragments = this.#fragments.map(({ name, type, text }) => `fragment ${name} on ${type} ${text}`);
    const other = this.#chance(0.1) ? ['query Other { __typename }'] : [];
    return {
      query: [...other, `${kind} Q${variables} ${selection}`, ...fragments].join('\n'),
      variables: this.#variables,
      operationName: other.length > 0 ? 'Q' : undefined,
    };
  }

  #chance(probability: number): boolean {
    return this.random() < probability;
  }

  #pick<T>(items: readonly T[]): T {
    const item = items[Math.floor(this.random() * items.length)];
    if (item === undefined) throw new Error('nothing to pick from');
    return item;
  }

  #selection(type: GraphQLCompositeType, depth: number, isRoot = false): string {
    const parts: string[] = [];
    const count = 1 + Math.floor(this.random() * (isRoot ? 3 : 4));
    for (let index = 0; index < count; index++) {
      const part = this.#part(type, depth);
      if (part === undefined) continue;
      parts.push(part);
      // Selected twice, it is answered once, at its first place.
      if (this.#chance(0.07)) parts.push(part);
    }
    return `{ ${parts.length > 0 ? parts.join(' ') : '__typename'} }`;
  }

  #part(type: GraphQLCompositeType, depth: number): string | undefined {
    const dice = this.random();
    if (type === this.schema.getQueryType() && this.#chance(0.04)) return this.#introspection();
    if (dice < 0.08)
      return this.#chance(0.5) ? `__typename${this.#condition()}` : `${this.#alias('__typename')}__typename`;
    const related = this.#related(type);
    if (dice < (isAbstractType(type) ? 0.55 : 0.2) && depth > 0 && related.length > 0) {
      const on = this.#pick(related);
      if (this.#chance(0.3)) return this.#spread(on, depth);
      const condition = on === type && this.#chance(0.5) ? '' : ` on ${on.name}`;
      return `...${condition}${this.#condition()} ${this.#selection(on, depth - 1)}`;
    }
    if (!('getFields' in type)) return '__typename';
    const fields = Object.values(type.getFields()).filter(
      (field) => depth > 1 || !isCompositeType(getNamedType(field.type)),
    );
    if (fields.length === 0 || this.#left <= 0) return undefined;
    const field = this.#pick(fields);
    this.#left--;
    const named = getNamedType(field.type);
    this.#answers = named.name;
    const args = this.#args(field.args);
    // A field with arguments under its own name may clash with itself under others: such operations are left out.
    const alias = this.#chance(args === '' ? 0.25 : 0.7)
      ? this.#alias(this.#chance(0.2) ? this.#pick(fields).name : field.name)
      : '';
    const inner = isCompositeType(named) ? ` ${this.#selection(named, depth - 1)}` : '';
    return `${alias}${field.name}${args}${this.#condition()}${inner}`;
  }

  #related(type: GraphQLCompositeType): readonly GraphQLCompositeType[] {
    if (isAbstractType(type)) {
      const objects = this.schema.getPossibleTypes(type);
      return [type, ...objects, ...new Set(objects.flatMap((object) => object.getInterfaces()))];
    }
    return isObjectType(type) ? [type, ...type.getInterfaces()] : [type];
  }

  #spread(on: GraphQLCompositeType, depth: number): string {
    const known = this.#fragments.filter(({ type }) => type === on.name);
    if (known.length > 0 && this.#chance(0.5)) return `...${this.#pick(known).name}${this.#condition()}`;
    const text = this.#selection(on, depth - 1);
    const name = `F${this.#fragments.length}`;
    this.#fragments.push({ name, type: on.name, text });
    return `...${name}${this.#condition()}`;
  }

  /** Mostly fresh names, so that selections merge without clashes; some that look like fields or like JavaScript. */
  #alias(field: string): string {
    if (this.#chance(0.15)) return `${field}: `;
    const number = this.#declared.length + Math.floor(this.random() * 1e9);
    const fresh = `a${number}`;
    if (this.#chance(0.8)) return `${fresh}: `;
    return `${this.#pick(['__proto__', 'constructor', 'toString', `_q0_${field}`, `id${number}`])}${this.#chance(0.5) ? number : ''}_${number}: `;
  }

  #introspection(): string {
    const type = this.#pick(Object.keys(this.schema.getTypeMap()));
    return this.#pick([
      `${this.#alias('__type')}__type(name: "${type}") { __typename name kind fields { name type { kind name } } }`,
      `${this.#alias('__schema')}__schema { queryType { name } mutationType { fields { n: name args { name defaultValue } } } }`,
    ]);
  }

  #condition(): string {
    if (!this.#chance(0.12)) return '';
    const name = this.#pick(['skip', 'include']);
    const value = this.#chance(0.3)
      ? String(this.#chance(0.5))
      : this.#chance(0.2)
        ? this.#defaulted(this.#chance(0.5))
        : this.#variable('Boolean!', this.#chance(0.5));
    return ` @${name}(if: ${value})`;
  }

  /** A nullable variable may stand where a value is needed, since it has a default. */
  #defaulted(value: boolean): string {
    const name = `v${this.#declared.length}`;
    this.#declared.push(`$${name}: Boolean = ${String(value)}`);
    if (this.#chance(0.5)) this.#variables[name] = !value;
    return `$${name}`;
  }

  #variable(type: string, value: unknown): string {
    const name = this.#chance(0.1) && this.#declared.length === 0 ? 'representations' : `v${this.#declared.length}`;
    if (value !== undefined && this.#chance(0.3) && !type.endsWith('!')) {
      this.#declared.push(`$${name}: ${type} = ${literal(value)}`);
    } else {
      this.#declared.push(`$${name}: ${type}`);
      if (value !== undefined) this.#variables[name] = value;
    }
    return `$${name}`;
  }

  #args(args: readonly GraphQLArgument[]): string {
    const given = args.flatMap(({ name, type, defaultValue }) => {
      const needed = isNonNullType(type) && defaultValue === undefined;
      if (!needed && this.#chance(0.5)) return [];
      const value = this.#input(type, 2);
      // Enum values are no JSON: they are always given as variables.
      const text = this.#chance(0.4) && !hasEnum(type) ? literal(value) : this.#variable(String(type), value);
      return [`${name}: ${text}`];
    });
    return given.length > 0 ? `(${given.join(', ')})` : '';
  }

  #input(type: GraphQLInputType, depth: number): unknown {
    if (isNonNullType(type)) return this.#input(type.ofType, depth);
    if (isListType(type)) return depth > 0 ? [this.#input(type.ofType, depth - 1)] : [];
    if (isEnumType(type)) return this.#pick(type.getValues()).name;
    if (isInputObjectType(type)) {
      const fields = Object.values(type.getFields()).filter(
        ({ type: own, defaultValue }) =>
          (isNonNullType(own) && defaultValue === undefined) || (depth > 0 && this.#chance(0.3)),
      );
      return Object.fromEntries(fields.map((field) => [field.name, this.#input(field.type, depth - 1)]));
    }
    const number = Math.floor(this.random() * 5);
    switch (type.name) {
      case 'Int':
        return number;
      case 'Float':
        return number + 0.5;
      case 'Boolean':
        return number > 2;
      case 'Date':
        return `2026-0${number + 1}-01`;
      case 'DateTime':
        return `2026-0${number + 1}-01T00:00:00Z`;
      case 'ID':
        return this.options.keysOf ? this.#pick(this.options.keysOf(this.#answers)) : `t${number}`;
      default:
        return `t${number}`;
    }
  }
}

function hasEnum(type: GraphQLInputType): boolean {
  const named = getNamedType(type);
  return isEnumType(named) || isInputObjectType(named);
}

function literal(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([name, inner]) => `${name}: ${literal(inner)}`)
    .join(', ')}}`;
}
