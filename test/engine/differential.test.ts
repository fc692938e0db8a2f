import { afterAll, describe, expect, it } from 'vitest';
import { compareGraph, runOperations } from './differential.js';
import { GRAPH_ENTRIES } from './graphs.js';
import { openStockExecutor, STOCK_AGREES, STOCK_EXCEPTIONS } from './stock-executor.js';

const SEED = Number(process.env['DIFF_SEED'] ?? Math.floor(Math.random() * 1e9));
const COUNT = Number(process.env['DIFF_COUNT'] ?? 40);
let compared = 0;
let refused = 0;
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
  it('which the stock executor confirms', () => {
    expect(stockAsked).toBeGreaterThan(COUNT);
    expect(stockSame / stockAsked).toBeGreaterThanOrEqual(STOCK_AGREES);
  });

  afterAll(() =>
    process.stdout.write(
      `${compared} operations compared, ${stockSame} of ${stockAsked} the same from the stock executor, ${refused} refused, seed ${SEED}\n`,
    ),
  );
});
