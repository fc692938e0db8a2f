import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Pool } from 'undici';
import { devToken } from '../hub/dev-token.js';
import { projectRoot } from '../lib/project-root.js';
import { SUBGRAPH_NAMES } from '../protocol/departments.js';
import { Launcher } from '../test/launcher.js';
import { median } from './side-by-side/measure.js';

/**
 * What permission, masks and access records cost: the hub as it is beside a hub without them, in turns, on the page of a project and on twenty
 * persons read by another department. Bar: at most 15 % of the throughput.
 */
const ROUNDS = Number(process.argv[2] ?? 9);
const SECONDS = Number(process.argv[3] ?? 2);
const PAIRS = Number(process.argv[4] ?? 3);
const CONNECTIONS = 50;
const BAR = 0.85;
const AS = 'department:youth-league';

const PROJECT_PAGE = `query ($id: ID!) { serviceProject(id: $id) {
  id title domain state budgetFen raisedFen volunteerMinutes
  leadOrganization { uscc name honours(first: 5) { edges { node { title level } } } }
  district { code name volunteerCount serviceMinutes raisedFen } site { id name }
  donations(first: 20) { edges { node { id amountFen donor { id displayName } } } }
  activities(first: 20) { edges { node { id title confirmedMinutes hostOrganization { name } } } } } }`;
const PERSONS = `{ volunteers(first: 20) { edges { node { id starLevel person { id name phone address birthYear socialWorker { id } } } } } }`;

interface Side extends AsyncDisposable {
  readonly url: string;
  readonly token: string;
  readonly pids: readonly number[];
}

async function start(env: Record<string, string>): Promise<Side> {
  const folder = await mkdtemp(join(tmpdir(), 'liandong-access-'));
  const ports = Object.fromEntries(
    SUBGRAPH_NAMES.map((name) => [`PORT_${name.toUpperCase().replaceAll('-', '_')}`, '0']),
  );
  const launcher = new Launcher({
    args: ['start'],
    env: { HUB_DATA: folder, HUB_PORT: '0', HUB_PEOPLE: '2000', HUB_SHARE_READS: 'off', ...ports, ...env },
  });
  const { gateway = '' } = await launcher.ready;
  return {
    url: gateway,
    token: await devToken(folder, { as: AS, roles: [], hours: 4 }),
    pids: [...SUBGRAPH_NAMES, 'gateway'].map((name) => launcher.pidOf(name)),
    async [Symbol.asyncDispose]() {
      await launcher.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function cpuMs({ pids }: Side): number {
  return pids.reduce((sum, pid) => {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return sum + (Number(fields[11]) + Number(fields[12])) * 10;
  }, 0);
}

async function ask({ url, token }: Side, body: string): Promise<string> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body,
  });
  return response.text();
}

/** Requests per second, and CPU of all processes of the hub for each (ms). */
async function load(side: Side, body: string): Promise<{ rps: number; cpu: number }> {
  const pool = new Pool(side.url, { connections: CONNECTIONS });
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${side.token}` };
  let count = 0;
  const run = async (ms: number) => {
    count = 0;
    const started = performance.now();
    const connection = async () => {
      while (performance.now() - started < ms) {
        const reply = await pool.request({ path: '/graphql', method: 'POST', headers, body });
        const text = await reply.body.text();
        if (reply.statusCode !== 200 || text.includes('"INTERNAL"')) throw new Error(text.slice(0, 500));
        count++;
      }
    };
    await Promise.all(Array.from({ length: CONNECTIONS }, connection));
    return (performance.now() - started) / 1000;
  };
  await run(1000);
  const before = cpuMs(side);
  const elapsed = await run(SECONDS * 1000);
  const result = { rps: count / elapsed, cpu: (cpuMs(side) - before) / count };
  await pool.close();
  return result;
}

const preload = pathToFileURL(join(projectRoot(), 'dist', 'bench', 'side-by-side', 'without-access.js')).href;

interface Measured {
  readonly on: readonly { rps: number; cpu: number }[];
  readonly off: readonly { rps: number; cpu: number }[];
}

/** Both sides started anew: how the machine lays out and compiles a process differs from start to start by more than what is measured. */
async function measurePair(): Promise<Record<string, Measured>> {
  await using on = await start({});
  await using off = await start({ NODE_OPTIONS: `--import ${preload}` });
  const { data } = JSON.parse(
    await ask(
      on,
      JSON.stringify({ query: '{ serviceProjects(first: 1, filter: { state: RUNNING }) { edges { node { id } } } }' }),
    ),
  ) as { data: { serviceProjects: { edges: { node: { id: string } }[] } } };
  const id = data.serviceProjects.edges[0]?.node.id;
  const queries = {
    'project page': JSON.stringify({ query: PROJECT_PAGE, variables: { id } }),
    'twenty persons': JSON.stringify({ query: PERSONS }),
  };
  const [masked, clear] = [await ask(on, queries['twenty persons']), await ask(off, queries['twenty persons'])];
  if (!masked.includes('*') || clear.includes('*')) throw new Error('the two sides do not differ in what they show');
  if (`${masked}${clear}`.includes('"errors"')) throw new Error('something was not answered');
  const measured: Record<string, Measured> = {};
  for (const [name, body] of Object.entries(queries)) {
    const rounds = { on: [] as { rps: number; cpu: number }[], off: [] as { rps: number; cpu: number }[] };
    for (const side of [on, off, on, off]) await load(side, body);
    for (let round = 0; round < ROUNDS; round++) {
      for (const which of round % 2 === 0 ? (['on', 'off'] as const) : (['off', 'on'] as const)) {
        rounds[which].push(await load(which === 'on' ? on : off, body));
      }
    }
    measured[name] = rounds;
  }
  return measured;
}

const pairs: Record<string, Measured>[] = [];
for (let pair = 0; pair < PAIRS; pair++) pairs.push(await measurePair());
for (const name of Object.keys(pairs[0] ?? {})) {
  const of = (which: 'on' | 'off', what: 'rps' | 'cpu') =>
    median(pairs.flatMap((pair) => pair[name]?.[which] ?? []).map((each) => each[what]));
  // Of neighbours: what the machine does besides changes slowly.
  const ratios = pairs.map(({ [name]: pair }) =>
    median((pair?.on ?? []).map(({ rps }, round) => rps / (pair?.off[round]?.rps ?? Number.NaN))),
  );
  const ratio = median(ratios);
  const isMissed = !(ratio >= BAR);
  if (isMissed) process.exitCode = 1;
  process.stdout.write(
    `${name}: ${of('on', 'rps').toFixed(0)} requests/s with, ${of('off', 'rps').toFixed(0)} without: ${ratio.toFixed(2)} (bar ${BAR}; by start ${ratios.map((each) => each.toFixed(2)).join(', ')})${isMissed ? '  MISSED' : ''}; ` +
      `CPU ${of('on', 'cpu').toFixed(2)} and ${of('off', 'cpu').toFixed(2)} ms of all departments and the gateway\n`,
  );
}
