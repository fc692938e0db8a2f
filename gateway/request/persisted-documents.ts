import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { HubError, hubError } from '../errors.js';
import type { AcceptOperation, Identity, OperationRequest } from '../operation.js';

export interface PersistedOptions {
  /** Documents that the operator registered; undefined when there are none. */
  readonly trustedFile: string | undefined;
  /** Who may ask nothing but registered documents. */
  readonly onlyTrusted: 'off' | 'partners' | 'all';
  /** Characters of documents that clients registered by asking them with a hash; the least used are forgotten. */
  readonly maxChars: number;
}

/** The manifest that Apollo's tools write, or a plain object of texts by id as other code generators do. */
const MANIFEST = z.union([
  z
    .object({
      format: z.literal('apollo-persisted-query-manifest'),
      version: z.literal(1),
      operations: z.array(z.object({ id: z.string().min(1), body: z.string().min(1) })),
    })
    .transform(({ operations }) => new Map(operations.map(({ id, body }) => [id, body]))),
  z.record(z.string().min(1), z.string().min(1)).transform((texts) => new Map(Object.entries(texts))),
]);

const PERSISTED_QUERY = z.object({ version: z.literal(1), sha256Hash: z.string().regex(/^[0-9a-f]{64}$/i) });

/**
 * Documents that are asked by a name instead of their text: registered ones by `documentId` (GraphQL over HTTP, appendix
 * "Persisted Documents"), and any by its SHA-256 as automatic persisted queries do.
 */
export class PersistedDocuments {
  readonly #texts: LRUCache<string, string>;
  #trusted: ReadonlyMap<string, string> = new Map();
  #trustedTexts: ReadonlySet<string> = new Set();

  private constructor(private readonly options: PersistedOptions) {
    this.#texts = new LRUCache({ maxSize: options.maxChars, sizeCalculation: (text) => text.length });
  }

  /** Throws an Error that says what is wrong with the file. */
  static async open(options: PersistedOptions): Promise<PersistedDocuments> {
    const documents = new PersistedDocuments(options);
    await documents.reload();
    return documents;
  }

  /** Texts of all registered documents. */
  get trusted(): Iterable<string> {
    return this.#trustedTexts;
  }

  /** Reads the registered documents again. When the file is wrong, those that were read before stay, and this throws. */
  async reload(): Promise<void> {
    const { trustedFile } = this.options;
    if (trustedFile === undefined) return;
    let read: ReadonlyMap<string, string>;
    try {
      read = MANIFEST.parse(JSON.parse(await readFile(trustedFile, 'utf8')));
    } catch (error) {
      const reason = error instanceof z.ZodError ? z.prettifyError(error) : String((error as Error).message);
      throw new Error(`HUB_TRUSTED_DOCUMENTS: ${trustedFile} is not a manifest of documents: ${reason}`, {
        cause: error,
      });
    }
    this.#trusted = read;
    this.#trustedTexts = new Set(read.values());
  }

  /**
   * The same request with the text of its document. Throws HubError PERSISTED_QUERY_NOT_FOUND,
   * PERSISTED_QUERY_HASH_MISMATCH, NOT_TRUSTED or BAD_REQUEST.
   */
  resolve(request: OperationRequest, identity: Identity): OperationRequest {
    const text = this.#text(request, this.#isLimited(identity));
    const { documentId, extensions, ...rest } = request;
    if (documentId === undefined && extensions === undefined) return request;
    return {
      ...rest,
      ...(text !== undefined && { query: text }),
      ...(extensions !== undefined && { extensions: withoutHash(extensions) }),
    };
  }

  /** An edge that knows texts only, made one that knows names as well. */
  accepting(accept: AcceptOperation): AcceptOperation {
    return (request, arrival) => {
      try {
        return accept(this.resolve(request, arrival.identity), arrival);
      } catch (error) {
        if (error instanceof HubError) return [error];
        throw error;
      }
    };
  }

  #isLimited(identity: Identity): boolean {
    const { onlyTrusted } = this.options;
    if (onlyTrusted === 'off') return false;
    return onlyTrusted === 'all' || (identity.kind === 'caller' && identity.caller.kind === 'partner');
  }

  #text({ query, documentId, extensions }: OperationRequest, isLimited: boolean): unknown {
    const given = query === '' ? undefined : query;
    if (documentId !== undefined && documentId !== null) {
      if (typeof documentId !== 'string') throw badRequest('"documentId" must be a string.');
      if (given !== undefined) throw badRequest('Send "documentId" or "query", not both.');
      const text = this.#trusted.get(documentId) ?? this.#trusted.get(documentId.replace(/^sha256:/, ''));
      if (text === undefined) throw hubError('PERSISTED_QUERY_NOT_FOUND', undefined, { status: 404 });
      return text;
    }
    const hash = hashIn(extensions);
    if (hash !== undefined) return this.#byHash(hash, given, isLimited);
    if (isLimited && typeof given === 'string' && !this.#trustedTexts.has(given)) throw notTrusted();
    return query;
  }

  #byHash(hash: string, given: unknown, isLimited: boolean): unknown {
    if (given === undefined) {
      const text = this.#trusted.get(hash) ?? (isLimited ? undefined : this.#texts.get(hash));
      if (text !== undefined) return text;
      // A client that gets this one sends the text; one that may not do so must not try.
      throw isLimited ? notTrusted() : hubError('PERSISTED_QUERY_NOT_FOUND', undefined, { status: 200 });
    }
    if (typeof given !== 'string') return given;
    if (createHash('sha256').update(given).digest('hex') !== hash) {
      throw hubError('PERSISTED_QUERY_HASH_MISMATCH', undefined, { status: 400 });
    }
    if (isLimited && !this.#trustedTexts.has(given)) throw notTrusted();
    this.#texts.set(hash, given);
    return given;
  }
}

/** The SHA-256 under which the client names its document, in lower case. */
function hashIn(extensions: unknown): string | undefined {
  if (typeof extensions !== 'object' || extensions === null || !('persistedQuery' in extensions)) return undefined;
  const read = PERSISTED_QUERY.safeParse(extensions.persistedQuery);
  if (read.success) return read.data.sha256Hash.toLowerCase();
  throw badRequest('"extensions.persistedQuery" must have version 1 and a sha256Hash of 64 hexadecimal digits.');
}

/** Apollo Server would look for the hash itself; what is no object at all is left for it to refuse. */
function withoutHash(extensions: unknown): unknown {
  if (hashIn(extensions) === undefined) return extensions;
  const { persistedQuery: _, ...rest } = extensions as Record<string, unknown>;
  return rest;
}

function badRequest(message: string): HubError {
  return hubError('BAD_REQUEST', message, { status: 400 });
}

function notTrusted(): HubError {
  return hubError('NOT_TRUSTED', undefined, { status: 403 });
}
