import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { getPriority } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { projectRoot } from './project-root.js';
import { NICE } from './yield-to-others.js';

const MODULE = pathToFileURL(join(projectRoot(), 'dist', 'lib', 'yield-to-others.js')).href;
/** The priorities of the threads of the process that runs it. */
const TOLD = `
  const { readdirSync, readFileSync } = process.getBuiltinModule('node:fs');
  const nices = () => readdirSync('/proc/self/task').map((id) =>
    Number(readFileSync('/proc/self/task/' + id + '/stat', 'utf8').split(') ')[1].split(' ')[16]));`;
const SCRIPT = `
  import { Worker } from 'node:worker_threads';
  import { yieldToOthers } from ${JSON.stringify(MODULE)};
  ${TOLD}
  const before = nices();
  yieldToOthers();
  new Worker(new URL('data:text/javascript,setInterval(() => undefined, 1000)')).on('online', () => process.send({ before, after: nices() }));
`;

it.skipIf(process.platform !== 'linux')(
  'lowers the priority of all threads of its process, and of those that are started later',
  async () => {
    const own = getPriority();
    const args = ['--input-type=module', '--eval', SCRIPT];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    onTestFinished(() => void child.kill('SIGKILL'));
    const [{ before, after }] = (await once(child, 'message')) as [{ before: number[]; after: number[] }];
    expect(before.length).toBeGreaterThan(1);
    expect(new Set(before)).toEqual(new Set([own]));
    expect(after.length).toBeGreaterThan(before.length);
    expect(new Set(after)).toEqual(new Set([own + NICE]));
    expect(getPriority()).toBe(own);
  },
);
