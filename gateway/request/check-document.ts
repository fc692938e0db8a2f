import { type DocumentNode, GraphQLError, type GraphQLSchema, parse, validate } from 'graphql';
import { hubError, locatedError } from '../errors.js';
import { type DocumentLimits, limitError } from './limits.js';
import { VALIDATION_RULES } from './single-root-field.js';

export interface TextLimits extends DocumentLimits {
  /** Characters of a document. */
  readonly maxChars: number;
  readonly maxTokens: number;
}

/** A document as far as it could be read, and why it may not run; no errors: it may. */
export interface CheckedDocument {
  /** Undefined when it is no GraphQL. */
  readonly document: DocumentNode | undefined;
  readonly errors: readonly GraphQLError[];
}

const MAX_ERRORS = 20;
/** A message repeats what the client wrote: names, and values as long as the document. */
const MAX_MESSAGE_CHARS = 2000;

/** From text to a document that may run, or all that is wrong with it. May take seconds for a hostile text. */
export function checkText(text: string, schema: GraphQLSchema, limits: TextLimits): CheckedDocument {
  const { document, errors } = readText(text, limits, 'with places');
  if (!document || errors.length > 0) return { document, errors };
  return { document, errors: validate(schema, document, VALIDATION_RULES, { maxErrors: MAX_ERRORS }).map(invalid) };
}

/** Parses, and compares with the limits: that is cheap. */
export function readText(text: string, limits: TextLimits, places?: 'with places'): CheckedDocument {
  if (text.length > limits.maxChars) {
    return { document: undefined, errors: [tooLarge('characters', limits.maxChars)] };
  }
  const { document, errors } = parseText(text, limits, places);
  const tooMuch = document && limitError(document, limits);
  return { document, errors: tooMuch ? [tooMuch] : errors };
}

/** Nodes know their places only where that is wanted: these take more memory than all the rest, and only errors tell them. */
export function parseText(
  text: string,
  { maxTokens }: Pick<TextLimits, 'maxTokens'>,
  places?: 'with places',
): CheckedDocument {
  try {
    return { document: parse(text, { maxTokens, noLocation: places === undefined }), errors: [] };
  } catch (error) {
    return { document: undefined, errors: [syntaxError(error, maxTokens)] };
  }
}

/** Whether there is nothing wrong with a document. What there is is not worked out: suggestions and places cost more than the rest. */
export function isValid(document: DocumentNode, schema: GraphQLSchema): boolean {
  return validate(schema, document, VALIDATION_RULES, { maxErrors: 0, hideSuggestions: true }).length === 0;
}

/** graphql-js tells a syntax error from too many tokens by its text only. */
function syntaxError(error: unknown, maxTokens: number): GraphQLError {
  if (!(error instanceof GraphQLError)) return hubError('GRAPHQL_PARSE_FAILED', undefined, { status: 400 });
  if (/contains more tha[tn] \d+ tokens/.test(error.message)) return tooLarge('tokens', maxTokens);
  return withCode(error, 'GRAPHQL_PARSE_FAILED');
}

function tooLarge(what: 'characters' | 'tokens', limit: number): GraphQLError {
  return hubError('DOCUMENT_TOO_LARGE', `A document may have ${limit} ${what}.`, { status: 400, more: { limit } });
}

function invalid(error: GraphQLError): GraphQLError {
  return withCode(error, 'GRAPHQL_VALIDATION_FAILED');
}

function withCode({ message, locations }: GraphQLError, code: string): GraphQLError {
  const short = message.length > MAX_MESSAGE_CHARS ? `${message.slice(0, MAX_MESSAGE_CHARS)}…` : message;
  return locatedError(short, locations, { code });
}
