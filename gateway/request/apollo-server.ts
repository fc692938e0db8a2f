import { ApolloServer, type ApolloServerPlugin, HeaderMap } from '@apollo/server';
import type { GatewayInterface } from '@apollo/server-gateway-interface';
import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import { ApolloServerPluginInlineTraceDisabled } from '@apollo/server/plugin/disabled';
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import { ApolloServerPluginSchemaReportingDisabled } from '@apollo/server/plugin/disabled';
import { ApolloServerPluginUsageReportingDisabled } from '@apollo/server/plugin/disabled';
import { type DocumentNode, GraphQLError, type GraphQLSchema } from 'graphql';
import { type ErrorCode, HubError, hubError, toClientError } from '../errors.js';
import { type Arrival, type Operation, type Result, takeBytes } from '../operation.js';
import type { Logger } from '../observe/logger.js';
import { forCaller } from '../permission/for-caller.js';
import type { Documents, KnownDocument } from './documents.js';

export interface ApolloParts {
  readonly apiSchema: GraphQLSchema;
  readonly supergraphSdl: string;
  readonly documents: Documents;
  readonly execute: (operation: Operation) => Promise<Result>;
  readonly log: Logger;
}

/** Whoever sends it empties it, so that old promises do not keep its body. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Iterable<readonly [string, string]>;
  body: string | Buffer;
}

export interface HttpQuestion {
  readonly method: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly search: string;
  /** The parsed JSON body; undefined when there is none. */
  readonly body: unknown;
}

/** One request on its way through Apollo Server. */
interface Question extends Arrival {
  /** Gets the body of the response, if the pipeline makes one. An object, because Apollo Server copies its context. */
  readonly made: { bytes: Buffer | undefined };
}

/** Apollo Server needs a result, and never changes it. */
const PLACEHOLDER = Object.freeze({ data: Object.freeze({}) });

/** GraphQL over HTTP by Apollo Server; what it runs is our own pipeline. */
export class ApolloFront implements AsyncDisposable {
  readonly #server: ApolloServer<Question>;

  constructor({ apiSchema, supergraphSdl, documents, execute, log }: ApolloParts) {
    const gateway: GatewayInterface = {
      onSchemaLoadOrUpdate(callback) {
        callback({ apiSchema, coreSupergraphSdl: supergraphSdl });
        return () => undefined;
      },
      async load() {
        return {
          async executor({ document, queryHash, request, context }) {
            const operation: Operation = {
              ...(context as Arrival),
              document,
              documentKey: queryHash,
              operationName: request.operationName ?? undefined,
              variables: request.variables ?? {},
            };
            const result = await execute(operation).catch((error: unknown) => failure(error, operation, log));
            if (result.data === undefined) return { errors: result.errors.map(withStatus) };
            (context as Question).made.bytes = takeBytes(result);
            return PLACEHOLDER;
          },
        };
      },
      async stop() {},
    };
    this.#server = new ApolloServer<Question>({
      gateway,
      plugins: [
        readDocuments(documents),
        ApolloServerPluginCacheControlDisabled(),
        ApolloServerPluginInlineTraceDisabled(),
        ApolloServerPluginLandingPageDisabled(),
        ApolloServerPluginSchemaReportingDisabled(),
        ApolloServerPluginUsageReportingDisabled(),
      ],
      formatError: (_, error) => toClientError(error, '-', (cause) => log.error({ err: cause }, 'a request failed')),
      // What the pipeline answered is written already, and goes past Apollo Server.
      stringifyResult: (value) => (value.data === PLACEHOLDER.data ? '' : JSON.stringify(value)),
      // `readDocuments` parses and validates, by the same rules as the other edges.
      documentStore: null,
      dangerouslyDisableValidation: true,
      introspection: true,
      csrfPrevention: true,
      persistedQueries: false,
      allowBatchedHttpRequests: false,
      includeStacktraceInErrorResponses: false,
      stopOnTerminationSignals: false,
      logger: log,
      nodeEnv: 'production',
    });
  }

  start(): Promise<void> {
    return this.#server.start();
  }

  async answer({ method, headers, search, body }: HttpQuestion, arrival: Arrival): Promise<HttpAnswer> {
    const made: Question['made'] = { bytes: undefined };
    const answer = await this.#server.executeHTTPGraphQLRequest({
      httpGraphQLRequest: { method, headers: new HeaderMap(headers as [string, string][]), search, body },
      context: async () => ({ ...arrival, made }),
    });
    if (answer.body.kind !== 'complete') throw new Error('an answer in parts was made though nothing is deferred');
    const { bytes } = made;
    made.bytes = undefined;
    if (answer.status === 503) answer.headers.set('retry-after', '1');
    if (answer.status === 429) answer.headers.set('retry-after', retryAfterOf(answer.body.string));
    // It was counted without the bytes.
    if (bytes) answer.headers.delete('content-length');
    const status = answer.status ?? 200;
    if (status === 400 && isLegacy(headers) && isAboutDocument(answer.body.string)) {
      return { status: 200, headers: answer.headers, body: answer.body.string };
    }
    return { status, headers: answer.headers, body: bytes ?? answer.body.string };
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#server.stop();
  }
}

