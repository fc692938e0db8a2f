import { once } from 'node:events';
import WebSocket from 'ws';

interface Message {
  readonly id?: string;
  readonly type: string;
  // Tests read answers of many shapes; vitest's matchers check them.
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly payload?: any;
}

/** A graphql-ws client that shows every message, and can stop reading from its socket. */
export class FeedClient implements Disposable {
  readonly messages: Message[] = [];
  closed: { readonly code: number; readonly reason: string } | undefined;

  private constructor(private readonly socket: WebSocket) {
    socket.on('message', (data: Buffer) => this.messages.push(JSON.parse(data.toString()) as Message));
    socket.on('close', (code, reason: Buffer) => (this.closed = { code, reason: reason.toString() }));
    socket.on('error', () => undefined);
  }

  static async connect(gatewayUrl: string, authorization?: string): Promise<FeedClient> {
    const socket = new WebSocket(`${gatewayUrl.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    const client = new FeedClient(socket);
    await once(socket, 'open');
    socket.send(
      JSON.stringify({ type: 'connection_init', ...(authorization !== undefined && { payload: { authorization } }) }),
    );
    await once(socket, 'message');
    return client;
  }

  subscribe(query: string, variables: Record<string, unknown> = {}, id = 's'): void {
    this.socket.send(JSON.stringify({ id, type: 'subscribe', payload: { query, variables } }));
  }

  complete(id = 's'): void {
    this.socket.send(JSON.stringify({ id, type: 'complete' }));
  }

  /** What came with the events of a subscription. */
  payloads(id = 's') {
    return this.messages
      .filter((message) => message.type === 'next' && message.id === id)
      .map(({ payload }) => payload);
  }

  /** The error with which a subscription ended. */
  error(id = 's') {
    return this.messages.find((message) => message.type === 'error' && message.id === id)?.payload?.[0];
  }

  stopReading(): void {
    this.socket.pause();
  }

  readOn(): void {
    this.socket.resume();
  }

  [Symbol.dispose](): void {
    this.socket.terminate();
  }
}
