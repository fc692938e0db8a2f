import { describe, expect, it } from 'vitest';
import { compareGraph, runOperations } from './differential.js';
import { GRAPHS } from './graphs.js';
import { liveGraph } from './live-graph.js';

const SEED = Number(process.env['DIFF_SEED'] ?? Math.floor(Math.random() * 1e9));
const COUNT = Number(process.env['DIFF_COUNT'] ?? 15);

/** In the others, what a query answers with the help of several subgraphs could not be completed from one alone. */
const names = ['keys', 'references', 'requires', 'abstract', 'interface objects', 'strict', 'contexts'] as const;

describe(`an event is completed as one merged schema would (seed ${SEED})`, () => {
  it.each(names)('%s', async (name) => {
    const odds = { nulls: 8, errors: 0 };
    await using comparison = await compareGraph(liveGraph(GRAPHS[name]()), `w${SEED}`, odds);
    const { compared, differences } = await runOperations(comparison, SEED, COUNT, true, { only: 'subscription' });
    const [first] = differences;
    const shown = first && {
      query: first.operation.query,
      variables: JSON.stringify(first.operation.variables),
      expected: JSON.stringify(first.expected),
      received: JSON.stringify(first.received),
    };
    expect(shown, `seed ${SEED}`).toBeUndefined();
    expect(compared).toBeGreaterThan(0);
  });
});