/** Who asks for `application/json` by name expects its status rules (GraphQL over HTTP, "Status Codes", application/json). */
function isLegacy(headers: HttpQuestion['headers']): boolean {
  for (const [name, value] of headers) {
    if (name === 'accept') return value.includes('application/json') && !value.includes('graphql-response+json');
  }
  return false;
}

const ABOUT_DOCUMENT: ReadonlySet<unknown> = new Set<ErrorCode>([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
]);

/** Whether the request was a GraphQL request, and what is wrong is its document or variables. */
function isAboutDocument(body: string): boolean {
  const { errors } = JSON.parse(body) as { errors?: readonly { extensions?: { code?: unknown } }[] };
  return errors?.every(({ extensions }) => ABOUT_DOCUMENT.has(extensions?.code)) ?? false;
}

/** Documents are read before Apollo Server would parse them: it takes the one that it finds in its context. */
function readDocuments(documents: Documents): ApolloServerPlugin<Question> {
  const refuse = (errors: readonly GraphQLError[]) => ({
    http: { status: statusOf(errors), headers: new HeaderMap() },
    body: { kind: 'single' as const, singleResult: { errors: errors.map((error) => error.toJSON()) } },
  });
  return {
    async requestDidStart() {
      let known: KnownDocument | undefined;
      return {
        async didResolveSource(context) {
          const read = documents.read(context.source, context.queryHash);
          known = read instanceof Promise ? await read : read;
          (context as { document?: DocumentNode }).document = known.document;
        },
        async responseForOperation({ operation, contextValue }) {
          const errors = forCaller(known?.errors ?? [], contextValue.identity);
          if (errors.length > 0) return refuse(errors);
          if (!operation) return refuse([hubError('OPERATION_RESOLUTION_FAILURE')]);
          if (operation.operation !== 'subscription') return null;
          return refuse([hubError('BAD_REQUEST', 'Subscribe over graphql-ws, or with "Accept: text/event-stream".')]);
        },
      };
    },
  };
}

function statusOf([first]: readonly GraphQLError[]): number {
  return first instanceof HubError && first.status !== undefined ? first.status : 400;
}

/** What the pipeline throws is the client's leaving, or a fault of ours that is told by its reference only. */
function failure(error: unknown, { requestId }: Operation, log: Logger): Result {
  if (error instanceof HubError) return { data: undefined, errors: [error] };
  log.error({ requestId, err: error }, 'an operation failed');
  return { data: undefined, errors: [hubError('INTERNAL', undefined, { reference: requestId, status: 500 })] };
}

/** An operation that could not run at all tells so in its HTTP status. */
function withStatus(error: GraphQLError): GraphQLError {
  if (!(error instanceof HubError) || error.status === undefined) return error;
  return new GraphQLError(error.message, {
    originalError: error,
    extensions: { ...error.extensions, http: { status: error.status } },
  });
}

/** Seconds that an error with RATE_LIMITED names. */
function retryAfterOf(body: string): string {
  return /"retryAfter":(\d+)/.exec(body)?.[1] ?? '1';
}
