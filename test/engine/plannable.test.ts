import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { expect, it } from 'vitest';
import { deep } from '../../bench/graphs/deep.js';
import { hostileSdl } from '../../bench/graphs/hostile.js';
import { list } from '../../bench/graphs/list.js';
import { engineDefaults } from '../../gateway/config.js';
import { PlannerPool } from '../../gateway/plan/planner-pool.js';
import { projectFolder } from '../../gateway/project-folder.js';
import { loadSupergraph } from '../../gateway/supergraph/load.js';
import { readSupergraph } from '../../gateway/supergraph/read-supergraph.js';
import { checkPlannable } from '../../gateway/supergraph/plannable/check-plannable.js';
import type { CheckOptions } from '../../gateway/supergraph/plannable/unplannable.js';
import { type Graph, GRAPH_ENTRIES, unplannable } from './graphs.js';

const PATIENT: CheckOptions = { maxMs: 60_000, maxProbeMs: 20_000 };

function composed(graph: Graph): string {
  const { supergraphSdl, errors } = composeServices(
    Object.entries(graph).map(([name, sdl]) => ({ name, url: `http://${name}`, typeDefs: parse(sdl) })),
  );
  if (supergraphSdl === undefined) throw new Error(String(errors));
  return supergraphSdl;
}

async function checked(sdl: string, options = PATIENT) {
  const facts = readSupergraph(sdl);
  const graph = { ...facts, limits: engineDefaults().limits };
  await using pool = new PlannerPool(graph, { maxThreads: 1, maxPlanMs: 3000, maxThreadMb: 1024, maxWaiting: 10 });
  await pool.start();
  return await checkPlannable(await loadSupergraph(facts), pool, [], options, new AbortController().signal);
}

it.each([
  ...GRAPH_ENTRIES.map(([name, graph]) => [name, () => composed(graph())] as const),
  ['the hub as it is committed', () => readFileSync(join(projectFolder(), 'schema', 'supergraph.graphql'), 'utf8')],
  ['bench: deep', () => composed(deep.sdl)],
  ['bench: list', () => composed(list.sdl)],
  ['bench: hostile', () => composed(hostileSdl)],
] as const)('finds nothing where all can be planned: %s', async (_, sdl) => {
  expect(await checked(sdl())).toEqual({ sentences: [], isComplete: true });
});

it('says which field cannot be planned, once, where, and why', async () => {
  expect(await checked(composed(unplannable))).toEqual({
    sentences: [
      'Query.nodes → Node.price cannot be planned: Cannot add selection of field "Node.__typename" to selection set of parent type "Node" that is potentially an interface object type at runtime',
    ],
    isComplete: true,
  });
});

it('says what it did not come to', async () => {
  expect(await checked(composed(unplannable), { ...PATIENT, maxMs: -1 })).toEqual({ sentences: [], isComplete: false });
});
