import { parseArgs } from 'node:util';
import { random } from '#lib/random';
import { NotPlannableError } from '../../gateway/supergraph/plannable/not-plannable-error.js';
import { compareGraph, type Comparison, type Difference, isSame, runOperations } from './differential.js';
import { GRAPH_ENTRIES } from './graphs.js';
import { randomGraph } from './random-graph.js';
import { shrink } from './shrink.js';
import { openStockExecutor, STOCK_AGREES, STOCK_EXCEPTIONS } from './stock-executor.js';

const ODDS = [
  { nulls: 7, errors: 0 },
  { nulls: 9, errors: 41 },
] as const;

const OPERATIONS_PER_RANDOM_GRAPH = 30;

/**
 * Many random operations on every graph, and on random graphs, with the counts. Fails when an answer is wrong, and shows the smallest
 * operation. `--graph NAME` takes one graph, `--graph random` only random ones.
 */
export async function runEngine(argv: readonly string[]): Promise<boolean> {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      seed: { type: 'string' },
      count: { type: 'string', default: '20000' },
      graph: { type: 'string' },
      random: { type: 'string', default: '50' },
    },
  });
  const seed = Number(values.seed ?? Math.floor(Math.random() * 1e9));
  const isRight = values.graph === 'random' || (await runGraphs(seed, values));
  const wanted = values.graph === undefined || values.graph === 'random';
  return (!wanted || (await runRandomGraphs(seed, Number(values.random)))) && isRight;
}

/** Operations on random graphs: those that compose are served and answered right, or refused because fields cannot be planned. */
async function runRandomGraphs(seed: number, count: number): Promise<boolean> {
  const total = { graphs: 0, notPlannable: 0, compared: 0, refused: 0, incomplete: 0, different: 0 };
  const odds = { nulls: 7, errors: 0 };
  for (let number = 0; number < count; number++) {
    const graph = randomGraph(random(seed, number));
    const opened = await compareGraph(graph, `w${seed}`, odds).catch((error: Error) => {
      if (error instanceof NotPlannableError) total.notPlannable++;
      else if (!error.message.startsWith('does not compose')) throw error;
    });
    if (!opened) continue;
    await using comparison = opened;
    total.graphs++;
    const counts = await runOperations(comparison, seed + number, OPERATIONS_PER_RANDOM_GRAPH, true);
    total.compared += counts.compared;
    total.refused += counts.refused;
    for (const { received } of counts.differences) {
      if (received.errors?.[0]?.extensions?.['code'] === 'INVALID_ANSWER') total.incomplete++;
      else total.different++;
    }
    for (const difference of counts.differences.slice(0, 1)) {
      show(
        Object.entries(graph)
          .map(([name, sdl]) => `# ${name}\n${sdl.split('])\n')[1]}`)
          .join('\n'),
      );
      await showSmallest(comparison, difference, true, `seed ${seed}, random graph ${number}`);
    }
  }
  show(
    `seed ${seed}, random graphs: ${total.graphs} served, ${total.notPlannable} not plannable; ${total.compared} compared, ${total.refused} refused, ${total.incomplete} with an error where they could be whole, ${total.different} different`,
  );
  return total.different === 0;
}

async function runGraphs(
  seed: number,
  values: { readonly count: string; readonly graph?: string | undefined },
): Promise<boolean> {
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
      const title = `seed ${seed}, graph ${name}, errors one in ${odds.errors}`;
      for (const difference of differences) await showSmallest(comparison, difference, exact, title);
    }
  }
  const asked = total.stockSame + total.stockOther;
  show(
    `seed ${seed}: ${total.compared} compared, ${total.refused} refused, ${total.different} different, ${total.effects} effects of mutations in order; the stock executor agrees on ${total.stockSame} of ${asked}`,
  );
  return total.different === 0 && total.stockSame >= STOCK_AGREES * asked;
}

async function showSmallest(
  comparison: Comparison,
  { operation }: Difference,
  exact: boolean,
  title: string,
): Promise<void> {
  const smallest = await shrink(
    comparison.apiSchema,
    operation,
    async (smaller) => !isSame(await comparison.merged(smaller), await comparison.federated(smaller), exact),
  );
  show(`\n${title}\n${smallest.query}`);
  show(`variables ${JSON.stringify(smallest.variables)}`);
  show(`expected  ${JSON.stringify(await comparison.merged(smallest))}`);
  show(`received  ${JSON.stringify(await comparison.federated(smallest))}\n`);
}

function show(line: string): void {
  process.stdout.write(`${line}\n`);
}
