import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parse } from 'graphql';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { Upstreams } from './upstream.js';

it('a subgraph that refuses the upgrade is reported as down', async () => {
  const server = createServer();
  server.on('upgrade', (_, socket) => socket.end('HTTP/1.1 404 Not Found\r\nconnection: close\r\n\r\n'));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  await using upstreams = new Upstreams({
    urls: new Map([['shop', `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`]]),
    authorize: async () => undefined,
    own: undefined,
    overNats: undefined,
    maxWaitingEvents: 10,
    connectTimeoutMs: 1000,
    showError: ({ message }) => ({ code: 'DEPARTMENT_ERROR', message }),
    log: pino({ level: 'silent' }),
  });
  const operation = 'subscription { sold }';
  const events = upstreams.open(
    {
      subgraph: 'shop',
      kind: 'subscription',
      after: [],
      request: { text: operation, name: undefined, variables: [] },
      parts: [{ kind: 'root', at: [], names: ['sold'], outputRewrites: [] }],
      alone: [],
    },
    {},
    {
      document: parse(operation),
      documentKey: 'k',
      operationName: undefined,
      variables: {},
      identity: { kind: 'forwarded', authorization: undefined },
      requestId: 'r1',
      signal: new AbortController().signal,
    },
  );
  await expect(events.next()).rejects.toMatchObject({
    extensions: { code: 'DOWN', department: 'shop', reference: 'r1' },
  });
  expect(await events.next()).toEqual({ done: true, value: undefined });
  server.close();
});
