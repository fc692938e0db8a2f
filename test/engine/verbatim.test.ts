import { composeServices } from '@apollo/composition';
import { Supergraph } from '@apollo/federation-internals';
import { getOperationAST, graphql, type GraphQLSchema, parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { random } from '#lib/random';
import { engineDefaults } from '../../gateway/config.js';
import { HubError } from '../../gateway/errors.js';
import { readAnswer } from '../../gateway/fetch/answer.js';
import type { Operation, Result } from '../../gateway/operation.js';
import { createPipeline } from '../../gateway/pipeline.js';
import { plannedDocument } from '../../gateway/plan/planned-document.js';
import { PlannerPool } from '../../gateway/plan/planner-pool.js';
import { VALIDATION_RULES } from '../../gateway/request/single-root-field.js';
import { loadSupergraph } from '../../gateway/supergraph/load.js';
import { readSupergraph } from '../../gateway/supergraph/read-supergraph.js';
import type { SubgraphCall } from '../../gateway/fetch/run.js';
import { DerivedWorld } from './derived-world.js';
import { type Graph, GRAPH_ENTRIES } from './graphs.js';
import { randomOperation, type RandomOperation } from './random-operation.js';
import { anyStyle, damage, spoil, written } from './spoilt-reply.js';

const SEED = Number(process.env['DIFF_SEED'] ?? Math.floor(Math.random() * 1e9));
const COUNT = Number(process.env['VERBATIM_COUNT'] ?? 25);
/** Variants of the replies to one operation. */
const VARIANTS = 8;

/** What is answered when replies are read as far as needed, and when they are parsed. */
interface Answers {
  readonly read: string;
  readonly parsed: string;
}

/** How many replies were read without being parsed, of those that might be. */
const reads = { tried: 0, done: 0 };

async function openPair(graph: Graph, odds: { nulls: number; errors: number }) {
  const sources = Object.entries(graph);
  const { supergraphSdl = '' } = composeServices(
    sources.map(([name, sdl]) => ({ name, url: `http://${name}`, typeDefs: parse(sdl) })),
  );
  const whole = Supergraph.build(supergraphSdl, { supportedFeatures: null }).schema.toGraphQLJSSchema();
  const sdls = sources.map(([, sdl]) => sdl);
  const world = new DerivedWorld(whole, sdls, `w${SEED}`, odds);
  const schemas = new Map(sources.map(([name], index): [string, GraphQLSchema] => [name, world.subgraph(index)]));
  const facts = readSupergraph(supergraphSdl);
  const { apiSchema, types } = await loadSupergraph(facts);
  // A random operation may keep the planner busy for ever.
  const planner = new PlannerPool(
    { ...facts, limits: engineDefaults().limits },
    { maxThreads: 1, maxPlanMs: 1000, maxThreadMb: 1024, maxWaiting: 1 },
  );

  /** The same variant spoils the same replies. */
  const reply = async ({ subgraph, body }: SubgraphCall, variant: number): Promise<Buffer> => {
    const { query, variables } = JSON.parse(body) as RandomOperation;
    const schema = schemas.get(subgraph);
    if (!schema) throw new Error(`no subgraph ${subgraph}`);
    const result = await graphql({ schema, source: query, variableValues: variables, rootValue: {} });
    const own: unknown = JSON.parse(JSON.stringify(result));
    const next = random(SEED, variant, body.length);
    const style = anyStyle(next);
    const fate = variant === 0 ? 1 : next();
    if (fate < 0.3) spoil(own, next);
    const bytes = written(own, style);
    return fate >= 0.3 && fate < 0.4 ? damage(bytes, next) : bytes;
  };

  return {
    apiSchema,
    [Symbol.asyncDispose]: () => planner[Symbol.asyncDispose](),
    /** Of each variant of the replies; none when it cannot be planned. */
    async answers({ query, variables, operationName }: RandomOperation): Promise<readonly Answers[]> {
      const document = parse(query);
      const definition = getOperationAST(document, operationName);
      if (!definition) throw new Error('no operation');
      const planned = plannedDocument(document, definition, variables, apiSchema, types, { unmet: () => [] });
      if (planned.text === undefined) return [];
      const plan = await planner.plan({ text: planned.text, operationName, labels: [] }).catch(() => undefined);
      if (!plan) return [];
      const run = async (isRead: boolean, variant: number) => {
        const again = { document: planned, plan, met: [], denied: [] };
        const pipeline = createPipeline({
          apiSchema,
          types,
          plans: {
            prepare: () => Promise.resolve({ planned: again, variables }),
          } as never,
          async ask(call) {
            const bytes = await reply(call, variant);
            const answer = readAnswer(200, bytes, isRead ? call.reader : undefined);
            if (isRead && call.reader) {
              reads.tried++;
              if (call.reader.read(bytes)) reads.done++;
            }
            return answer;
          },
          showError: ({ message }) => ({ code: 'X', message }) as never,
          introspect: (fields) => Promise.resolve(fields.map(() => 'null')),
          costs: { check: () => undefined, estimate: () => 0 },
          maxOperationMs: 60_000,
        });
        const operation = { document, variables, requestId: 'r', signal: new AbortController().signal };
        // The first time nothing is expected.
        await pipeline.execute(operation as unknown as Operation);
        return pipeline.execute(operation as unknown as Operation);
      };
      const answers: Answers[] = [];
      for (let variant = 0; variant < VARIANTS; variant++) {
        answers.push({ read: shown(await run(true, variant)), parsed: shown(await run(false, variant)) });
      }
      return answers;
    },
  };
}

/** Values and errors; spellings of numbers may differ. */
function shown({ data, errors }: Result): string {
  const told = errors.map((error) =>
    JSON.stringify([error.path, error instanceof HubError && error.code, error.message]),
  );
  return JSON.stringify([data && (JSON.parse(data.toString('utf8')) as unknown), [...told].sort()]);
}

describe(`replies that are handed on unparsed give the same answer (seed ${SEED})`, () => {
  it.each(GRAPH_ENTRIES)('%s', async (_, graph) => {
    await using pair = await openPair(graph(), { nulls: 9, errors: 97 });
    let compared = 0;
    for (let number = 0; compared < COUNT * VARIANTS && number < COUNT * 20; number++) {
      const next = random(SEED, number);
      const operation = randomOperation(pair.apiSchema, next, { kind: 'query', maxDepth: 4, size: 20 });
      if (validate(pair.apiSchema, parse(operation.query), VALIDATION_RULES).length > 0) continue;
      for (const [variant, { read, parsed }] of (await pair.answers(operation)).entries()) {
        compared++;
        const about = `seed ${SEED}, variant ${variant}: ${operation.query} ${JSON.stringify(operation.variables)}`;
        expect(read, about).toBe(parsed);
      }
    }
    expect(compared).toBeGreaterThanOrEqual(COUNT);
  });

  it('and many are', () => {
    process.stdout.write(`${reads.done} of ${reads.tried} replies were not parsed, seed ${SEED}\n`);
    expect(reads.done / reads.tried).toBeGreaterThan(0.2);
  });
});
