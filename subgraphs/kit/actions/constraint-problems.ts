import type { ProblemCode } from '#protocol/problem-codes';
import { type ProblemDetails, ProblemError } from './problem.js';

/** Name of a database constraint -> the problem to answer when it is broken. */
export type ConstraintProblems = Readonly<
  Record<string, { readonly code: ProblemCode; readonly message: string } & ProblemDetails>
>;

interface PostgresError {
  readonly code?: string;
  readonly constraint?: string;
}

const BY_SQLSTATE: Readonly<Record<string, { code: ProblemCode; message: string }>> = {
  '23505': { code: 'DUPLICATE', message: 'such a record exists already' },
  '23503': { code: 'UNKNOWN_REFERENCE', message: 'a record that the input refers to does not exist' },
  '23514': { code: 'INVALID_INPUT', message: 'a value is out of range' },
  '23P01': { code: 'OVERLAP', message: 'the time overlaps with another record' },
  '22001': { code: 'INVALID_INPUT', message: 'a value is too long' },
  '40001': { code: 'CONFLICT', message: 'another change came first' },
  '40P01': { code: 'CONFLICT', message: 'another change came first' },
  '55P03': { code: 'CONFLICT', message: 'another change came first' },
};

/** The database's own error inside whatever wraps it. */
function postgresError(error: unknown): PostgresError | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const { code } = cause as PostgresError;
    if (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code)) return cause as PostgresError;
    const previous = (cause as { previous?: unknown }).previous;
    if (previous instanceof Error && previous !== cause) return postgresError(previous);
  }
  return undefined;
}

/** Serialisation failure or deadlock: the same work may succeed when tried again. */
export function isRetryable(error: unknown): boolean {
  const code = postgresError(error)?.code;
  return code === '40001' || code === '40P01';
}

/** The typed problem behind an error, or undefined when it is a fault of ours. */
export function problemOf(error: unknown, constraints: ConstraintProblems): ProblemError | undefined {
  if (error instanceof ProblemError) return error;
  const cause = postgresError(error);
  if (!cause?.code) return undefined;
  const declared = cause.constraint === undefined ? undefined : constraints[cause.constraint];
  if (declared) return new ProblemError(declared.code, declared.message, declared);
  const general = BY_SQLSTATE[cause.code];
  return general && new ProblemError(general.code, general.message);
}
