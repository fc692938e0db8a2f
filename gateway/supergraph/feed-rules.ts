import { type DocumentNode, Kind, valueFromASTUntyped } from 'graphql';

/**
 * What `@feed` says of a subscription field: that its events have places in one order, so that a stream of them can be gone
 * on with after an interruption. Any subgraph may have it, with `@composeDirective`.
 */
export interface FeedRule {
  /** Field of an event: its place. */
  readonly cursor: string;
  /** Argument of the subscription: the place after which to go on. */
  readonly after: string;
  /** Field of Query without arguments: the place of now. */
  readonly now: string;
  /** Fields of an event that together name what it is about. */
  readonly subject: readonly string[];
  /** Argument that says what becomes of a listener that takes events too slowly: CLOSE, COALESCE or WAIT. */
  readonly slow: string | undefined;
}

/** By name of the subscription field. */
export type FeedRules = ReadonlyMap<string, FeedRule>;

const DIRECTIVE = 'feed';

/** Reads them from supergraph SDL. */
export function readFeedRules(supergraph: DocumentNode): FeedRules {
  const rules = new Map<string, FeedRule>();
  const root = subscriptionType(supergraph);
  for (const definition of supergraph.definitions) {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION || definition.name.value !== root) continue;
    for (const { name, directives } of definition.fields ?? []) {
      const found = directives?.find((directive) => directive.name.value === DIRECTIVE);
      if (!found) continue;
      const given = Object.fromEntries(
        (found.arguments ?? []).map((argument) => [argument.name.value, valueFromASTUntyped(argument.value)]),
      );
      const { cursor, after, now, subject, slow } = given;
      // Somebody else's directive of the same name is none of ours.
      if (typeof cursor !== 'string' || typeof after !== 'string' || typeof now !== 'string') continue;
      rules.set(name.value, {
        cursor,
        after,
        now,
        subject: Array.isArray(subject) ? subject.map(String) : [],
        slow: typeof slow === 'string' ? slow : undefined,
      });
    }
  }
  return rules;
}

function subscriptionType({ definitions }: DocumentNode): string {
  for (const definition of definitions) {
    if (definition.kind !== Kind.SCHEMA_DEFINITION && definition.kind !== Kind.SCHEMA_EXTENSION) continue;
    const root = definition.operationTypes?.find(({ operation }) => operation === 'subscription');
    if (root) return root.type.name.value;
  }
  return 'Subscription';
}
