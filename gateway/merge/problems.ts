import { type ErrorCode, ERROR_CODES } from '../errors.js';
import type { Path } from '../operation.js';

/** An error as a subgraph sent it. */
export interface ReceivedError {
  readonly message: string;
  readonly path: Path | undefined;
  readonly extensions: Readonly<Record<string, unknown>>;
}

/** Decides what a client may see of a subgraph's error. */
export type ShowError = (
  error: ReceivedError,
  subgraph: string,
) => {
  readonly code: string;
  readonly message: string;
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
};

/** What went wrong, at a path of the tree. */
export interface Problem {
  readonly code: string;
  readonly message: string;
  readonly department: string;
  readonly path: Path;
  /** What else a client may know, for example when to try again. */
  readonly more: Readonly<Record<string, unknown>> | undefined;
}

/** What went wrong in one run, and which nulls it explains. Paths are those of the tree. */
export class Problems {
  readonly list: Problem[] = [];
  /** Paths, serialised, that have their reason in `list`, and all paths above them. */
  readonly #causes = new Set<string>();
  readonly #above = new Set<string>();
  readonly #known = new Set<string>();

  constructor(readonly show: ShowError) {}

  /** A request of which nothing came back. */
  failed(code: ErrorCode, department: string, path: Path, more?: Problem['more']): void {
    this.add({ code, message: ERROR_CODES[code], department, path, more });
  }

  /** An error as a subgraph sent it, at its place in the tree. */
  received(error: ReceivedError, department: string, path: Path): void {
    const { code, message, extensions } = this.show(error, department);
    this.add({ code, message, department, path, more: extensions });
  }

  /** The same of the same subgraph at the same path is reported once. */
  add(problem: Problem): void {
    this.cause(problem.path);
    const key = JSON.stringify([problem.code, problem.message, problem.department, problem.path]);
    if (this.#known.has(key)) return;
    this.#known.add(key);
    this.list.push(problem);
  }

  /** Says that nulls at, above or below a path have their reason in `list`. */
  cause(path: Path): void {
    const key = JSON.stringify(path);
    if (this.#causes.has(key)) return;
    this.#causes.add(key);
    for (let length = path.length - 1; length >= 0; length--) {
      const above = JSON.stringify(path.slice(0, length));
      if (this.#above.has(above)) break;
      this.#above.add(above);
    }
  }

  /** Whether a null at `path` follows from an error that is already reported. */
  explains(path: Path): boolean {
    if (this.#causes.size === 0) return false;
    if (this.#above.has(JSON.stringify(path))) return true;
    for (let length = 0; length <= path.length; length++) {
      if (this.#causes.has(JSON.stringify(path.slice(0, length)))) return true;
    }
    return false;
  }
}
