import { execute, type GraphQLFieldResolver, type GraphQLSchema, type GraphQLTypeResolver } from 'graphql';
import type { ExecutionResult } from 'graphql';
import { ERROR_CODES, HubError, hubError } from '../errors.js';
import type { Operation, Path, ResponseNames } from '../operation.js';

/** What is known to have gone wrong while the tree was made. */
export interface KnownProblems {
  readonly errors: readonly HubError[];
  /** Whether a null at the path follows from one of the errors. */
  explains(path: Path): boolean;
}

/**
 * The answer to exactly what the client asked, from the merged tree: by running the client's operation over it, so that
 * fragments, conditions, null propagation, abstract types and introspection follow the GraphQL specification (§6.4).
 */
export function project(
  operation: Operation,
  apiSchema: GraphQLSchema,
  tree: object,
  problems: KnownProblems,
  names: ResponseNames,
): ExecutionResult {
  const result = execute({
    schema: apiSchema,
    document: operation.document,
    operationName: operation.operationName,
    variableValues: operation.variables,
    rootValue: tree,
    fieldResolver: readFieldBy(names),
    typeResolver: readType,
  });
  if (result instanceof Promise) throw new Error('projection reads a tree and cannot be asynchronous');
  const data = result.data ?? null;
  const errors = problems.errors.map((error) => atVisiblePath(error, data));
  for (const { path = [] } of result.errors ?? []) {
    if (!problems.explains(path))
      errors.push(hubError('INVALID_ANSWER', BROKEN_PROMISE, { path, reference: operation.requestId }));
  }
  return errors.length > 0 ? { data, errors } : { data };
}

const BROKEN_PROMISE = 'A department left out this value, or gave one that is not of its type.';

/** The tree has the names under which subgraphs were asked. */
function readFieldBy(names: ResponseNames): GraphQLFieldResolver<unknown, unknown> {
  return (source, _args, _context, { path, fieldName }) => {
    if (!isRecord(source)) throw new Error(ERROR_CODES.INVALID_ANSWER);
    return source[names.planned(String(path.key), fieldName)];
  };
}

const readType: GraphQLTypeResolver<unknown, unknown> = (value) => {
  const name = isRecord(value) ? value['__typename'] : undefined;
  return typeof name === 'string' ? name : undefined;
};

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** An error in a field that the client did not ask for (a key, say) is reported at the object that it belongs to. */
function atVisiblePath(error: HubError, data: unknown): HubError {
  const path = visiblePart(error.path ?? [], data);
  if (path.length === (error.path?.length ?? 0)) return error;
  const { department, reference } = error.extensions as { department?: string; reference?: string };
  return new HubError(error.code, error.message, { path, department, reference });
}

function visiblePart(path: Path, data: unknown): Path {
  let value = data;
  for (const [index, element] of path.entries()) {
    if (typeof value !== 'object' || value === null) return path;
    const next: unknown = (value as Record<string | number, unknown>)[element];
    if (next === undefined) return path.slice(0, index);
    value = next;
  }
  return path;
}
