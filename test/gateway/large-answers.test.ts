import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { random } from '#lib/random';
import { until } from '../until.js';
import { startGraph } from './any-graph.js';

const SEED = Date.now();
const TEXTS = {
  name: 'texts',
  typeDefs: 'type Query { pieces(of: String!, times: Int!): [Piece!]! } type Piece { text: String! note: String }',
  resolvers: {
    Query: {
      pieces: (_: unknown, { of, times }: { of: string; times: number }) =>
        Array.from({ length: times }, () => ({ text: of, note: null })),
    },
  },
};

interface Asked {
  readonly of: string;
  readonly times: number;
}

const QUERY = 'query ($of: String!, $times: Int!) { pieces(of: $of, times: $times) { text note } }';

function expected({ of, times }: Asked): string {
  return JSON.stringify({ data: { pieces: Array.from({ length: times }, () => ({ text: of, note: null })) } });
}

/** The body, read as slowly as wanted; undefined when the client leaves in the middle. */
function body(url: string, variables: Asked, how: 'fast' | 'slow' | 'gzip' | 'leaves'): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    const sent = request(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(how === 'gzip' && { 'accept-encoding': 'gzip' }) },
    });
    sent.on('error', reject);
    sent.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('error', () => resolve(undefined));
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        if (how === 'leaves') sent.destroy();
        if (how !== 'slow') return;
        response.pause();
        void pause(2).then(() => response.resume());
      });
      response.on('end', () => resolve(Buffer.concat(chunks)));
    });
    sent.end(JSON.stringify({ query: QUERY, variables }));
  });
}

it(`each of many gets his own large answer, slow ones and those beside who leave too (seed ${SEED})`, async () => {
  await using graph = await startGraph([TEXTS]);
  const hows = ['fast', 'slow', 'gzip', 'leaves'] as const;
  const client = async (number: number): Promise<number> => {
    const next = random(SEED, number);
    let whole = 0;
    for (let turn = 0; turn < 12; turn++) {
      const asked = { of: `client ${number} turn ${turn} 志愿`, times: 200 + Math.floor(next() * 6000) };
      const how = hows[Math.floor(next() * hows.length)] ?? 'fast';
      const bytes = await body(graph.gateway.url, asked, how);
      if (how === 'gzip' || how === 'leaves') continue;
      expect(bytes?.toString('utf8') === expected(asked), `seed ${SEED}, ${asked.of}`).toBe(true);
      whole++;
    }
    return whole;
  };
  const counts = await Promise.all(Array.from({ length: 24 }, (_, number) => client(number)));
  expect(counts.reduce((sum, each) => sum + each, 0)).toBeGreaterThan(50);
});

it('answers that wait in the process because nobody reads them stay what they are', async () => {
  await using graph = await startGraph([TEXTS]);
  const { hostname, port } = new URL(graph.gateway.url);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  socket.pause();
  // More than the system takes for a socket, so that the last ones are not sent.
  const waiting = Array.from({ length: 60 }, (_, number): Asked => ({ of: `waiting ${number}`, times: 16_000 }));
  for (const variables of waiting) {
    const text = JSON.stringify({ query: QUERY, variables });
    const head = `POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: ${text.length}\r\n\r\n`;
    socket.write(head + text);
  }
  const [texts] = graph.subgraphs;
  await until('all are asked', () => texts?.asked.length === waiting.length);
  for (let number = 0; number < 40; number++) {
    const other = { of: `other ${number}`, times: 16_000 };
    expect((await body(graph.gateway.url, other, 'fast'))?.toString('utf8') === expected(other)).toBe(true);
  }
  let received = '';
  socket.setEncoding('utf8').on('data', (chunk: string) => (received += chunk));
  socket.resume();
  const all = waiting.map(expected);
  const length = all.reduce((sum, each) => sum + each.length, 0);
  await until('all are received', () => received.length > length);
  socket.destroy();
  const bodies = received.split(/HTTP\/1\.1 200 OK\r\n(?:[^\r]+\r\n)+\r\n/).slice(1);
  expect(bodies.map((each, index) => each === all[index])).toEqual(all.map(() => true));
});
