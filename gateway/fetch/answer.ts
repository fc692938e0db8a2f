import type { ReplyReader } from '../verbatim/reply-reader.js';
import { isTree, type Tree } from '../merge/tree.js';

export interface SubgraphError {
  readonly message: string;
  readonly path: readonly (string | number)[] | undefined;
  readonly extensions: Tree;
}

/** What came of asking a subgraph. */
export type Answer =
  | {
      readonly kind: 'answer';
      readonly data: Tree | null;
      readonly errors: readonly SubgraphError[];
      /** Whether some object of it stands at several places. */
      readonly isShared?: boolean;
    }
  | FailedAnswer;

/** Nothing came back that could be read. */
export interface FailedAnswer {
  readonly kind: 'failure';
  readonly code: 'DOWN' | 'TIMEOUT' | 'INVALID_ANSWER';
  /** For the log only. */
  readonly detail: string;
  /** Whether some of an answer had come. */
  readonly begun?: boolean | undefined;
  /** For clients, for example when to try again. */
  readonly more?: Readonly<Record<string, unknown>> | undefined;
}

/** Reads the body of a GraphQL response; anything else than one is a failure. `reader` knows what is expected. */
export function readAnswer(status: number, body: Buffer, reader?: ReplyReader): Answer {
  const read = reader?.read(body);
  if (read) return { kind: 'answer', ...read, errors: NO_ERRORS };
  let json: unknown;
  try {
    json = JSON.parse(body.toString('utf8'));
  } catch {
    const code = status === 502 || status === 503 || status === 504 ? 'DOWN' : 'INVALID_ANSWER';
    return { kind: 'failure', code, detail: `status ${status}, ${body.length} bytes that are not JSON` };
  }
  return readResult(json);
}

const NO_ERRORS: readonly SubgraphError[] = [];

/** The same for a result that is already an object, for example an event. */
export function readResult(json: unknown): Answer {
  if (!isTree(json)) return invalid('not a JSON object');
  const data = json['data'];
  const errors = readErrors(json['errors']);
  if (errors === undefined) return invalid('"errors" is not a list of errors');
  if (isTree(data)) return { kind: 'answer', data, errors };
  if (data !== null && data !== undefined) return invalid('"data" is not an object');
  return errors.length > 0 ? { kind: 'answer', data: null, errors } : invalid('neither data nor errors');
}

function readErrors(value: unknown): SubgraphError[] | undefined {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) return undefined;
  const errors: SubgraphError[] = [];
  for (const error of value as unknown[]) {
    if (!isTree(error) || typeof error['message'] !== 'string') return undefined;
    const { message, path, extensions } = error;
    errors.push({ message, path: isPath(path) ? path : undefined, extensions: isTree(extensions) ? extensions : {} });
  }
  return errors;
}

function isPath(value: unknown): value is (string | number)[] {
  return Array.isArray(value) && value.every((element) => typeof element === 'string' || Number.isInteger(element));
}

function invalid(detail: string): Answer {
  return { kind: 'failure', code: 'INVALID_ANSWER', detail };
}
