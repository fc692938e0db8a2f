import { request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { random } from '#lib/random';
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

/** The body, read as slowly as wanted; undefined when the client leaves in the middle. */
function body(url: string, variables: Asked, how: 'fast' | 'slow' | 'gzip' | 'leaves'): Promise<Buffer | undefined> {
  const query = 'query ($of: String!, $times: Int!) { pieces(of: $of, times: $times) { text note } }';
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
    sent.end(JSON.stringify({ query, variables }));
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
      const pieces = Array.from({ length: asked.times }, () => ({ text: asked.of, note: null }));
      expect(bytes?.toString('utf8') === JSON.stringify({ data: { pieces } }), `seed ${SEED}, ${asked.of}`).toBe(true);
      whole++;
    }
    return whole;
  };
  const counts = await Promise.all(Array.from({ length: 24 }, (_, number) => client(number)));
  expect(counts.reduce((sum, each) => sum + each, 0)).toBeGreaterThan(50);
});
