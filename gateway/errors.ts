import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Path } from './operation.js';

/**
 * Closed list of the codes that the gateway gives to an error. Documented in docs/errors.md; a test compares the two.
 * Clients match on these names: never rename one.
 */
export const ERROR_CODES = {
  UNAUTHENTICATED: 'There is no token, or it is forged, expired or meant for someone else.',
  FORBIDDEN: 'The caller may not see or do this.',
  DENIED: 'A rule of the graph does not permit this field to the caller.',
  WITHHELD: 'The access log of the department cannot be written, so its personal data is not given.',
  NOT_FOUND: 'What was asked for does not exist.',
  BAD_REQUEST: 'The HTTP request is not a GraphQL request.',
  BAD_USER_INPUT: 'A variable or an argument has a wrong value.',
  GRAPHQL_PARSE_FAILED: 'The document is not GraphQL.',
  GRAPHQL_VALIDATION_FAILED: 'The document does not fit the schema.',
  OPERATION_RESOLUTION_FAILURE: 'The document has no operation of that name, or several and no name was given.',
  PERSISTED_QUERY_NOT_FOUND: 'No document is known by this name.',
  PERSISTED_QUERY_HASH_MISMATCH: 'The hash is not that of the document.',
  NOT_TRUSTED: 'The caller may ask registered documents only, and this is none.',
  BODY_TOO_LARGE: 'The request body has too many bytes.',
  DOCUMENT_TOO_LARGE: 'The document has too many characters, tokens or fields.',
  DOCUMENT_TOO_DEEP: 'The selections are nested too deeply.',
  VARIABLES_TOO_LARGE: 'The variables have too many values, or these are nested too deeply.',
  TOO_MANY_ALIASES: 'The document has too many aliases.',
  TOO_MANY_ROOT_FIELDS: 'The operation asks for too many root fields.',
  TOO_COMPLEX: 'Checking the document, planning the operation or introspection takes too long or too much memory.',
  TOO_COSTLY: 'The operation may ask for too many records at once.',
  OVERLOADED: 'The gateway has too much to do; try again after a while.',
  RATE_LIMITED: 'The caller asks more often than it may.',
  NOT_PLANNABLE: 'No plan over the departments can answer this operation.',
  DOWN: 'The named department cannot be reached.',
  TIMEOUT: 'The named department did not answer in time.',
  INVALID_ANSWER: 'The named department gave an answer that is not what its schema promises.',
  DEPARTMENT_ERROR: 'The named department failed while it answered.',
  CURSOR_INVALID: 'The cursor is not one of this feed, was changed, or was given to somebody else.',
  CURSOR_EXPIRED: 'The cursor is too old to be used.',
  FEED_GAP: 'Events after the cursor are no longer there.',
  FELL_BEHIND: 'The listener takes events too slowly and was cut off.',
  SCHEMA_CHANGED: 'The schema changed, and the subscription does not fit it any more.',
  TOKEN_EXPIRED: 'The token expired while the stream was open.',
  TOKEN_REVOKED: 'The token was revoked while the stream was open.',
  SHUTTING_DOWN: 'The gateway is stopping; connect again.',
  CANCELLED: 'The client left before the answer was complete.',
  INTERNAL: 'The gateway failed; the reference finds the cause in its log.',
} as const;

export type ErrorCode = keyof typeof ERROR_CODES;

export interface ErrorDetails {
  readonly path?: Path | undefined;
  /** Name of the subgraph that is the cause. */
  readonly department?: string | undefined;
  /** Request id under which the log knows more. */
  readonly reference?: string | undefined;
  /** HTTP status when the whole request fails with it. */
  readonly status?: number | undefined;
  /** Further extensions that a client may see. */
  readonly more?: Readonly<Record<string, unknown>> | undefined;
}

/** An error whose text was written for clients. Everything else is masked. */
export class HubError extends GraphQLError {
  override readonly name = 'HubError';
  readonly code: string;
  readonly status: number | undefined;

  constructor(code: string, message: string = codeText(code), details: ErrorDetails = {}) {
    const { path, department, reference, more } = details;
    super(message, {
      ...(path && path.length > 0 && { path }),
      extensions: {
        ...more,
        code,
        ...(department !== undefined && { department }),
        ...(reference !== undefined && { reference }),
      },
    });
    this.code = code;
    this.status = details.status;
  }
}

/** An error that tells where, without the nodes and the source that it was found in. */
export function locatedError(
  message: string,
  locations: GraphQLError['locations'],
  extensions: Readonly<Record<string, unknown>>,
): GraphQLError {
  const error = new GraphQLError(message, { extensions });
  return locations ? Object.assign(error, { locations }) : error;
}

/** For our own throws: the code must be in the list. */
export function hubError(code: ErrorCode, message?: string, details?: ErrorDetails): HubError {
  return new HubError(code, message, details);
}

export function isErrorCode(code: unknown): code is ErrorCode {
  return typeof code === 'string' && Object.hasOwn(ERROR_CODES, code);
}

function codeText(code: string): string {
  return isErrorCode(code) ? ERROR_CODES[code] : 'The request failed.';
}

/**
 * The one place where a thrown thing becomes what a client may see. It never throws. `log` is called for what is
 * masked, so that nothing is lost.
 */
export function toClientError(error: unknown, reference: string, log: (cause: unknown) => void): GraphQLFormattedError {
  if (error instanceof HubError) return error.toJSON();
  if (error instanceof GraphQLError) {
    if (error.originalError instanceof HubError)
      return { ...error.toJSON(), extensions: error.originalError.extensions };
    const code = LIBRARY_CODES[String(error.extensions['code'])];
    if (code) return { ...located(error), message: error.message, extensions: { code } };
  }
  log(error);
  return { message: ERROR_CODES.INTERNAL, extensions: { code: 'INTERNAL', reference } };
}

/** Codes that Apollo Server gives to errors about the request itself; their texts hold nothing of ours. */
const LIBRARY_CODES: Readonly<Record<string, ErrorCode>> = {
  GRAPHQL_PARSE_FAILED: 'GRAPHQL_PARSE_FAILED',
  GRAPHQL_VALIDATION_FAILED: 'GRAPHQL_VALIDATION_FAILED',
  BAD_USER_INPUT: 'BAD_USER_INPUT',
  BAD_REQUEST: 'BAD_REQUEST',
  PERSISTED_QUERY_NOT_SUPPORTED: 'BAD_REQUEST',
  OPERATION_RESOLUTION_FAILURE: 'OPERATION_RESOLUTION_FAILURE',
};

function located({ path, locations }: GraphQLError): Pick<GraphQLFormattedError, 'path' | 'locations'> {
  return { ...(path && { path }), ...(locations && { locations }) };
}
