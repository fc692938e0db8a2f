import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createHandler } from 'graphql-http/lib/use/http';
import {
  execute,
  type ExecutionArgs,
  type ExecutionResult,
  getOperationAST,
  type GraphQLSchema,
  parse,
  validate,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import type { DocumentNode, GraphQLError } from 'graphql';
import { GraphQLError as PlainGraphQLError } from 'graphql';
import type { Logger } from 'pino';
import type { Caller } from '#protocol/caller';
import type { ChainedRecord } from '#protocol/access-chain';
import type { AccessLog } from '../access-log/access-log.js';
import { decodeOutboxCursor, OUTBOX_VERSION } from '../feed/outbox-page.js';
import type { OutboxSource } from '../feed/outbox-source.js';
import { showError } from '../errors.js';
import type { Context } from '../identity/context.js';
import { createLoad } from '../loading/loader.js';
import type { Verify } from '../identity/verify.js';

export interface HttpParts {
  readonly schema: GraphQLSchema;
  readonly verify: Verify;
  readonly contextFor: (caller: Caller) => Context;
  readonly outbox: OutboxSource;
  readonly accessLog: AccessLog;
  readonly accessRecords: (after: number, limit: number) => Promise<readonly ChainedRecord[]>;
  readonly clock: () => Date;
  readonly ready: () => Promise<boolean>;
  readonly log: Logger;
}

const NOT_SHOWN =
  'The change was made; its answer holds personal data and cannot be shown, because the access log cannot be written.';
/** A caller with all the grants that he can have is a token of some 60 KB. */
const MAX_HEADER_BYTES = 256 * 1024;
const MAX_DOCUMENTS = 500;
const UUID = /^[0-9a-f-]{36}$/;
const REQUEST_ID = /^[\w.:-]{1,64}$/;

/** `/graphql` (signed callers only), `/outbox` and `/access-log` (hub processes only), `/health`, `/ready`. */
export function createHttpServer(parts: HttpParts): Server {
  const graphql = graphqlHandler(parts);
  return createServer({ maxHeaderSize: MAX_HEADER_BYTES }, (request, response) => {
    const url = new URL(request.url ?? '/', 'http://subgraph');
    const route = async () => {
      if (url.pathname === '/graphql') return graphql(request, response);
      if (url.pathname === '/outbox') return outboxPage(parts, url, request, response);
      if (url.pathname === '/access-log') return accessPage(parts, url, request, response);
      if (url.pathname === '/health') return send(response, 200, { status: 'up' });
      if (url.pathname === '/ready') {
        const ready = await parts.ready();
        const accessLog = parts.accessLog.isFailing ? 'failing' : 'written';
        return send(response, ready ? 200 : 503, { status: ready ? 'ready' : 'not ready', accessLog });
      }
      return send(response, 404, { error: 'not found' });
    };
    route().catch((error: unknown) => {
      parts.log.error({ err: error }, 'request handling failed');
      if (!response.headersSent)
        send(response, 500, { errors: [{ message: 'Internal error', extensions: { code: 'INTERNAL' } }] });
      else response.destroy();
    });
  });
}

function graphqlHandler({ schema, verify, contextFor, accessLog, clock, log }: HttpParts) {
  const documents = new LRUCache<string, DocumentNode>({ max: MAX_DOCUMENTS });
  const valid = new WeakMap<DocumentNode, readonly GraphQLError[]>();
  const callers = new WeakMap<object, Caller>();
  /** The answer, with the record of what it holds of persons written; without what needs one when it cannot be. */
  const recorded = async (args: ExecutionArgs): Promise<ExecutionResult> => {
    const context = args.contextValue as Context;
    context.reads.isWithheld = accessLog.isWithholding;
    const result = await executeIn(context, args);
    if (context.reads.isEmpty || (await accessLog.write(context.reads, context.caller, clock()))) return result;
    if (getOperationAST(args.document, args.operationName)?.operation === 'mutation') {
      // It was done, and is not done again.
      const extensions = { code: 'WITHHELD' };
      return { data: null, errors: [new PlainGraphQLError(NOT_SHOWN, { extensions })] };
    }
    const again = contextFor(context.caller);
    again.reads.isWithheld = true;
    return executeIn(again, { ...args, contextValue: again });
  };
  const handler = createHandler<Context & Record<PropertyKey, unknown>>({
    schema,
    parse(source) {
      const text = typeof source === 'string' ? source : source.body;
      let document = documents.get(text);
      if (!document) {
        document = parse(text, { maxTokens: 20_000 });
        documents.set(text, document);
      }
      return document;
    },
    validate(validated, document) {
      let errors = valid.get(document);
      if (!errors) {
        errors = validate(validated, document);
        valid.set(document, errors);
      }
      return errors;
    },
    async execute(args) {
      const result = await recorded(args);
      const { errors } = result;
      if (!errors) return result;
      const { requestId } = (args.contextValue as Context).caller;
      return { ...result, errors: errors.map((error) => showError(error, log, requestId) as GraphQLError) };
    },
    context(request) {
      const caller = callers.get(request.raw);
      if (!caller) throw new Error('a request without a caller reached execution');
      return contextFor(caller) as Context & Record<PropertyKey, unknown>;
    },
    formatError: (error) => error as GraphQLError,
  });
  return async (request: IncomingMessage, response: ServerResponse) => {
    try {
      const caller = await verify(header(request.headers.authorization));
      // A signed caller is reused for many requests, so the id of this one travels beside it.
      const requestId = header(request.headers['x-request-id']);
      callers.set(request, requestId && REQUEST_ID.test(requestId) ? { ...caller, requestId } : caller);
    } catch (error) {
      log.info({ reason: (error as Error).message }, 'refused a caller');
      return send(response, 401, {
        errors: [{ message: 'A caller signed by the hub is required', extensions: { code: 'UNAUTHENTICATED' } }],
      });
    }
    return handler(request, response);
  };
}

async function outboxPage({ verify, outbox }: HttpParts, url: URL, request: IncomingMessage, response: ServerResponse) {
  const caller = await verify(header(request.headers.authorization)).catch(() => undefined);
  if (caller?.kind !== 'system') return send(response, 401, { error: 'only hub processes may follow the outbox' });
  const given = url.searchParams.get('after') ?? '';
  const after = given === '' ? undefined : decodeOutboxCursor(given);
  if (given !== '' && !after) return send(response, 400, { error: 'after is not an outbox position' });
  const last = url.searchParams.get('last') ?? undefined;
  if (last !== undefined && !UUID.test(last)) return send(response, 400, { error: 'last is not the id of an event' });
  const limit = Math.min(Math.max(Number(url.searchParams.get('limit')) || 200, 1), 1000);
  const waitMs = Math.min(Math.max(Number(url.searchParams.get('wait')) || 0, 0), 30_000);
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  const answer = await outbox.read({ after, last, limit, waitMs }, gone.signal);
  if (gone.signal.aborted) return undefined;
  if ('events' in answer) return send(response, 200, answer);
  return send(response, 409, { version: OUTBOX_VERSION, epoch: answer.epoch });
}

/** Partners' queries run in a transaction of their own; a mutation opens its own after each action. */
async function executeIn(context: Context, args: ExecutionArgs): Promise<ExecutionResult> {
  try {
    if (getOperationAST(args.document, args.operationName)?.operation === 'query') {
      context.em = await context.scope.open();
      context.load = createLoad(context.em);
    }
    return await execute(args);
  } finally {
    await context.scope.close();
  }
}

async function accessPage(
  { verify, accessRecords }: HttpParts,
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
) {
  const caller = await verify(header(request.headers.authorization)).catch(() => undefined);
  if (caller?.kind !== 'system') return send(response, 401, { error: 'only hub processes may follow the access log' });
  const after = Number(url.searchParams.get('after') ?? 0);
  if (!Number.isSafeInteger(after) || after < 0) return send(response, 400, { error: 'after is not a position' });
  const limit = Math.min(Math.max(Number(url.searchParams.get('limit')) || 200, 1), 1000);
  return send(response, 200, { records: await accessRecords(after, limit) });
}

function header(value: string | string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body));
}
