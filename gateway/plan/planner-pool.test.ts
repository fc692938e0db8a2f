import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { afterEach, expect, it } from 'vitest';
import { engineDefaults } from '../config.js';
import { until } from '../../test/until.js';
import { readGraphTypes } from '../supergraph/graph-types.js';
import { readSupergraph } from '../supergraph/read-supergraph.js';
import { PlannerPool } from './planner-pool.js';

const GOOD = { text: '{ me { name } }', operationName: undefined, labels: [] };
const { limits } = engineDefaults();
let pool: PlannerPool | undefined;

afterEach(async () => {
  await pool?.[Symbol.asyncDispose]();
});

/** Many subgraphs that all know the same fields: the planner tries all ways through them. */
function manyWays(subgraphs: number) {
  const sdl = `
    extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable"])
    type Query { me: User @shareable }
    type User @key(fields: "id") { id: ID! @shareable name: String @shareable ${'abcdefghij'
      .split('')
      .map((letter) => `${letter}: User @shareable`)
      .join(' ')} }`;
  const { supergraphSdl, errors } = composeServices(
    Array.from({ length: subgraphs }, (_, index) => ({ name: `s${index}`, url: 'http://x', typeDefs: parse(sdl) })),
  );
  if (supergraphSdl === undefined) throw new Error(String(errors));
  const { sdl: text, apiSdl, types, requirements } = readSupergraph(supergraphSdl);
  return { sdl: text, apiSdl, types, requirements, limits };
}

/** Selections that differ at every level, so that nothing is planned once for all. */
function hostile(depth: number): string {
  const level = (left: number): string =>
    left === 0
      ? '{ name }'
      : `{ ${'abcde'
          .split('')
          .map((letter) => `${letter} ${level(left - 1)}`)
          .join(' ')} }`;
  return `{ me ${level(depth)} }`;
}

it('plans, and says why it cannot', async () => {
  pool = new PlannerPool(manyWays(2), { maxThreads: 1, maxPlanMs: 10_000, maxThreadMb: 1024, maxWaiting: 10 });
  await pool.start();
  expect((await pool.plan(GOOD)).nodes).toHaveLength(1);
  await expect(pool.plan({ ...GOOD, text: '{ nobody }' })).rejects.toThrow(/nobody/);
  expect((await pool.plan(GOOD)).kind).toBe('once');
});

it('refuses what takes too long, and plans on in a new thread', async () => {
  let restarts = 0;
  pool = new PlannerPool(
    manyWays(12),
    { maxThreads: 1, maxPlanMs: 300, maxThreadMb: 1024, maxWaiting: 10 },
    { restarted: () => restarts++ },
  );
  await pool.start();
  await expect(pool.plan({ ...GOOD, text: hostile(5) })).rejects.toMatchObject({ code: 'TOO_COMPLEX' });
  expect(restarts).toBe(1);
  expect((await pool.plan(GOOD)).nodes).toHaveLength(1);
});

it('plans others meanwhile', async () => {
  pool = new PlannerPool(manyWays(12), { maxThreads: 2, maxPlanMs: 60_000, maxThreadMb: 1024, maxWaiting: 10 });
  await pool.start();
  const order: string[] = [];
  const slow = pool.plan({ ...GOOD, text: hostile(5) }).then(
    () => order.push('slow'),
    () => order.push('ended'),
  );
  await pool.plan(GOOD).then(() => order.push('quick'));
  expect(order).toEqual(['quick']);
  await pool[Symbol.asyncDispose]();
  await slow;
});

it('lets only so many wait', async () => {
  pool = new PlannerPool(manyWays(12), { maxThreads: 1, maxPlanMs: 60_000, maxThreadMb: 1024, maxWaiting: 1 });
  await pool.start();
  const first = pool.plan({ ...GOOD, text: hostile(5) });
  const second = pool.plan(GOOD);
  const ended = Promise.allSettled([first, second]);
  await expect(pool.plan(GOOD)).rejects.toMatchObject({ code: 'OVERLOADED' });
  await pool[Symbol.asyncDispose]();
  const stopped = { status: 'rejected', reason: { code: 'SHUTTING_DOWN' } };
  expect(await ended).toMatchObject([stopped, stopped]);
});

it('says at the start that a supergraph is none', async () => {
  pool = new PlannerPool(
    {
      sdl: 'type Query { a: Int }',
      apiSdl: 'type Query { a: Int }',
      types: readGraphTypes(parse('type Query { a: Int }')),
      requirements: { rules: [], needed: new Map() },
      limits,
    },
    { maxThreads: 1, maxPlanMs: 1000, maxThreadMb: 1024, maxWaiting: 1 },
  );
  await expect(pool.start()).rejects.toThrow(/supergraph/i);
});

it('plans before and after its threads are told to leave a busy core to others', async () => {
  pool = new PlannerPool(
    manyWays(2),
    { maxThreads: 1, maxPlanMs: 10_000, maxThreadMb: 1024, maxWaiting: 10 },
    {},
    false,
  );
  await pool.start();
  expect((await pool.plan(GOOD)).nodes).toHaveLength(1);
  pool.yieldToOthers();
  expect((await pool.plan(GOOD)).nodes).toHaveLength(1);
});

