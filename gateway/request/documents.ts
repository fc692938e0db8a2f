import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { type DocumentNode, type GraphQLError, type GraphQLSchema, Kind, print } from 'graphql';
import { LRUCache } from 'lru-cache';
import { type ErrorCode, HubError, hubError } from '../errors.js';
import type { Accepted, AcceptOperation } from '../operation.js';
import { forCaller } from '../permission/for-caller.js';
import { type CheckedDocument, isValid, parseText, readText, type TextLimits } from './check-document.js';
import { heardError, type ToldError } from './told-errors.js';
import { type VariableLimits, variablesError } from './variable-limits.js';

/** A document whose text is known. */
export interface KnownDocument {
  /** Empty when the text is no GraphQL. */
  readonly document: DocumentNode;
  /** SHA-256 of the text. */
  readonly key: string;
  /** Why it may not run; empty when it may. */
  readonly errors: readonly GraphQLError[];
}

/** What a thread found out about a text. */
export interface Verdict {
  /** The same document, shorter; undefined when it is no GraphQL. */
  readonly text: string | undefined;
  readonly errors: readonly ToldError[];
}

export interface DocumentsParts {
  readonly schema: GraphQLSchema;
  readonly limits: TextLimits & VariableLimits;
  /** Checks a text in a thread. Throws HubError TOO_COMPLEX when that takes too long, OVERLOADED when too many wait. */
  readonly checkApart: (text: string) => Promise<Verdict>;
  /** How long a document that took too long is refused without trying again. */
  readonly refuseMs: number;
  /** Hears why a document could not be checked; the client learns only that. */
  readonly onFailure: (error: unknown) => void;
}

const MAX_DOCUMENTS = 1000;
/** Bytes that they may take together; each token becomes a node or two. */
const MAX_BYTES = 64 * 1024 * 1024;
const BYTES_PER_TOKEN = 200;
const BYTES_AT_LEAST = 1000;

/**
 * What is checked while others wait: a valid document of this size takes at most 20 ms, when the code is cold, and most take one.
 * Validation is quadratic in fields of the same name and in fragments; comments are no tokens.
 */
const SMALL = { chars: 16 * 1024, tokens: 500 };

/** What documents were read from, also those of a generation before. */
const texts = new WeakMap<DocumentNode, string>();

const EMPTY: DocumentNode = { kind: Kind.DOCUMENT, definitions: [] };
const NOT_PARSED: CheckedDocument = { document: undefined, errors: [] };

/**
 * Reads and checks documents, each once. Small ones that are valid are checked at once; large ones, and what is wrong with any, are
 * checked in a thread.
 */
