import type { DocumentNode, GraphQLError } from 'graphql';
import type { Caller } from '#protocol/caller';
import type { Trace } from './observe/trace.js';
import type { Claims } from './permission/shown-claims.js';

/** On whose behalf subgraphs are called. */
export type Identity =
  /** Checked by this gateway; `expiresAt` (ms since the epoch) is the end of the outside token's life. */
  | {
      readonly kind: 'caller';
      readonly caller: Caller;
      readonly expiresAt: number;
      /** By what the token can be revoked: its `jti`, and when it was issued (ms since the epoch). */
      readonly token?: { readonly id: string | undefined; readonly issuedAt: number | undefined } | undefined;
    }
  /** Not checked here: whatever the client sent is handed on, as in open mode. */
  | {
      readonly kind: 'forwarded';
      readonly authorization: string | undefined;
      /** Of a token that was checked here nevertheless, because an issuer is configured. */
      readonly token?: { readonly claims: Claims; readonly expiresAt: number } | undefined;
    };

/** When the token that was checked here ends (ms since the epoch); undefined when there was none. */
export function expiryOf(identity: Identity): number | undefined {
  return identity.kind === 'caller' ? identity.expiresAt : identity.token?.expiresAt;
}

/** One operation in flight, already parsed, validated and within limits. */
export interface Operation {
  readonly document: DocumentNode;
  /** Same key, same document; used by the plan cache. */
  readonly documentKey: string;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly identity: Identity;
  readonly requestId: string;
  /** Aborted when the client has gone; everything done for it must then end. */
  readonly signal: AbortSignal;
  /** Called when its listener takes events too slowly and is cut off, with its place in the feed; the edge closes what it holds. */
  readonly fellBehind?: ((cursor: string | undefined) => void) | undefined;
  /** The place in a feed that a client of server-sent events has; counts more than an argument. */
  readonly lastEventId?: string | undefined;
  /** The client's W3C trace header, unchecked. */
  readonly traceparent?: string | undefined;
  /** Whether the answer is to tell the plan; the edge has checked that the client may know it. */
  readonly explain?: boolean | undefined;
  /** Watches this operation; undefined when nobody wants to know. */
  readonly trace?: Trace | undefined;
  /** Counts what it costs. */
  readonly tally?: Tally | undefined;
}

/** What an operation did cost. */
export interface Tally {
  /** Calls of subgraphs. */
  calls: number;
  /** Objects of its answer: what was estimated before, by `@listSize` and without the weights of `@cost`. */
  objects: number;
}

/** What a client sends as one operation, unchecked. */
export interface OperationRequest {
  readonly query?: unknown;
  readonly operationName?: unknown;
  readonly variables?: unknown;
  /** Name of a registered document, instead of `query`. */
  readonly documentId?: unknown;
  readonly extensions?: unknown;
}

/** What the edge that received it knows of an operation. */
export type Arrival = Pick<
  Operation,
  'identity' | 'requestId' | 'signal' | 'fellBehind' | 'lastEventId' | 'traceparent' | 'explain'
>;

/** Parses and checks; answers the reasons when the operation may not come in. Only what takes long is promised. */
export type AcceptOperation = (request: OperationRequest, arrival: Arrival) => Accepted | Promise<Accepted>;

export type Accepted = Operation | readonly GraphQLError[];

/** Credentials, as a header or a connection parameter holds them, to an identity. Throws HubError UNAUTHENTICATED. */
export type Authenticate = (
  authorization: string | undefined,
  requestId: string,
  purpose?: string,
) => Promise<Identity>;

/** The `authorization` header with which a subgraph is called; undefined sends none. */
export type Authorize = (identity: Identity, subgraph: string) => Promise<string | undefined>;

/** A GraphQL response that is written already, so that it is made once however many receive it. */
export interface Result {
  /** UTF-8 of `{"data":…}`, the whole body if there is nothing else to say; undefined when execution never began. */
  readonly data: Buffer | undefined;
  readonly errors: readonly GraphQLError[];
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
}

/** The body of a GraphQL response (GraphQL specification §7.1), `data` first; UTF-8. */
export function resultBytes({ data, errors, extensions }: Result): Buffer {
  if (data && errors.length === 0 && !extensions) return data;
  const parts: string[] = [];
  if (errors.length > 0) parts.push(`"errors":${JSON.stringify(errors)}`);
  if (extensions) parts.push(`"extensions":${JSON.stringify(extensions)}`);
  const rest = Buffer.from(`${parts.join(',')}}`);
  if (!data) return Buffer.concat([Buffer.from('{'), rest]);
  return Buffer.concat([data.subarray(0, -1), Buffer.from(','), rest]);
}

const NOTHING = Buffer.alloc(0);

/**
 * The body, of which the result keeps nothing. Promises that were made before the answer are old when it comes, and would
 * keep it until the old generation is collected: at full load that is half of the memory and a third of the time.
 */
export function takeBytes(result: Result): Buffer {
  const bytes = resultBytes(result);
  (result as { data: Buffer | undefined }).data = NOTHING;
  return bytes;
}

/** Whether calls to a subgraph are let through. */
export type CircuitState = 'closed' | 'open' | 'half-open';

/** Where in the client's answer: response names and list indexes. */
export type Path = readonly (string | number)[];
