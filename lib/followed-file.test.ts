import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { until } from '../test/until.js';
import { followFile } from './followed-file.js';

it('a file is read again when it has changed, once for all who ask', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'followed-'));
  const file = join(folder, 'keys.json');
  await writeFile(file, '1');
  let parsed = 0;
  const value = followFile(file, (text) => {
    parsed++;
    return JSON.parse(text) as number;
  });
  expect(await Promise.all([value(), value(), value()])).toEqual([1, 1, 1]);
  expect(parsed).toBe(1);
  await writeFile(file, '2');
  await until('the change is seen', async () => (await value()) === 2);
  expect(parsed).toBe(2);
  await writeFile(file, 'no json');
  await until('it was tried', async () => (await value()) === 2 && parsed > 2);
  await writeFile(file, '3');
  await until('it is understood again', async () => (await value()) === 3);
  await rm(folder, { recursive: true });
});

it('a file that is not there throws', async () => {
  await expect(followFile('/nowhere/keys.json', (text) => text)()).rejects.toThrow('ENOENT');
});
