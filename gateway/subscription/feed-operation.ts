import {
  type ArgumentNode,
  type DocumentNode,
  type FieldNode,
  getOperationAST,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  valueFromASTUntyped,
  visit,
} from 'graphql';
import type { Operation } from '../operation.js';
import { hide } from '../plan/hidden-fields.js';
import type { FeedRule, FeedRules } from '../supergraph/feed-rules.js';

/** What becomes of a listener that takes events too slowly. */
export type SlowPolicy =
  /** It is ended, with its cursor. */
  | 'CLOSE'
  /** Of several waiting events about one subject it gets the newest. */
  | 'COALESCE'
  /** It gets what it missed when it takes events again. */
  | 'WAIT';

/** A subscription to a feed, so made that it can be begun at any place. */
export interface FeedOperation {
  readonly rule: FeedRule;
  /** Asks for cursor and subject too, and takes the place where it begins from a variable. */
  readonly operation: Operation;
  /** The name of that variable. */
  readonly variable: string;
  /** The place that the client has; undefined: it wants what happens from now on. */
  readonly after: string | undefined;
  readonly slow: SlowPolicy;
  /** The same for all who ask the same with other places. */
  readonly sameKey: string;
}

interface Rewritten {
  readonly rule: FeedRule;
  readonly document: DocumentNode;
  readonly variable: string;
  readonly after: ArgumentNode | undefined;
  /** The client's variable that is used for the place and for nothing else. */
  readonly placeVariable: string | undefined;
  readonly slow: ArgumentNode | undefined;
}

const known = new WeakMap<DocumentNode, Map<string, Rewritten | undefined>>();

/** Undefined when the operation is no subscription to a feed, or is written in a way that cannot be gone on with. */
export function feedOperation(operation: Operation, rules: FeedRules): FeedOperation | undefined {
  if (rules.size === 0) return undefined;
  const rewritten = rewriteOnce(operation, rules);
  if (!rewritten) return undefined;
  const { rule, document, variable } = rewritten;
  const { variables } = operation;
  const given = operation.lastEventId ?? valueOf(rewritten.after, variables);
  // What is no text is refused by validation, or here as if it were not given.
  const after = typeof given === 'string' && given !== '' ? given : undefined;
  const others = Object.entries(variables).filter(([name]) => name !== rewritten.placeVariable);
  const slow = valueOf(rewritten.slow, variables);
  return {
    rule,
    variable,
    after,
    slow: slow === 'COALESCE' || slow === 'WAIT' ? slow : 'CLOSE',
    operation: { ...operation, document, documentKey: `${operation.documentKey}\0feed` },
    sameKey: JSON.stringify([operation.documentKey, operation.operationName, Object.fromEntries(others)]),
  };
}

function valueOf(argument: ArgumentNode | undefined, variables: Operation['variables']): unknown {
  return argument && valueFromASTUntyped(argument.value, variables);
}

/** The variable that an argument takes, when it is used nowhere else. */
function ownVariable(document: DocumentNode, argument: ArgumentNode | undefined): string | undefined {
  if (argument?.value.kind !== Kind.VARIABLE) return undefined;
  const name = argument.value.name.value;
  let uses = 0;
  visit(document, {
    VariableDefinition: () => false,
    Variable: (node) => void (uses += node.name.value === name ? 1 : 0),
  });
  return uses === 1 ? name : undefined;
}

function rewriteOnce({ document, operationName }: Operation, rules: FeedRules): Rewritten | undefined {
  const name = operationName ?? '';
  let byName = known.get(document);
  if (!byName) known.set(document, (byName = new Map<string, Rewritten | undefined>()));
  if (byName.has(name)) {
    const found = byName.get(name);
    if (!found || [...rules.values()].includes(found.rule)) return found;
  }
  const made = rewrite(document, operationName, rules);
  byName.set(name, made);
  return made;
}

function rewrite(document: DocumentNode, operationName: string | undefined, rules: FeedRules): Rewritten | undefined {
  const definition = getOperationAST(document, operationName);
  if (definition?.operation !== 'subscription') return undefined;
  // All are the same field, or the document would not be valid. Fragments on the root are rare, and left as they are.
  const roots = definition.selectionSet.selections.filter((node): node is FieldNode => node.kind === Kind.FIELD);
  const [root] = roots;
  const rule = root && rules.get(root.name.value);
  if (!rule || roots.length < definition.selectionSet.selections.length) return undefined;
  const names = new Set((definition.variableDefinitions ?? []).map((each) => each.variable.name.value));
  let variable = 'hub_after';
  while (names.has(variable)) variable += '_';
  const argument = (name: string) => root.arguments?.find((each) => each.name.value === name);
  const changed: OperationDefinitionNode = {
    ...definition,
    // The client's own variable for the place is not used any more, which is of no account after validation.
    variableDefinitions: [
      ...(definition.variableDefinitions ?? []),
      {
        kind: Kind.VARIABLE_DEFINITION,
        variable: { kind: Kind.VARIABLE, name: named(variable) },
        type: { kind: Kind.NAMED_TYPE, name: named('String') },
      },
    ],
    selectionSet: {
      ...definition.selectionSet,
      selections: roots.map((node) => withPlace(node, rule, variable)),
    },
  };
  return {
    rule,
    variable,
    document: {
      ...document,
      definitions: document.definitions.map((each) => (each === definition ? changed : each)),
    },
    after: argument(rule.after),
    placeVariable: ownVariable(document, argument(rule.after)),
    slow: rule.slow === undefined ? undefined : argument(rule.slow),
  };
}

function withPlace(node: FieldNode, { cursor, after, subject }: FeedRule, variable: string): FieldNode {
  const place: ArgumentNode = {
    kind: Kind.ARGUMENT,
    name: named(after),
    value: { kind: Kind.VARIABLE, name: named(variable) },
  };
  const added = [cursor, ...subject].map((name): SelectionNode => hide({ kind: Kind.FIELD, name: named(name) }));
  return {
    ...node,
    arguments: [...(node.arguments ?? []).filter((each) => each.name.value !== after), place],
    selectionSet: {
      kind: Kind.SELECTION_SET,
      selections: [...(node.selectionSet?.selections ?? []), ...added],
    },
  };
}

function named(value: string) {
  return { kind: Kind.NAME, value } as const;
}