it('tries an operation within a time of its own, and counts it nowhere', async () => {
  const heard: string[] = [];
  pool = new PlannerPool(
    manyWays(12),
    { maxThreads: 1, maxPlanMs: 10_000, maxThreadMb: 1024, maxWaiting: 10 },
    { done: (_, outcome) => heard.push(outcome), restarted: () => heard.push('restarted') },
  );
  await pool.start();
  await expect(pool.try({ ...GOOD, text: hostile(5) }, 100)).rejects.toMatchObject({ code: 'TOO_COMPLEX' });
  expect((await pool.try(GOOD, 10_000)).nodes).toHaveLength(1);
  expect(heard).toEqual([]);
});

it('refuses what needs too much memory, and goes on in a new thread', async () => {
  const generous = { ...limits, maxChars: 10_000_000, maxTokens: 10_000_000 };
  const options = { maxThreads: 1, maxPlanMs: 60_000, maxThreadMb: 64, maxWaiting: 10 };
  pool = new PlannerPool({ ...manyWays(2), limits: generous }, options);
  await pool.start();
  await expect(pool.check(`{ me { ${'name '.repeat(1_000_000)} } }`)).rejects.toMatchObject({
    code: 'TOO_COMPLEX',
    message: 'Checking the document took more than 64 MB: ask for less at a time.',
  });
  expect((await pool.plan(GOOD)).nodes).toHaveLength(1);
});

/** Processes that were started by one. */
function childrenOf(pid: number): readonly number[] {
  return readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
    readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
  );
}

const { platform } = process;
const NO_PROC = 'processes are found in /proc';

it('plans again, once, what was planned when its process was killed', async ({ skip }) => {
  if (platform !== 'linux') skip(NO_PROC);
  const before = new Set(childrenOf(process.pid));
  pool = new PlannerPool(manyWays(12), { maxThreads: 2, maxPlanMs: 60_000, maxThreadMb: 1024, maxWaiting: 10 });
  await pool.start();
  const kill = () => {
    for (const pid of childrenOf(process.pid)) if (!before.has(pid)) process.kill(pid, 'SIGKILL');
  };
  const planned = Promise.all([pool.plan({ ...GOOD, text: hostile(4) }), pool.plan(GOOD)]);
  kill();
  expect((await planned).map(({ nodes }) => nodes.length)).toEqual([1, 1]);

  // What never comes to an end is told so, and what is asked later is tried again.
  let refused: unknown;
  pool.plan({ ...GOOD, text: hostile(5) }).catch((error: unknown) => (refused = error));
  await until('it is refused', () => {
    kill();
    return refused !== undefined;
  });
  expect(refused).toMatchObject({ message: 'the planner process ended' });
  expect((await pool.plan(GOOD)).nodes).toHaveLength(1);
});

it('goes on when its process gets the signals that are for the gateway', async ({ skip }) => {
  if (platform !== 'linux') skip(NO_PROC);
  const before = new Set(childrenOf(process.pid));
  pool = new PlannerPool(manyWays(2), { maxThreads: 1, maxPlanMs: 10_000, maxThreadMb: 1024, maxWaiting: 10 });
  await pool.start();
  const own = () => childrenOf(process.pid).filter((pid) => !before.has(pid));
  const [planner = 0] = own();
  process.kill(planner, 'SIGINT');
  process.kill(planner, 'SIGTERM');
  expect((await pool.plan(GOOD)).nodes).toHaveLength(1);
  expect(own()).toEqual([planner]);
});

it('goes on in another process when its own stands still', async ({ skip }) => {
  if (platform !== 'linux') skip(NO_PROC);
  const before = new Set(childrenOf(process.pid));
  pool = new PlannerPool(manyWays(2), { maxThreads: 1, maxPlanMs: 500, maxThreadMb: 1024, maxWaiting: 10 });
  await pool.start();
  const [stopped = 0] = childrenOf(process.pid).filter((pid) => !before.has(pid));
  process.kill(stopped, 'SIGSTOP');
  await expect(pool.plan(GOOD)).rejects.toMatchObject({ code: 'TOO_COMPLEX' });
  expect((await pool.plan(GOOD)).nodes).toHaveLength(1);
  expect(childrenOf(process.pid)).not.toContain(stopped);
});

it('ends with its gateway, also while it plans', async ({ skip }) => {
  if (platform !== 'linux') skip(NO_PROC);
  const script = `
    const { PlannerPool } = await import(${JSON.stringify(new URL('../../dist/gateway/plan/planner-pool.js', import.meta.url).href)});
    process.on('message', async ({ graph, text }) => {
      const pool = new PlannerPool(graph, { maxThreads: 1, maxPlanMs: 600_000, maxThreadMb: 4096, maxWaiting: 10 });
      await pool.start();
      pool.plan({ text, operationName: undefined, labels: [] });
      process.send('planning');
    });`;
  const gateway = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    serialization: 'advanced',
  });
  const stderr = gateway.stderr ? text(gateway.stderr) : undefined;
  gateway.send({ graph: manyWays(12), text: hostile(5) });
  await once(gateway, 'message');
  const [planner = 0] = childrenOf(gateway.pid ?? 0);
  const cpu = () => Number(readFileSync(`/proc/${planner}/stat`, 'utf8').split(') ')[1]?.split(' ')[11]);
  const started = cpu();
  await until('it plans', () => cpu() > started + 5);
  gateway.kill('SIGKILL');
  await until('it ended', () => !readdirSync('/proc').includes(String(planner)));
  expect(await stderr).toBe('');
});
