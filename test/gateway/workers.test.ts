import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '#lib/project-root';
import { expect, it } from 'vitest';
import { ask, composeToys, temporaryFolder } from './toy-gateway.js';
import { serveToys } from './toy-subgraphs.js';
import { World } from './toy-world.js';

interface Running extends AsyncDisposable {
  readonly url: string;
  readonly child: ChildProcess;
  /** Process ids of the workers. */
  workers(): Promise<number[]>;
  metric(name: string): Promise<number>;
}

async function startWorkers(supergraphFile: string, count: number): Promise<Running> {
  const main = join(projectRoot(), 'dist', 'gateway', 'main.js');
  const child = fork(main, ['--supergraph', supergraphFile, '--open', '--port', '0'], {
    env: { ...process.env, HUB_WORKERS: `${count}`, HUB_LOG_LEVEL: 'silent' },
    execArgv: [],
  });
  const [ready] = (await once(child, 'message')) as [{ url: string }];
  return {
    url: ready.url,
    child,
    async workers() {
      const text = await readFile(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8');
      return text.trim().split(/\s+/).map(Number);
    },
    async metric(name) {
      const text = await (await fetch(`${ready.url}/metrics`)).text();
      return Number(
        text
          .split('\n')
          .find((line) => line.startsWith(`${name} `))
          ?.slice(name.length + 1),
      );
    },
    async [Symbol.asyncDispose]() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** Process ids are read from Linux' own folder. */
it.runIf(process.platform === 'linux')(
  'several processes serve one port, count together, and are replaced',
  async () => {
    await using toys = await serveToys(new World());
    await using folder = await temporaryFolder();
    const file = join(folder.path, 'supergraph.graphql');
    await writeFile(file, composeToys(toys));
    await using running = await startWorkers(file, 2);
    const query = '{ person(id: "p1") { name } }';
    const asked = await Promise.all(Array.from({ length: 20 }, () => ask(running.url, query)));
    expect(new Set(asked.map(({ status }) => status))).toEqual(new Set([200]));
    const count = 'hub_request_seconds_count{transport="http",outcome="complete"}';
    expect(await running.metric(count)).toBe(20);
    expect(await running.metric('hub_circuit_state{subgraph="people"}')).toBe(0);

    const [first = 0, second = 0] = await running.workers();
    process.kill(first, 'SIGKILL');
    await expect
      .poll(() => running.workers(), { timeout: 20_000 })
      .toEqual([second, expect.not.toSatisfy((pid: number) => pid === first)]);
    expect((await ask(running.url, query)).data).toEqual({ person: { name: expect.any(String) } });

    const ended = once(running.child, 'exit');
    running.child.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
    for (const pid of [first, second]) expect(() => process.kill(pid, 0)).toThrow(/ESRCH/);
  },
);

it('a wrong setting is said once, and ends them all', async () => {
  await using folder = await temporaryFolder();
  const file = join(folder.path, 'supergraph.graphql');
  await writeFile(file, 'type Query { no: Supergraph }');
  const main = join(projectRoot(), 'dist', 'gateway', 'main.js');
  const child = fork(main, ['--supergraph', file, '--open', '--port', '0'], {
    env: { ...process.env, HUB_WORKERS: '3', HUB_LOG_LEVEL: 'silent' },
    execArgv: [],
    silent: true,
  });
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (said += text));
  expect(await once(child, 'close')).toEqual([1, null]);
  expect(
    said
      .trim()
      .split('\n')
      .filter((line) => line.includes('upergraph')).length,
  ).toBe(1);
});
