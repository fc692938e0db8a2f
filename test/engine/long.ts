import { parseArgs } from 'node:util';
import { compareGraph, isSame, runOperations } from './differential.js';
import { GRAPH_ENTRIES } from './graphs.js';
import { shrink } from './shrink.js';
import { openStockExecutor, STOCK_AGREES, STOCK_EXCEPTIONS } from './stock-executor.js';

const ODDS = [
  { nulls: 7, errors: 0 },
  { nulls: 9, errors: 41 },
] as const;

/** Many random operations on every graph, with the counts. Fails when an answer is wrong, and shows the smallest operation. */
export async function runEngine(argv: readonly string[]): Promise<boolean> {
  const { values } = parseArgs({
    args: [...argv],
    options: { seed: { type: 'string' }, count: { type: 'string', default: '20000' }, graph: { type: 'string' } },
  });
  const seed = Number(values.seed ?? Math.floor(Math.random() * 1e9));
  const graphs = GRAPH_ENTRIES.filter(([name]) => values.graph === undefined || values.graph === name);
  const each = Math.ceil(Number(values.count) / (graphs.length * ODDS.length));
  const total = { compared: 0, effects: 0, refused: 0, different: 0, stockSame: 0, stockOther: 0 };
  for (const [name, graph] of graphs) {
    for (const odds of ODDS) {
      await using comparison = await compareGraph(graph(), `w${seed}`, odds);
      const exact = odds.errors === 0;
      // On some it plans without end, in this process.
      await using stock =
        STOCK_EXCEPTIONS[name] !== undefined ? null : await openStockExecutor(comparison.supergraphSdl);
      const options = stock ? { stock } : {};
      const {
        compared,
        refused,
        effects,
        differences,
        stock: asked,
      } = await runOperations(comparison, seed, each, exact, options);
      total.compared += compared;
      total.refused += refused;
      total.effects += effects;
      total.different += differences.length;
      total.stockSame += asked.same;
      const stockWrong = `stock executor: ${asked.same} same, ${asked.differences.length} different, ${asked.failed} not run`;
      show(
        `${name}, ${exact ? 'nulls' : 'errors'}: ${compared} compared, ${refused} refused, ${differences.length} different; ${stockWrong}`,
      );
      total.stockOther += asked.differences.length + asked.failed;
      for (const { operation } of differences) {
        const smallest = await shrink(
          comparison.apiSchema,
          operation,
          async (smaller) => !isSame(await comparison.merged(smaller), await comparison.federated(smaller), exact),
        );
        show(`\nseed ${seed}, graph ${name}, errors one in ${odds.errors}\n${smallest.query}`);
        show(`variables ${JSON.stringify(smallest.variables)}`);
        show(`expected  ${JSON.stringify(await comparison.merged(smallest))}`);
        show(`received  ${JSON.stringify(await comparison.federated(smallest))}\n`);
      }
    }
  }
  const asked = total.stockSame + total.stockOther;
  show(
    `seed ${seed}: ${total.compared} compared, ${total.refused} refused, ${total.different} different, ${total.effects} effects of mutations in order; the stock executor agrees on ${total.stockSame} of ${asked}`,
  );
  return total.different === 0 && total.stockSame >= STOCK_AGREES * asked;
}

function show(line: string): void {
  process.stdout.write(`${line}\n`);
}
