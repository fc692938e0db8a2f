import type { FieldNode } from 'graphql';
import { HubError, hubError } from '../errors.js';
import type { Problems } from '../merge/problems.js';
import type { Tree } from '../merge/tree.js';
import type { Result } from '../operation.js';
import { clientPath } from './client-path.js';
import type { JsonOutput } from './json-output.js';
import type { Shape } from './shape.js';
import { Writer, type WriterParts } from './writer.js';

export interface Projection {
  readonly shape: Shape;
  /** Shared by all answers of a process. */
  readonly output: JsonOutput;
}

/** One run's outcome. */
export interface Outcome {
  readonly data: Tree;
  readonly problems: Problems;
  /** Whether objects of the tree stand at several places. */
  readonly shared: boolean;
  /** JSON of the introspection fields of the root. */
  readonly introspected: ReadonlyMap<FieldNode, string>;
  /** Request id for errors. */
  readonly reference: string;
}

export interface Projected {
  readonly result: Result;
  /** How many objects the answer holds, `data` itself not counted. */
  readonly objects: number;
}

const BROKEN_PROMISE = 'A department left out this value, or gave one that is not of its type.';

const BEGIN = Buffer.from('{"data":');
const NULL = Buffer.from('null');
const CLOSE = 0x7d;

/** The answer to exactly what the client asked, from the merged tree. */
export function project({ shape, output }: Projection, outcome: Outcome): Projected {
  const { data, problems, shared, introspected, reference } = outcome;
  const introspect = (node: FieldNode) => introspected.get(node) ?? 'null';
  const write = (parts: Pick<WriterParts, 'repeats' | 'onWrong'>) => {
    const writer = new Writer({ output, introspect, ...parts });
    output.begin();
    output.bytes(BEGIN);
    const start = output.position;
    if (!writer.object(data, shape)) {
      output.position = start;
      output.bytes(NULL);
      writer.objects = 0;
    }
    output.byte(CLOSE);
    return writer;
  };
  const { wrong, objects } = write({ repeats: shared });
  const errors: HubError[] = problems.list.map(
    ({ code, message, path, department, more }) =>
      new HubError(code, message, { path: clientPath(path, data, shape), department, reference, more }),
  );
  if (wrong) {
    // Again, to know where: this costs only those whose department broke its promise.
    write({
      repeats: false,
      onWrong: ({ client, tree }) => {
        if (!problems.explains(tree)) {
          errors.push(hubError('INVALID_ANSWER', BROKEN_PROMISE, { path: client, reference }));
        }
      },
    });
  }
  // That of `data` was not asked for.
  return { result: { data: output.take(), errors }, objects: Math.max(objects - 1, 0) };
}