export class Documents {
  readonly #known = new LRUCache<string, KnownDocument>({
    max: MAX_DOCUMENTS,
    maxSize: MAX_BYTES,
    sizeCalculation: ({ document }) =>
      BYTES_AT_LEAST + BYTES_PER_TOKEN * (document.tokenCount ?? 0) + (texts.get(document)?.length ?? 0),
  });
  readonly #underWay = new Map<string, Promise<KnownDocument>>();
  readonly #errors = new WeakMap<DocumentNode, readonly GraphQLError[]>();

  constructor(private readonly parts: DocumentsParts) {}

  get limits(): VariableLimits {
    return this.parts.limits;
  }

  /** From text to a document, at once whenever that is possible. `key` is its SHA-256, which some know already. Never rejects. */
  read(text: string, key = sha256(text)): KnownDocument | Promise<KnownDocument> {
    return this.#known.get(key) ?? this.#underWay.get(key) ?? this.#readHere(text, key) ?? this.#readApart(text, key);
  }

  /** Why a document that was read before, perhaps for another schema, may not run. */
  check(document: DocumentNode): readonly GraphQLError[] | Promise<readonly GraphQLError[]> {
    const known = this.#errors.get(document);
    if (known) return known;
    const read = this.read(texts.get(document) ?? print(document));
    const keep = ({ errors }: KnownDocument) => {
      if (isForGood(errors)) this.#errors.set(document, errors);
      return errors;
    };
    return read instanceof Promise ? read.then(keep) : keep(read);
  }

  /** Undefined when that could take long. */
  #readHere(text: string, key: string): KnownDocument | undefined {
    const { schema, limits } = this.parts;
    if (text.length > SMALL.chars && text.length <= limits.maxChars) return undefined;
    const { document, errors } = readText(text, limits);
    if (!document || errors.length > 0) return this.#keep(key, document, errors);
    if ((document.tokenCount ?? Infinity) > SMALL.tokens || !isValid(document, schema)) return undefined;
    texts.set(document, text);
    return this.#keep(key, document, errors);
  }

  #readApart(text: string, key: string): Promise<KnownDocument> {
    const reading = this.#verdict(text, key).finally(() => this.#underWay.delete(key));
    this.#underWay.set(key, reading);
    return reading;
  }

  async #verdict(text: string, key: string): Promise<KnownDocument> {
    try {
      const verdict = await this.parts.checkApart(text);
      // A thread has more stack: what it could parse may still be nested too deeply here.
      const { document, errors } = verdict.text === undefined ? NOT_PARSED : parseText(verdict.text, this.parts.limits);
      if (document && verdict.text !== undefined) texts.set(document, verdict.text);
      const known = this.#keep(key, document, errors.length > 0 ? errors : verdict.errors.map(heardError));
      // Reading took a few milliseconds, and so does what comes next.
      await setImmediate();
      return known;
    } catch (error) {
      if (!(error instanceof HubError)) this.parts.onFailure(error);
      return this.#keep(key, undefined, [
        error instanceof HubError ? error : hubError('INTERNAL', undefined, { status: 500 }),
      ]);
    }
  }

  #keep(key: string, document: DocumentNode = EMPTY, errors: readonly GraphQLError[]): KnownDocument {
    const known = { document, key, errors };
    if (isForGood(errors)) {
      if (document !== EMPTY) this.#errors.set(document, errors);
      this.#known.set(key, known);
    } else if (codeOf(errors) === 'TOO_COMPLEX') {
      this.#known.set(key, known, { ttl: this.parts.refuseMs });
    }
    return known;
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function codeOf([first]: readonly GraphQLError[]): unknown {
  return first?.extensions['code'];
}

const FOR_NOW: ReadonlySet<unknown> = new Set<ErrorCode>(['TOO_COMPLEX', 'OVERLOADED', 'SHUTTING_DOWN', 'INTERNAL']);

/** Whether everyone who asks is answered the same. */
function isForGood(errors: readonly GraphQLError[]): boolean {
  return !FOR_NOW.has(codeOf(errors));
}

/** For edges that receive operations as JSON messages. */
export function acceptWith(documents: Documents): AcceptOperation {
  return ({ query, operationName, variables }, arrival) => {
    if (typeof query !== 'string' || query === '')
      return [hubError('BAD_REQUEST', '"query" must be a GraphQL document.')];
    if (!isName(operationName)) return [hubError('BAD_REQUEST', '"operationName" must be a string.')];
    if (!isVariables(variables)) return [hubError('BAD_REQUEST', '"variables" must be an object.')];
    // Before they are compared with those of others who listen.
    const tooLarge = variables && variablesError(variables, documents.limits);
    if (tooLarge) return [tooLarge];
    const accepted = ({ document, key, errors }: KnownDocument): Accepted => {
      if (errors.length > 0) return forCaller(errors, arrival.identity);
      return {
        ...arrival,
        document,
        documentKey: key,
        operationName: operationName ?? undefined,
        variables: variables ?? {},
      };
    };
    const known = documents.read(query);
    return known instanceof Promise ? known.then(accepted) : accepted(known);
  };
}

function isName(value: unknown): value is string | null | undefined {
  return value === undefined || value === null || typeof value === 'string';
}

function isVariables(value: unknown): value is Record<string, unknown> | null | undefined {
  return value === undefined || value === null || (typeof value === 'object' && !Array.isArray(value));
}
