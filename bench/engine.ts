import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createPlanner } from '../gateway/plan/planner.js';
import { QUERY, supergraph } from './engine/deep-graph.js';

/**
 * The gateway through its real front against the Node floor (the same calls, JSON.parse of each reply, JSON.stringify of
 * the answer) on one deep query full of repetitions. One process each, in turns; nothing is shared between requests.
 */
const ROUNDS = Number(process.argv[2] ?? 3);
const SECONDS = '5';
const BARS = { share: 0.7, calls: 7 };

interface Measured {
  readonly rps: number;
  readonly p50: number;
  readonly p99: number;
  readonly cpuMs: number;
  readonly rssMb: number;
}

const script = (name: string) => fileURLToPath(new URL(`./engine/${name}.js`, import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'engine-bench-'));
const subgraphs = fork(script('subgraphs'), { env: { ...process.env, NODE_ENV: 'production' } });
try {
  const { urls } = await message<{ urls: Record<string, string> }>(subgraphs, 'ready');
  const sdl = supergraph((name) => `${urls[name]}/graphql`);
  const file = join(folder, 'supergraph.graphql');
  writeFileSync(file, sdl);
  const asked: { subgraph: string; body: string }[] = [];
  subgraphs.on('message', (each: { kind: string; subgraph: string; body: string }) => {
    if (each.kind === 'asked') asked.push(each);
  });

  const first = await startGateway(file);
  const response = await fetch(`${first.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: QUERY }),
  });
  const answer: unknown = await response.json();
  await stop(first.child);
  const calls = asked.length;
  const floorCalls = JSON.stringify({ calls: inOrder(sdl, asked, urls), answer });

  const results = { gateway: [] as Measured[], floor: [] as Measured[] };
  for (let round = 0; round < ROUNDS; round++) {
    const order = round % 2 === 0 ? (['gateway', 'floor'] as const) : (['floor', 'gateway'] as const);
    for (const who of order) {
      const server = who === 'gateway' ? await startGateway(file) : await startFloor(floorCalls);
      const measured = await measure(server);
      await stop(server.child);
      results[who].push(measured);
      const { rps, p50, p99, cpuMs, rssMb } = measured;
      print(
        `round ${round + 1} ${who.padEnd(7)} ${rps.toFixed(0)} rps, p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms, ${cpuMs.toFixed(2)} ms of CPU each, ${rssMb.toFixed(0)} MB`,
      );
    }
  }
  const share = median(results.floor.map(({ cpuMs }) => cpuMs)) / median(results.gateway.map(({ cpuMs }) => cpuMs));
  print(
    `share of the Node floor (by CPU per request): ${share.toFixed(2)}, bar ${BARS.share}${share < BARS.share ? '  MISSED' : ''}`,
  );
  print(`calls to subgraphs: ${calls}, bar ${BARS.calls}${calls > BARS.calls ? '  MISSED' : ''}`);
  process.exitCode = share < BARS.share || calls > BARS.calls ? 1 : 0;
} finally {
  subgraphs.kill();
  rmSync(folder, { recursive: true, force: true });
}

/** The recorded calls in the order of the plan, with what each waits for. */
function inOrder(sdl: string, asked: readonly { subgraph: string; body: string }[], urls: Record<string, string>) {
  const { nodes } = createPlanner(sdl)({ text: QUERY, operationName: undefined, labels: [] });
  return nodes.map(({ subgraph, after }, index) => {
    const earlier = nodes.slice(0, index).filter((node) => node.subgraph === subgraph).length;
    const body = asked.filter((each) => each.subgraph === subgraph)[earlier]?.body;
    if (body === undefined) throw new Error(`no call to ${subgraph} was recorded`);
    return { url: urls[subgraph], body, after };
  });
}

interface Server {
  readonly child: ChildProcess;
  readonly url: string;
}

async function startGateway(file: string): Promise<Server> {
  const main = fileURLToPath(new URL('../gateway/main.js', import.meta.url));
  return ready([main, '--supergraph', file, '--open', '--port', '0']);
}

async function startFloor(calls: string): Promise<Server> {
  return ready([script('floor'), calls]);
}

/** On a core of its own where the system can pin processes. */
async function ready(args: readonly string[]): Promise<Server> {
  const pinned = process.platform === 'linux' ? ['taskset', '-c', '1', process.execPath] : [process.execPath];
  const [command = '', ...rest] = [...pinned, ...args];
  const env = { ...process.env, NODE_ENV: 'production', HUB_LOG_LEVEL: 'warn' };
  const child = spawn(command, rest, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], env });
  const { url } = await message<{ url: string }>(child, 'ready');
  return { child, url };
}

async function measure({ child, url }: Server): Promise<Measured> {
  const load = fork(script('load'), [url, SECONDS]);
  await message(load, 'warm');
  const before = cpuMs(child);
  const { rps, p50, p99, requests } = await message<Measured & { requests: number }>(load, 'done');
  const used = cpuMs(child) - before;
  const rss = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  return { rps, p50, p99, cpuMs: used / requests, rssMb: rss };
}

/** User and system time of a process and its threads; the clock ticks every 10 ms. */
function cpuMs({ pid }: ChildProcess): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

async function stop(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const impatient = setTimeout(() => child.kill('SIGKILL'), 3000);
  await ended;
  clearTimeout(impatient);
}

function message<T>(child: ChildProcess, kind: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const hear = (received: { kind?: string; type?: string }) => {
      if (received.kind !== kind && received.type !== kind) return;
      child.off('message', hear);
      resolve(received as T);
    };
    child.on('message', hear);
    child.once('exit', () => reject(new Error(`a process ended before it was ${kind}`)));
  });
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
