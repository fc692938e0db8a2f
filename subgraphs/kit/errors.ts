import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';

/** Codes of errors that a subgraph shows; mutations answer typed problems instead (protocol/problem-codes.ts). */
const SHOWN = new Set([
  'BAD_USER_INPUT',
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'NOT_FOUND',
  'WITHHELD',
  'CURSOR_INVALID',
  'CURSOR_EXPIRED',
  'FEED_GAP',
]);
/** What else of an error's extensions is shown. */
const SHOWN_MORE = new Set(['reason', 'missingFrom', 'missingUntil', 'restart']);

/** An error for a query that is not open to the caller. */
export function forbidden(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'FORBIDDEN' } });
}

/** An error that callers see, with a code of `SHOWN`; `more` is shown where `SHOWN_MORE` has the name. */
export function codedError(code: string, message: string, more: Readonly<Record<string, unknown>> = {}): GraphQLError {
  return new GraphQLError(message, { extensions: { ...more, code } });
}

/** Whether an error is meant for callers: trying again would not help. */
export function isShown(error: unknown): boolean {
  return error instanceof GraphQLError && SHOWN.has(String(error.extensions['code']));
}

/** Throws BAD_USER_INPUT unless the condition holds; for arguments of queries and subscriptions. */
export function ensureInput(condition: unknown, message: string): asserts condition {
  if (!condition) throw new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
}

/**
 * The one place where a thrown thing becomes what a caller may see. Our own coded errors and the language's own
 * (syntax, validation) pass; everything else is masked and logged under the request's id.
 */
export function showError(
  error: Readonly<GraphQLError | Error>,
  log: Logger,
  reference: string,
): GraphQLFormattedError {
  if (error instanceof GraphQLError) {
    const { originalError, extensions, message, locations, path } = error;
    const where = { ...(locations && { locations }), ...(path && { path }) };
    const code = extensions['code'];
    if (typeof code === 'string' && SHOWN.has(code)) {
      const more = Object.entries(extensions).filter(([name]) => SHOWN_MORE.has(name));
      return { message, ...where, extensions: { ...Object.fromEntries(more), code } };
    }
    // Without a path no resolver ran: a variable has a value that its type does not take.
    if (!originalError || (!path && locations)) return { message, ...where, extensions: { code: 'BAD_USER_INPUT' } };
    log.error({ reference, path, err: originalError }, 'a resolver failed');
    return { message: 'Internal error', ...where, extensions: { code: 'INTERNAL', reference } };
  }
  log.error({ reference, err: error }, 'a request failed');
  return { message: 'Internal error', extensions: { code: 'INTERNAL', reference } };
}
