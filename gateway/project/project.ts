import type { GraphQLSchema } from 'graphql';
import { HubError, hubError } from '../errors.js';
import type { Problems } from '../merge/problems.js';
import type { Tree } from '../merge/tree.js';
import type { Result } from '../operation.js';
import type { PlannedDocument } from '../plan/planned-document.js';
import { clientPath } from './client-path.js';
import { introspect } from './introspection.js';
import type { Shape } from './shape.js';
import { Writer } from './writer.js';

export interface Projection {
  readonly shape: Shape;
  readonly document: PlannedDocument;
  readonly apiSchema: GraphQLSchema;
}

/** One run's outcome. */
export interface Outcome {
  readonly data: Tree;
  readonly problems: Problems;
  /** Whether objects of the tree stand at several places. */
  readonly shared: boolean;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Request id for errors. */
  readonly reference: string;
}

const BROKEN_PROMISE = 'A department left out this value, or gave one that is not of its type.';

/** The answer to exactly what the client asked, from the merged tree. */
export function project({ shape, document, apiSchema }: Projection, outcome: Outcome): Result {
  const { data, problems, shared, variables, reference } = outcome;
  const introspected = (node: Parameters<typeof introspect>[0]) => introspect(node, document, variables, apiSchema);
  const writer = new Writer({ introspect: introspected, keepTexts: shared });
  const text = writer.object(data, shape);
  if (!writer.wrong && problems.list.length === 0) return { data: text ?? 'null', errors: [] };
  const errors: HubError[] = problems.list.map(
    ({ code, message, path, department, more }) =>
      new HubError(code, message, { path: clientPath(path, data, shape), department, reference, more }),
  );
  if (!writer.wrong) return { data: text ?? 'null', errors };
  // Again, to know where: this costs only those whose department broke its promise.
  const second = new Writer({
    introspect: introspected,
    keepTexts: false,
    onWrong: ({ client, tree }) => {
      if (!problems.explains(tree)) {
        errors.push(hubError('INVALID_ANSWER', BROKEN_PROMISE, { path: client, reference }));
      }
    },
  });
  return { data: second.object(data, shape) ?? 'null', errors };
}
