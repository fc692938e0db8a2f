import { afterAll, describe, expect, it } from 'vitest';
import { compareGraph, runOperations } from './differential.js';
import { GRAPHS } from './graphs.js';

const SEED = Number(process.env['DIFF_SEED'] ?? Math.floor(Math.random() * 1e9));
const COUNT = Number(process.env['DIFF_COUNT'] ?? 40);
let compared = 0;
let refused = 0;

describe(`the federated answer is that of one merged schema (seed ${SEED})`, () => {
  for (const [name, graph] of Object.entries(GRAPHS)) {
    it.each([
      ['with nulls', { nulls: 7, errors: 0 }],
      ['with errors', { nulls: 9, errors: 41 }],
    ])(`${name} %s`, async (_, odds) => {
      await using comparison = await compareGraph(graph(), `w${SEED}`, odds);
      const {
        compared: own,
        refused: tooComplex,
        differences,
      } = await runOperations(comparison, SEED, COUNT, odds.errors === 0);
      compared += own;
      refused += tooComplex;
      const [first] = differences;
      const shown = first && {
        query: first.operation.query,
        variables: JSON.stringify(first.operation.variables),
        expected: JSON.stringify(first.expected),
        received: JSON.stringify(first.received),
      };
      expect(shown, `seed ${SEED}`).toBeUndefined();
    });
  }
  afterAll(() => process.stdout.write(`${compared} operations compared, ${refused} refused, seed ${SEED}\n`));
});
