import { readFileSync } from 'node:fs';
import { getPriority } from 'node:os';
import { Worker } from 'node:worker_threads';
import { once } from 'node:events';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { projectRoot } from './project-root.js';

it.skipIf(process.platform !== 'linux')('lowers the priority of its thread, and of no other', async () => {
  const module = pathToFileURL(join(projectRoot(), 'dist', 'lib', 'yield-to-others.js')).href;
  const source = `
    const { readlinkSync, readFileSync } = require('node:fs');
    const { parentPort } = require('node:worker_threads');
    import(${JSON.stringify(module)}).then(({ yieldToOthers }) => {
      yieldToOthers();
      const thread = readlinkSync('/proc/thread-self');
      parentPort.postMessage(readFileSync('/proc/' + thread + '/stat', 'utf8'));
    });`;
  const before = getPriority();
  const worker = new Worker(source, { eval: true });
  const [stat] = (await once(worker, 'message')) as [string];
  await worker.terminate();
  const nice = (text: string) => Number(text.split(') ')[1]?.split(' ')[16]);
  expect(nice(stat)).toBe(before + 10);
  expect(nice(readFileSync('/proc/thread-self/stat', 'utf8'))).toBe(before);
  expect(getPriority()).toBe(before);
});
