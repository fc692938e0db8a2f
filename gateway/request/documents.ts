import { createHash } from 'node:crypto';
import { type DocumentNode, GraphQLError, type GraphQLSchema, parse, validate } from 'graphql';
import { LRUCache } from 'lru-cache';
import { hubError } from '../errors.js';
import type { AcceptOperation } from '../operation.js';
import { forCaller } from '../permission/for-caller.js';
import { type DocumentLimits, limitError } from './limits.js';
import { VALIDATION_RULES } from './single-root-field.js';

interface KnownDocument {
  readonly document: DocumentNode;
  readonly key: string;
}

const MAX_DOCUMENTS = 1000;

/** Parses and checks documents, each once. */
export class Documents {
  readonly #read = new LRUCache<string, KnownDocument | readonly GraphQLError[]>({ max: MAX_DOCUMENTS });
  readonly #checked = new WeakMap<DocumentNode, readonly GraphQLError[]>();

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly limits: DocumentLimits & { readonly maxTokens: number },
  ) {}

  /** Why a parsed document may not run; limits first, because checking the rest of a huge document is itself costly. */
  check(document: DocumentNode): readonly GraphQLError[] {
    let errors = this.#checked.get(document);
    if (!errors) {
      const tooMuch = limitError(document, this.limits);
      errors = tooMuch ? [tooMuch] : validate(this.schema, document, VALIDATION_RULES, { maxErrors: 20 }).map(invalid);
      this.#checked.set(document, errors);
    }
    return errors;
  }

  /** From text to a document that may run. */
  read(text: string): KnownDocument | readonly GraphQLError[] {
    const key = createHash('sha256').update(text).digest('hex');
    let known = this.#read.get(key);
    if (!known) {
      known = this.#parse(text, key);
      this.#read.set(key, known);
    }
    return known;
  }

  #parse(text: string, key: string): KnownDocument | readonly GraphQLError[] {
    try {
      const document = parse(text, { maxTokens: this.limits.maxTokens });
      const errors = this.check(document);
      return errors.length > 0 ? errors : { document, key };
    } catch (error) {
      return [syntaxError(error, this.limits.maxTokens)];
    }
  }
}

/** Whether graphql-js gave up on a document because of its length; it has no code for that, only this sentence. */
export function isTooLong(error: unknown): error is GraphQLError {
  return error instanceof GraphQLError && /contains more tha[tn] \d+ tokens/.test(error.message);
}

/** graphql-js tells a syntax error from too many tokens by its text only. */
export function syntaxError(error: unknown, maxTokens: number): GraphQLError {
  if (!(error instanceof GraphQLError)) return hubError('GRAPHQL_PARSE_FAILED', undefined, { status: 400 });
  if (isTooLong(error)) {
    return hubError('DOCUMENT_TOO_LARGE', `A document may have ${maxTokens} tokens.`, {
      status: 400,
      more: { limit: maxTokens },
    });
  }
  return withCode(error, 'GRAPHQL_PARSE_FAILED');
}

function invalid(error: GraphQLError): GraphQLError {
  return withCode(error, 'GRAPHQL_VALIDATION_FAILED');
}

function withCode({ message, nodes, source, positions }: GraphQLError, code: string): GraphQLError {
  const where = { nodes: nodes ?? null, source: source ?? null, positions: positions ?? null };
  return new GraphQLError(message, { ...where, extensions: { code } });
}

/** For edges that receive operations as JSON messages. */
export function acceptWith(documents: Documents): AcceptOperation {
  return ({ query, operationName, variables }, arrival) => {
    if (typeof query !== 'string' || query === '')
      return [hubError('BAD_REQUEST', '"query" must be a GraphQL document.')];
    if (!isName(operationName)) return [hubError('BAD_REQUEST', '"operationName" must be a string.')];
    if (!isVariables(variables)) return [hubError('BAD_REQUEST', '"variables" must be an object.')];
    const known = documents.read(query);
    if (!('document' in known)) return forCaller(known, arrival.identity);
    return {
      ...arrival,
      document: known.document,
      documentKey: known.key,
      operationName: operationName ?? undefined,
      variables: variables ?? {},
    };
  };
}

function isName(value: unknown): value is string | null | undefined {
  return value === undefined || value === null || typeof value === 'string';
}

function isVariables(value: unknown): value is Record<string, unknown> | null | undefined {
  return value === undefined || value === null || (typeof value === 'object' && !Array.isArray(value));
}
