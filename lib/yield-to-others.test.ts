import { readFileSync } from 'node:fs';
import { getPriority } from 'node:os';
import { Worker } from 'node:worker_threads';
import { once } from 'node:events';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { projectRoot } from './project-root.js';
import { yieldingFromStart } from './yield-to-others.js';

const nice = (text: string) => Number(text.split(') ')[1]?.split(' ')[16]);
const TELL = `
  import { readFileSync } from 'node:fs';
  import { parentPort } from 'node:worker_threads';
  parentPort.postMessage(readFileSync('/proc/thread-self/stat', 'utf8'));`;
const MODULE = pathToFileURL(join(projectRoot(), 'dist', 'lib', 'yield-to-others.js')).href;

it.skipIf(process.platform !== 'linux').each([
  {
    when: 'when it is told',
    source: `import { yieldToOthers } from ${JSON.stringify(MODULE)}; yieldToOthers(); ${TELL}`,
    execArgv: [],
  },
  { when: 'before its first module', source: TELL, execArgv: yieldingFromStart() },
])('lowers the priority of its thread, and of no other, $when', async ({ source, execArgv }) => {
  const before = getPriority();
  const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(source)}`), { execArgv: [...execArgv] });
  const [stat] = (await once(worker, 'message')) as [string];
  await worker.terminate();
  expect(nice(stat)).toBe(before + 10);
  expect(nice(readFileSync('/proc/thread-self/stat', 'utf8'))).toBe(before);
  expect(getPriority()).toBe(before);
});
