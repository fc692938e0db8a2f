import { expect, it } from 'vitest';
import { askProcess } from './ask-process.js';

/** It wants a list of schemas. */
const question = {
  script: 'compose-worker.js',
  input: { not: 'a list' },
  limitMs: 60_000,
  late: () => new Error('late'),
  yields: true,
} as const;

it('throws what the process throws', async () => {
  await expect(askProcess(question)).rejects.toThrow('is not a function');
});

it('throws that it is late, and ends the process', async () => {
  await expect(askProcess({ ...question, limitMs: 1 })).rejects.toThrow('late');
});
