import { type ErrorCode, ERROR_CODES, HubError } from '../errors.js';
import type { Path, ResponseNames } from '../operation.js';
import type { FetchStep } from '../plan/steps.js';
import { commonPath, type Position } from './positions.js';

/** A fetch of which nothing came back. */
export interface FailedFetch {
  readonly step: FetchStep;
  readonly code: 'DOWN' | 'TIMEOUT' | 'INVALID_ANSWER';
  /** The objects whose fields are missing because of it. */
  readonly positions: readonly Position[];
}

/** An error as a subgraph sent it. */
export interface ReceivedError {
  readonly message: string;
  readonly path: Path | undefined;
  readonly extensions: Readonly<Record<string, unknown>>;
}

/** Decides what a client may see of a subgraph's error; answers its code and text. */
export type ShowError = (error: ReceivedError, subgraph: string) => { readonly code: string; readonly message: string };

/** What went wrong in one run: errors at the client's paths, and which paths they explain. */
export class Problems {
  readonly errors: HubError[] = [];
  /** Paths, serialised, that have their reason in `errors`, and all paths above them. */
  readonly #causes = new Set<string>();
  readonly #above = new Set<string>();
  readonly #known = new Set<string>();

  constructor(
    private readonly reference: string,
    readonly show: ShowError,
    private readonly names: ResponseNames,
  ) {}

  /** One error per root field that is missing, or one for all objects that a subgraph could not complete. */
  fetchFailed({ step, code, positions }: FailedFetch): void {
    const text: string = ERROR_CODES[code satisfies ErrorCode];
    if (step.requires) {
      this.add(code, text, step.subgraph, commonPath(positions));
      for (const { path } of positions) this.cause(path);
      return;
    }
    for (const { path } of positions) {
      for (const name of step.rootNames) this.add(code, text, step.subgraph, [...path, name]);
    }
  }

  /** The same code of the same subgraph at the same path is reported once. */
  add(code: string, message: string, department: string, planned: Path): void {
    const path = this.#clientPath(planned);
    const key = JSON.stringify([code, message, department, path]);
    this.#addCause(path);
    if (this.#known.has(key)) return;
    this.#known.add(key);
    this.errors.push(new HubError(code, message, { path, department, reference: this.reference }));
  }

  /** Says that nulls at, above or below a path of the tree have their reason in `errors`. */
  cause(path: Path): void {
    this.#addCause(this.#clientPath(path));
  }

  #addCause(path: Path): void {
    this.#causes.add(JSON.stringify(path));
    for (let length = 0; length < path.length; length++) this.#above.add(JSON.stringify(path.slice(0, length)));
  }

  #clientPath(path: Path): Path {
    return path.map((element) => (typeof element === 'string' ? this.names.client(element) : element));
  }

  /** Whether a null at `path` follows from an error that is already reported. */
  explains(path: Path): boolean {
    if (this.#above.has(JSON.stringify(path))) return true;
    for (let length = 0; length <= path.length; length++) {
      if (this.#causes.has(JSON.stringify(path.slice(0, length)))) return true;
    }
    return false;
  }
}

/**
 * Moves a subgraph's errors to where its answer stands in the client's answer. `entities` says for each representation
 * which objects it stands for.
 */
export function locateErrors(
  problems: Problems,
  step: FetchStep,
  answer: { readonly errors: readonly ReceivedError[] },
  at: readonly Position[],
  entities?: readonly (readonly Position[])[],
): void {
  for (const error of answer.errors) {
    const { code, message } = problems.show(error, step.subgraph);
    const [first, index, ...rest] = error.path ?? [];
    if (!entities) {
      const path = error.path ?? (step.rootNames.length === 1 ? step.rootNames : []);
      for (const position of at) problems.add(code, message, step.subgraph, [...position.path, ...path]);
    } else if (first === '_entities' && typeof index === 'number' && entities[index]) {
      for (const position of entities[index]) {
        problems.add(code, message, step.subgraph, [...position.path, ...rest]);
        // A null that bubbled up to the entity takes all its fields with it.
        problems.cause(position.path);
      }
    } else {
      problems.add(code, message, step.subgraph, commonPath(at));
      for (const { path } of at) problems.cause(path);
    }
  }
}
