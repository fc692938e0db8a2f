import {
  type ConstDirectiveNode,
  findBreakingChanges,
  type GraphQLSchema,
  isTypeDefinitionNode,
  parse,
  print,
} from 'graphql';
import type { LoadedSupergraph } from './load.js';

/** Sentences that are kept of one change. */
const MAX_SENTENCES = 50;
/** Directives that keep callers out or mark what must be masked; without one of them more is shown than before. */
const PROTECTING =
  /^@(authenticated|requiresScopes|policy|inaccessible|tag\(name: "(personal|sensitive|mask:[^"]*)"\))/;

/**
 * What a new supergraph takes from clients, and which protection it takes from what stays, a sentence each: at most 50,
 * and then how many more. What is only added breaks nobody.
 */
export function breakingChanges(
  before: Pick<LoadedSupergraph, 'sdl' | 'apiSchema'>,
  after: Pick<LoadedSupergraph, 'sdl' | 'apiSchema'>,
): readonly string[] {
  const found = [...shapeChanges(before.apiSchema, after.apiSchema), ...lostProtection(before.sdl, after.sdl)];
  if (found.length <= MAX_SENTENCES) return found;
  return [...found.slice(0, MAX_SENTENCES), `and ${found.length - MAX_SENTENCES} more`];
}

function shapeChanges(before: GraphQLSchema, after: GraphQLSchema): readonly string[] {
  return (
    findBreakingChanges(before, after)
      .map(({ description }) => description)
      // Nobody asks for Int itself: the fields that had it are told.
      .filter((sentence) => !sentence.startsWith('Standard scalar '))
  );
}

function lostProtection(before: string, after: string): readonly string[] {
  const now = protections(after);
  return [...protections(before)].flatMap(([place, directives]) => {
    const left = now.get(place);
    // What is gone shows nothing any more.
    if (!left) return [];
    return [...directives].filter((text) => !left.has(text)).map((text) => `${place} is no longer under ${text}.`);
  });
}

/** Of each type, and of each field of one, the directives that protect it. */
function protections(sdl: string): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, ReadonlySet<string>>();
  const add = (place: string, directives: readonly ConstDirectiveNode[] = []) =>
    found.set(place, new Set(directives.map((directive) => print(directive)).filter((text) => PROTECTING.test(text))));
  for (const definition of parse(sdl).definitions.filter(isTypeDefinitionNode)) {
    const type = definition.name.value;
    add(type, definition.directives);
    if (!('fields' in definition)) continue;
    for (const { name, directives } of definition.fields ?? []) add(`${type}.${name.value}`, directives);
  }
  return found;
}
