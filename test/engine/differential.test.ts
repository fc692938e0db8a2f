import { afterAll, describe, expect, it } from 'vitest';
import { compareGraph, runOperations } from './differential.js';
import { GRAPH_ENTRIES } from './graphs.js';
import { openStockExecutor, STOCK_AGREES, STOCK_EXCEPTIONS } from './stock-executor.js';

const SEED = Number(process.env['DIFF_SEED'] ?? Math.floor(Math.random() * 1e9));
const COUNT = Number(process.env['DIFF_COUNT'] ?? 40);
let compared = 0;
let refused = 0;
let effects = 0;
let stockSame = 0;
let stockAsked = 0;

describe(`the federated answer is that of one merged schema (seed ${SEED})`, () => {
  for (const [name, graph] of GRAPH_ENTRIES) {
    it.each([
      ['with nulls', { nulls: 7, errors: 0 }],
      ['with errors', { nulls: 9, errors: 41 }],
    ])(`${name} %s`, async (_, odds) => {
      await using comparison = await compareGraph(graph(), `w${SEED}`, odds);
      await using stack = new AsyncDisposableStack();
      const stock = STOCK_EXCEPTIONS[name] === undefined && (await openStockExecutor(comparison.supergraphSdl));
      if (stock) stack.use(stock);
      const counts = await runOperations(comparison, SEED, COUNT, odds.errors === 0, stock ? { stock } : {});
      compared += counts.compared;
      refused += counts.refused;
      effects += counts.effects;
      stockSame += counts.stock.same;
      stockAsked += counts.stock.same + counts.stock.failed + counts.stock.differences.length;
      const [first] = counts.differences;
      const shown = first && {
        query: first.operation.query,
        variables: JSON.stringify(first.operation.variables),
        expected: JSON.stringify(first.expected),
        received: JSON.stringify(first.received),
      };
      expect(shown, `seed ${SEED}`).toBeUndefined();
    });
  }
  it.each(GRAPH_ENTRIES.filter(([, graph]) => Object.values(graph()).some((sdl) => sdl.includes('type Mutation'))))(
    '%s: mutations are done one after the other, in the order in which they are written',
    async (_, graph) => {
      await using comparison = await compareGraph(graph(), `w${SEED}`, { nulls: 9, errors: 41 });
      const counts = await runOperations(comparison, SEED, COUNT, false, { only: 'mutation' });
      const [first] = counts.differences;
      expect(first && JSON.stringify(first), `seed ${SEED}`).toBeUndefined();
      expect(counts.effects).toBeGreaterThan(COUNT);
      effects += counts.effects;
    },
  );

  it('which the stock executor confirms', () => {
    expect(stockAsked).toBeGreaterThan(COUNT);
    expect(stockSame / stockAsked).toBeGreaterThanOrEqual(STOCK_AGREES);
  });

  afterAll(() =>
    process.stdout.write(
      `${compared} operations compared, ${stockSame} of ${stockAsked} the same from the stock executor, ${refused} refused, ${effects} effects of mutations in order, seed ${SEED}\n`,
    ),
  );
});
