import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { PROBLEM_CODES } from '#protocol/problem-codes';

it('documents exactly the problem codes that exist', async () => {
  const text = await readFile(new URL('../../docs/errors.md', import.meta.url), 'utf8');
  const section = text.split('## Problem codes')[1]?.split('\n## ')[0] ?? '';
  const documented = [...section.matchAll(/^\| `([A-Z_]+)`/gm)].map(([, code]) => code);
  expect(documented.toSorted()).toEqual(Object.keys(PROBLEM_CODES).toSorted());
});
