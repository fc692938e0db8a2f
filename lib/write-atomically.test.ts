import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { writeAtomically } from './write-atomically.js';

async function folder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'write-atomically-'));
  onTestFinished(() => rm(made, { recursive: true }));
  return made;
}

test('replaces the text, readable by the owner only', async () => {
  const file = join(await folder(), 'a.json');
  await writeAtomically(file, 'one');
  await writeAtomically(file, 'two');
  expect(await readFile(file, 'utf8')).toBe('two');
  expect((await stat(file)).mode & 0o777).toBe(0o600);
});

test('racing writers leave one whole text and no drafts', async () => {
  const place = await folder();
  const texts = Array.from({ length: 20 }, (_, index) => String(index).repeat(5000));
  await Promise.all(texts.map((text) => writeAtomically(join(place, 'a'), text)));
  expect(texts).toContain(await readFile(join(place, 'a'), 'utf8'));
  expect(await readdir(place)).toEqual(['a']);
});

test('leaves no draft behind when it cannot replace', async () => {
  const place = await folder();
  await expect(writeAtomically(place, 'text')).rejects.toThrow(/EISDIR|ENOTEMPTY|EPERM/);
  expect(await readdir(place)).toEqual([]);
  expect((await readdir(tmpdir())).filter((name) => name.startsWith(`${place.split('/').at(-1)}.`))).toEqual([]);
});
