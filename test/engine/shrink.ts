import { type ASTNode, type DocumentNode, Kind, parse, print, validate, type GraphQLSchema, visit } from 'graphql';
import type { RandomOperation } from './random-operation.js';

/**
 * A smaller operation of which `isWrong` still holds: selections, fragments, directives, arguments and variables are taken
 * away one by one as long as the document stays valid.
 */
export async function shrink(
  schema: GraphQLSchema,
  operation: RandomOperation,
  isWrong: (smaller: RandomOperation) => Promise<boolean>,
): Promise<RandomOperation> {
  let smallest = operation;
  for (let found = true; found;) {
    found = false;
    for (const document of smallerThan(parse(smallest.query))) {
      const candidate = tidied(document, smallest);
      if (candidate.query.length >= smallest.query.length) continue;
      if (validate(schema, parse(candidate.query)).length > 0) continue;
      if (!(await isWrong(candidate))) continue;
      smallest = candidate;
      found = true;
      break;
    }
  }
  return smallest;
}

const REMOVABLE: ReadonlySet<string> = new Set([
  Kind.FIELD,
  Kind.INLINE_FRAGMENT,
  Kind.FRAGMENT_SPREAD,
  Kind.DIRECTIVE,
  Kind.ARGUMENT,
  Kind.OBJECT_FIELD,
]);

/** Each document that lacks one thing, outermost things first. */
function* smallerThan(document: DocumentNode): Generator<DocumentNode> {
  const removable: ASTNode[] = [];
  const unwrapped: ASTNode[] = [];
  visit(document, {
    enter(node) {
      if (REMOVABLE.has(node.kind)) removable.push(node);
      if (node.kind === Kind.INLINE_FRAGMENT || (node.kind === Kind.FIELD && node.alias)) unwrapped.push(node);
    },
  });
  for (const away of removable) yield visit(document, { enter: (node) => (node === away ? null : undefined) });
  for (const wrapped of unwrapped) {
    if (wrapped.kind === Kind.FIELD) {
      yield visit(document, { Field: (node) => (node === wrapped ? { ...node, alias: undefined } : undefined) });
    } else {
      yield visit(document, {
        SelectionSet: (node) => ({
          ...node,
          selections: node.selections.flatMap((each) =>
            each === wrapped && each.kind === Kind.INLINE_FRAGMENT ? each.selectionSet.selections : [each],
          ),
        }),
      });
    }
  }
}

/** Without fragments and variables that nothing uses, and without empty selections. */
function tidied(document: DocumentNode, { variables, operationName }: RandomOperation): RandomOperation {
  const filled = visit(document, {
    SelectionSet: {
      leave: (node) => (node.selections.length > 0 ? undefined : { ...node, selections: [TYPENAME] }),
    },
  });
  const used = new Set<string>();
  const seen = (definition: ASTNode) =>
    visit(definition, {
      VariableDefinition: () => false,
      Variable: ({ name }) => void used.add(`$${name.value}`),
      FragmentSpread: ({ name }) => {
        if (used.has(name.value)) return;
        used.add(name.value);
        for (const other of filled.definitions) {
          if (other.kind === Kind.FRAGMENT_DEFINITION && other.name.value === name.value) seen(other);
        }
      },
    });
  const operations = filled.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  for (const definition of operations) seen(definition);
  const needed = visit(
    {
      ...filled,
      definitions: filled.definitions.filter(
        (definition) => definition.kind !== Kind.FRAGMENT_DEFINITION || used.has(definition.name.value),
      ),
    },
    { VariableDefinition: ({ variable }) => (used.has(`$${variable.name.value}`) ? undefined : null) },
  );
  return {
    query: print(needed),
    variables: Object.fromEntries(Object.entries(variables).filter(([name]) => used.has(`$${name}`))),
    operationName,
  };
}

const TYPENAME = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } } as const;
