import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { identityOf, isAlive } from '#lib/process-identity';
import { Child, type Supervision } from './supervise.js';

const READY = `process.send({ type: 'ready', url: 'http://127.0.0.1:1/' + process.pid });`;
const ENDS_WITH_PARENT = `process.once('disconnect', () => console.log('goodbye'));`;

/** A real program, supervised; `said` holds what the person at the keyboard would read. */
async function supervised(program: string, options: Partial<Supervision> = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'supervise-'));
  const file = join(folder, 'program.mjs');
  const logFile = join(folder, 'program.log');
  await writeFile(file, program);
  const said: string[] = [];
  const starts: number[] = [];
  const waiting: { count: number; resolve: () => void }[] = [];
  const child = new Child(
    { name: 'program', args: [file], env: process.env, logFile },
    {
      say: (line) => said.push(line),
      onStarted(_, pid) {
        starts.push(pid);
        for (const { count, resolve } of waiting) if (starts.length >= count) resolve();
      },
      backoff: { firstMs: 10, maxMs: 40, resetMs: 60_000 },
      ...options,
    },
  );
  return {
    child,
    said,
    starts,
    started: (count: number) =>
      starts.length >= count ? Promise.resolve() : new Promise<void>((resolve) => waiting.push({ count, resolve })),
    log: () => readFile(logFile, 'utf8'),
    async [Symbol.asyncDispose]() {
      await child.stop();
      await rm(folder, { recursive: true });
    },
  };
}

test('a process that says it is ready is stopped by closing the channel', async () => {
  await using program = await supervised(READY + ENDS_WITH_PARENT);
  expect(await program.child.ready).toBe(`http://127.0.0.1:1/${program.child.pid}`);
  await program.child.stop();
  expect(program.child.state).toBe('ended');
  expect(await program.log()).toBe('goodbye\n');
  expect(program.starts).toHaveLength(1);
});

test('one that ends before it is ready is not tried again, and its last lines are told', async () => {
  await using program = await supervised(`console.error('PORT_X is wrong'); process.exit(3);`);
  await expect(program.child.ready).rejects.toThrow('program did not start (exit code 3):\nPORT_X is wrong');
  expect(program.child.state).toBe('ended');
  expect(program.starts).toHaveLength(1);
});

test('one that is killed is started again', async () => {
  await using program = await supervised(READY + ENDS_WITH_PARENT);
  await program.child.ready;
  process.kill(program.child.pid ?? 0, 'SIGKILL');
  await program.started(2);
  expect(program.said[0]).toBe('program ended (SIGKILL); it is started again in 0.01 s.');
});

test('the pause doubles up to its limit while it fails again and again', async () => {
  const diesSoon = `${READY} process.once('disconnect', () => {}); setTimeout(() => process.exit(1), 5);`;
  await using program = await supervised(diesSoon);
  await program.started(5);
  const pauses = program.said.flatMap((line) => /again in (.*) s/.exec(line)?.[1] ?? []);
  expect(pauses.slice(0, 4)).toEqual(['0.01', '0.02', '0.04', '0.04']);
});

test('one that does not end by itself is killed after the grace', async () => {
  const stubborn = `${READY} process.on('disconnect', () => {}); process.on('SIGTERM', () => {}); setInterval(() => {}, 1000);`;
  await using program = await supervised(stubborn, { graceMs: 50 });
  await program.child.ready;
  const running = identityOf(program.child.pid ?? 0);
  await program.child.stop();
  expect(isAlive(running)).toBe(false);
});

test('a stop during the start ends it at once', async () => {
  await using program = await supervised(`setInterval(() => {}, 1000);`);
  const running = identityOf(program.child.pid ?? 0);
  await program.child.stop();
  await expect(program.child.ready).rejects.toThrow('was stopped before it was ready');
  expect(isAlive(running)).toBe(false);
});

test('all lines go to the log file, warnings and what is not JSON also to the console', async () => {
  const line = (level: number, msg: string) =>
    `console.log(JSON.stringify({ level: ${level}, msg: '${msg}', code: 7 }));`;
  await using program = await supervised(
    `${line(30, 'fine')} ${line(40, 'careful')} console.error('plain'); ${READY} ${ENDS_WITH_PARENT}`,
  );
  await program.child.ready;
  await program.child.stop();
  expect((await program.log()).split('\n')).toHaveLength(5);
  expect(program.said.toSorted()).toEqual(['program: careful {"code":7}', 'program: goodbye', 'program: plain']);
});
