import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Pool } from 'undici';

/** The same calls in the same order with nothing in between: what Node itself costs. */
interface Call {
  readonly url: string;
  readonly body: string;
  readonly after: readonly number[];
}

const { calls, answer } = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as { calls: Call[]; answer: unknown };
const pools = new Map(calls.map(({ url }) => [url, new Pool(url, { connections: 64 })]));
const ask = async ({ url, body }: Call): Promise<unknown> => {
  const pool = pools.get(url);
  if (!pool) throw new Error(`no pool for ${url}`);
  const reply = await pool.request({
    path: '/graphql',
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  return JSON.parse(await reply.body.text());
};
const server = createServer((request, response) => {
  const run = async () => {
    const made: Promise<unknown>[] = [];
    for (const call of calls) {
      const before = Promise.all(call.after.map((index) => made[index]));
      made.push(before.then(() => ask(call)));
    }
    await Promise.all(made);
    const bytes = Buffer.from(JSON.stringify(answer));
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': bytes.length }).end(bytes);
  };
  request.resume().on('end', () => void run());
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
process.send?.({ kind: 'ready', url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
