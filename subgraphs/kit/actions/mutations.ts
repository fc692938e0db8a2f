import 'reflect-metadata';
import { Arg, createUnionType, Ctx, Directive, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../identity/context.js';
import type { EntityClass } from '../publishing/entity-class.js';
import { type Action, IDEMPOTENCY_KEY } from './action.js';
import { inputType } from './input.js';
import { Problem, ProblemError } from './problem.js';

/** Runs a named action for the context's caller. */
export type RunAction = (context: Context, name: string, action: Action, input: unknown) => Promise<object>;

const results = new Map<EntityClass, object>();

/** `<Entity>Result`: the entity, or why not. Made once per entity. */
function resultOf(entity: EntityClass): object {
  const known = results.get(entity);
  if (known) return known;
  const union = createUnionType({
    name: `${entity.name}Result`,
    description: `The ${entity.name}, or why not. 结果或原因`,
    types: () => [entity, Problem] as never,
    resolveType: (value: object) => (value instanceof Problem ? 'Problem' : entity.name),
  });
  results.set(entity, union);
  return union;
}

/** One resolver class with a mutation per action; each takes one input and answers the entity or a problem. */
export function mutationsOf(actions: Readonly<Record<string, Action>>, run: RunAction): Function {
  class Mutations {}
  Resolver()(Mutations);
  for (const [name, action] of Object.entries(actions)) {
    const shape = action.idempotent ? { ...action.input, idempotencyKey: IDEMPOTENCY_KEY } : action.input;
    const input = inputType(`${name.charAt(0).toUpperCase()}${name.slice(1)}Input`, action.about, shape);
    const result = resultOf(action.returns);
    const proto = Mutations.prototype as Record<string, unknown>;
    const handler = async (raw: unknown, context: Context) => {
      try {
        return await run(context, name, action, raw);
      } catch (error) {
        if (error instanceof ProblemError) return error.toProblem();
        throw error;
      }
    };
    const descriptor = { value: handler, writable: true, configurable: true, enumerable: false };
    Object.defineProperty(proto, name, descriptor);
    Reflect.defineMetadata('design:paramtypes', [Object, Object], proto, name);
    Reflect.defineMetadata('design:type', Function, proto, name);
    Arg('input', () => input as never)(proto, name, 0);
    Ctx()(proto, name, 1);
    Mutation(() => result as never, { description: action.about })(proto, name, descriptor);
    Directive(`@tag(name: "row:${action.row}")`)(proto, name);
  }
  return Mutations;
}
