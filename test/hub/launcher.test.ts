import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { identityOf, isAlive } from '#lib/process-identity';
import { createDatabase } from '../database.js';
import { Launcher } from '../launcher.js';
import { until } from '../until.js';

/** One department is enough here: the launcher treats all alike. */
const ONE = ['subgraph', 'civil-affairs'];

/** An empty data folder, cleared with `reset` afterwards as a user would. */
async function dataFolder(mode = 0o755): Promise<Record<string, string>> {
  const folder = await mkdtemp(join(tmpdir(), 'liandong-hub-launcher-'));
  await chmod(folder, mode);
  const env = { HUB_DATA: folder, HUB_PEOPLE: '0', PORT_CIVIL_AFFAIRS: '0' };
  onTestFinished(async () => {
    expect(await new Launcher({ args: ['reset'], env }).ended).toBe(0);
    expect(existsSync(folder)).toBe(false);
  });
  return env;
}

async function postmasterPid(env: Record<string, string>): Promise<number> {
  const { outside } = JSON.parse(await readFile(join(env['HUB_DATA'] ?? '', 'postgres.json'), 'utf8')) as {
    outside?: string;
  };
  const file = join(outside ?? env['HUB_DATA'] ?? '', 'postgres', 'postmaster.pid');
  return Number((await readFile(file, 'utf8')).split('\n')[0]);
}

async function isUp(url: string | undefined): Promise<boolean> {
  return (await fetch(`${url}/ready`)).ok;
}

test('Ctrl-C stops the subgraph and the database, and the exit is clean', async () => {
  const env = await dataFolder();
  const launcher = new Launcher({ args: ONE, env });
  const { subgraphs } = await launcher.ready;
  expect(await isUp(subgraphs['civil-affairs'])).toBe(true);
  const processes = [identityOf(launcher.pidOf('civil-affairs')), identityOf(await postmasterPid(env))];
  expect(await launcher.stop()).toBe(0);
  expect(processes.map(isAlive)).toEqual([false, false]);
});

test('a second start on the same data says so, and so does reset', async () => {
  const env = await dataFolder();
  await using first = new Launcher({ args: ONE, env });
  await first.ready;
  for (const args of [ONE, ['start'], ['reset']]) {
    const second = new Launcher({ args, env });
    expect(await second.ended).toBe(1);
    expect(second.output).toContain(`The hub runs already on ${env['HUB_DATA']} (process ${first.pid}).`);
  }
});

test('after kill -9 of the launcher its processes end, and the next start works at once', async () => {
  const env = await dataFolder();
  const first = new Launcher({ args: ONE, env });
  await first.ready;
  const orphan = identityOf(first.pidOf('civil-affairs'));
  const server = await postmasterPid(env);
  await first.kill();
  await until('the subgraph has ended by itself', () => !isAlive(orphan));

  await using second = new Launcher({ args: ONE, env });
  const { subgraphs } = await second.ready;
  expect(await isUp(subgraphs['civil-affairs'])).toBe(true);
  expect(await postmasterPid(env)).toBe(server);
});

test('after kill -9 of everything the next start recovers', async () => {
  const env = await dataFolder();
  const first = new Launcher({ args: ONE, env });
  await first.ready;
  const victims = [await postmasterPid(env), first.pidOf('civil-affairs')];
  for (const pid of victims) process.kill(pid, 'SIGKILL');
  await first.kill();

  await using second = new Launcher({ args: ONE, env });
  const { subgraphs } = await second.ready;
  expect(await isUp(subgraphs['civil-affairs'])).toBe(true);
});

test('a process that was killed comes back on its port', async () => {
  const env = await dataFolder();
  await using launcher = new Launcher({ args: ONE, env });
  const { subgraphs } = await launcher.ready;
  const pid = launcher.pidOf('civil-affairs');
  process.kill(pid, 'SIGKILL');
  await until('it is started again', () => launcher.output.includes('civil-affairs serves again.'));
  expect(launcher.pidOf('civil-affairs')).not.toBe(pid);
  expect(await isUp(subgraphs['civil-affairs'])).toBe(true);
});

test('a data folder that the database account cannot enter works too', async () => {
  const env = await dataFolder(0o700);
  await using launcher = new Launcher({ args: ONE, env });
  const { subgraphs } = await launcher.ready;
  expect(await isUp(subgraphs['civil-affairs'])).toBe(true);
});

test('with DATABASE_URL_<SUBGRAPH> that database is used and no server is started', async () => {
  const env = await dataFolder();
  await using database = await createDatabase('given');
  await using launcher = new Launcher({ args: ONE, env: { ...env, DATABASE_URL_CIVIL_AFFAIRS: database.url } });
  const { subgraphs } = await launcher.ready;
  expect(await isUp(subgraphs['civil-affairs'])).toBe(true);
  expect(existsSync(join(env['HUB_DATA'] ?? '', 'postgres.json'))).toBe(false);
});

test.each([
  [
    { DATABASE_URL_CIVIL_AFFAIRS: 'postgres://nobody:x@127.0.0.1:1/none' },
    /^DATABASE_URL_CIVIL_AFFAIRS: the database does not let us in: /,
  ],
  [{ PG_BIN: '/nowhere' }, /^PG_BIN must be a folder with initdb, pg_ctl and postgres, but \/nowhere lacks/],
  [{ HUB_DATA: '/dev/null/hub' }, /^HUB_DATA: the data folder \/dev\/null\/hub cannot be written/],
  [{ HUB_LOG_LEVEL: 'loud' }, /^civil-affairs did not start \(exit code 1\):\nHUB_LOG_LEVEL must be one of/],
])('%o stops the start with a sentence', async (wrong, sentence) => {
  const env = await dataFolder();
  await using launcher = new Launcher({ args: ONE, env: { ...env, ...wrong } });
  expect(await launcher.ended).toBe(1);
  expect(launcher.output).toMatch(sentence);
});

test('data made for one size are not used for another', async () => {
  const env = await dataFolder();
  const first = new Launcher({ args: ONE, env });
  await first.ready;
  await first.stop();
  const second = new Launcher({ args: [...ONE, '--people', '5'], env });
  expect(await second.ended).toBe(1);
  expect(second.output).toContain('were made for 0 people, not 5');
});
