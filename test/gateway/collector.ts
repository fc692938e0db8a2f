import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface CollectedSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly attributes: readonly Attribute[];
  readonly status: { readonly code: number };
}

interface Attribute {
  readonly key: string;
  /** A whole number may come as a number or as text: both are JSON of Protocol Buffers. */
  readonly value: { readonly stringValue?: string; readonly intValue?: string | number };
}

interface Message {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly Attribute[] };
    readonly scopeSpans: readonly { readonly spans: readonly CollectedSpan[] }[];
  }[];
}

/** The spans of a message in OTLP's JSON encoding. */
export function spansIn(message: string): CollectedSpan[] {
  const { resourceSpans } = JSON.parse(message) as Message;
  return resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans));
}

export function resourceIn(message: string): Record<string, unknown> {
  const { resourceSpans } = JSON.parse(message) as Message;
  return Object.fromEntries(resourceSpans.flatMap(({ resource }) => Object.entries(valuesOf(resource.attributes))));
}

export function valuesOf(attributes: readonly Attribute[]): Record<string, string | number | undefined> {
  return Object.fromEntries(
    attributes.map(({ key, value }) => [key, value.stringValue ?? (value.intValue && Number(value.intValue))]),
  );
}

/** Takes spans over HTTP as a collector does; what it answers can be changed. */
export async function startCollector(answer: () => number | Promise<number> = () => 200) {
  const texts: string[] = [];
  const headers: IncomingHttpHeaders[] = [];
  const taken: string[] = [];
  const server = createServer(async (request, response) => {
    const message = await text(request);
    texts.push(message);
    headers.push(request.headers);
    const status = await answer();
    if (status === 200) taken.push(message);
    response.writeHead(status, { 'content-type': 'application/json' }).end('{}');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/traces`,
    /** All messages that came. */
    texts,
    headers,
    /** Spans of the messages that were answered with 200. */
    spans: () => taken.flatMap(spansIn),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
