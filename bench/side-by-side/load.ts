import { Pool } from 'undici';

/** 50 connections that ask as fast as they are answered; with a token of their own, requests cannot be shared. */
const [url = '', seconds = '5', tokens = 'unique', body = ''] = process.argv.slice(2);
const CONNECTIONS = 50;
const WARM_MS = 3000;
const pool = new Pool(url, { connections: CONNECTIONS });
let number = 0;
let length: number | undefined;
const took: number[] = [];

async function ask(): Promise<void> {
  const started = performance.now();
  const { statusCode, body: reply } = await pool.request({
    path: '/graphql',
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer t${tokens === 'unique' ? number++ : 0}` },
    body,
  });
  const bytes = (await reply.arrayBuffer()).byteLength;
  length ??= bytes;
  if (statusCode !== 200 || bytes !== length) throw new Error(`answered ${statusCode} with ${bytes} bytes`);
  took.push(performance.now() - started);
}

async function run(ms: number): Promise<number> {
  took.length = 0;
  const started = performance.now();
  const until = started + ms;
  const connection = async () => {
    while (performance.now() < until) await ask();
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, connection));
  return (performance.now() - started) / 1000;
}

await run(WARM_MS);
process.send?.({ kind: 'warm' });
const elapsed = await run(Number(seconds) * 1000);
took.sort((a, b) => a - b);
const at = (share: number) => took[Math.floor(took.length * share)] ?? 0;
process.send?.({ kind: 'done', rps: took.length / elapsed, p50: at(0.5), p99: at(0.99), requests: took.length });
await pool.close();
process.disconnect();
