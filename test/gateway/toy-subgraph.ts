import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSubgraphSchema, type GraphQLResolverMap } from '@apollo/subgraph';
import { createHandler } from 'graphql-http';
import { useServer } from 'graphql-ws/use/ws';
import { parse } from 'graphql';
import { WebSocketServer } from 'ws';

/** How a toy subgraph answers when a test wants it to misbehave; `query` is what it was asked. */
export type Fault = (response: ServerResponse, query: string) => void;

/** A JSON text with field names, under the names for which a query asked: `"name"` becomes `"n"` after `{ n: name }`. */
export function asAsked(query: string, text: string): string {
  let asked = text;
  for (const [, alias, field] of query.matchAll(/(\w+): ?(\w+)[({\s}]/g))
    asked = asked.replaceAll(`"${field}"`, `"${alias}"`);
  return asked;
}

export interface ToySubgraph extends AsyncDisposable {
  readonly name: string;
  readonly typeDefs: string;
  /** Without a path. */
  readonly origin: string;
  /** What was asked, in order. */
  readonly asked: {
    readonly query: string;
    readonly variables: Record<string, unknown>;
    readonly headers: IncomingMessage['headers'];
  }[];
  /** Sockets that are open now. */
  readonly sockets: ReadonlySet<unknown>;
  /** `extensions.authorization` of each subscription, in order. */
  readonly subscribed: (string | undefined)[];
  /** Connection parameters of each socket, in order. */
  readonly connected: (Readonly<Record<string, unknown>> | undefined)[];
  fault: Fault | undefined;
}

export interface ToySubgraphOptions {
  readonly name: string;
  readonly typeDefs: string;
  readonly resolvers: GraphQLResolverMap;
  /** Refuses a request by its authorization header. */
  readonly check?: ((authorization: string | undefined) => Promise<void>) | undefined;
}

export const FEDERATION = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.12", import: ["@key", "@shareable", "@requires", "@external", "@interfaceObject", "@override", "@authenticated", "@requiresScopes", "@policy", "@inaccessible", "@composeDirective"])\n`;

/** A real subgraph over HTTP and graphql-ws on a free port. */
export async function serveToySubgraph({
  name,
  typeDefs: text,
  resolvers,
  check,
}: ToySubgraphOptions): Promise<ToySubgraph> {
  const typeDefs = FEDERATION + text;
  const schema = buildSubgraphSchema([{ typeDefs: parse(typeDefs), resolvers }]);
  const graphql = createHandler({ schema });
  const asked: ToySubgraph['asked'] = [];
  const subscribed: (string | undefined)[] = [];
  const connected: ToySubgraph['connected'] = [];
  const subgraph = { fault: undefined as Fault | undefined };

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    if (request.url === '/health') return void response.end('{}');
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const body = JSON.parse(Buffer.concat(chunks).toString()) as { query: string; variables?: Record<string, unknown> };
    asked.push({ query: body.query, variables: body.variables ?? {}, headers: request.headers });
    if (subgraph.fault) return subgraph.fault(response, body.query);
    await check?.(request.headers.authorization);
    const [content, init] = await graphql({
      method: 'POST',
      url: '/graphql',
      headers: { get: (header) => String(request.headers[header] ?? '') || null },
      body,
      raw: request,
      context: undefined,
    });
    return void response.writeHead(init.status, init.statusText, init.headers).end(content);
  };
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      response.writeHead(401, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ errors: [{ message: String(error), extensions: { code: 'UNAUTHENTICATED' } }] }));
    });
  });
  const sockets = new WebSocketServer({ server, path: '/graphql' });
  const ws = useServer(
    {
      schema,
      async onConnect({ connectionParams }) {
        connected.push(connectionParams);
        await check?.(connectionParams?.['authorization'] as string | undefined);
      },
      async onSubscribe(_, __, { extensions }) {
        const authorization = extensions?.['authorization'] as string | undefined;
        subscribed.push(authorization);
        await check?.(authorization);
      },
    },
    sockets,
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  let disposed = false;
  return Object.assign(subgraph, {
    name,
    typeDefs,
    origin,
    asked,
    sockets: sockets.clients,
    subscribed,
    connected,
    async [Symbol.asyncDispose]() {
      if (disposed) return;
      disposed = true;
      for (const socket of sockets.clients) socket.terminate();
      await ws.dispose();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
}
