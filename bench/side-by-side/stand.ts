import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { GATEWAY_FLAGS } from '#lib/gateway-flags';
import { createPlanner } from '../../gateway/plan/planner.js';
import { loadSupergraph } from '../../gateway/supergraph/load.js';
import { readSupergraph } from '../../gateway/supergraph/read-supergraph.js';
import { supergraphOf } from '../graphs/bench-graph.js';
import { graphNamed } from '../graphs/by-name.js';
import { message, type Server, startHelper, startServer, stop } from './processes.js';

/** A graph whose subgraphs are served, with what has to be asked of them. */
export interface Stand extends AsyncDisposable {
  /** A file with the supergraph. */
  readonly supergraphFile: string;
  /** JSON text of the request that is measured. */
  readonly body: string;
  /** Calls to subgraphs for one request to a server. */
  calls(server: Server): Promise<number>;
  /** The answer of a server, parsed. */
  answer(server: Server): Promise<unknown>;
  startOurs(env?: Readonly<Record<string, string>>): Promise<Server>;
  /** The same calls as ours in the same order with nothing in between. */
  startFloor(): Promise<Server>;
}

export async function openStand(name: string): Promise<Stand> {
  await using owned = new AsyncDisposableStack();
  const graph = graphNamed(name);
  const subgraphs = startHelper('subgraphs', [name]);
  owned.defer(() => stop(subgraphs));
  const { urls } = await message<{ urls: Record<string, string> }>(subgraphs, 'ready');
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  owned.defer(() => rmSync(folder, { recursive: true, force: true }));
  const sdl = supergraphOf(graph, (subgraph) => `${urls[subgraph]}/graphql`);
  const supergraphFile = join(folder, 'supergraph.graphql');
  writeFileSync(supergraphFile, sdl);
  const body = JSON.stringify({ query: graph.query, variables: graph.variables });

  const asked: { subgraph: string; body: string }[] = [];
  subgraphs.on('message', (each: { kind: string; subgraph: string; body: string }) => {
    if (each.kind === 'asked') asked.push(each);
  });
  const count = async () => {
    const counted = message<{ calls: number }>(subgraphs, 'calls');
    subgraphs.send('calls');
    return (await counted).calls;
  };
  const answer = async ({ url }: Server): Promise<unknown> => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    return response.json();
  };
  const startOurs = (env?: Readonly<Record<string, string>>) =>
    startServer({
      args: [
        ...GATEWAY_FLAGS,
        fileURLToPath(new URL('../../gateway/main.js', import.meta.url)),
        '--supergraph',
        supergraphFile,
        '--open',
        '--port',
        '0',
      ],
      env,
    });
  const recorded = async () => {
    await using first = await startOurs();
    asked.length = 0;
    const ours = await answer(first);
    const { apiSchema, types } = await loadSupergraph(readSupergraph(sdl));
    const planner = createPlanner(sdl, { schema: apiSchema, types });
    const { nodes } = planner({ text: graph.query, operationName: undefined, labels: [] });
    const calls = nodes.flatMap(({ subgraph, after }, index) => {
      const earlier = nodes.slice(0, index).filter((node) => node.subgraph === subgraph).length;
      const sent = asked.filter((each) => each.subgraph === subgraph)[earlier]?.body;
      return sent === undefined ? [] : [{ url: urls[subgraph], body: sent, after }];
    });
    if (calls.length !== nodes.length) throw new Error('not every call of the plan was made');
    return JSON.stringify({ calls, answer: ours });
  };
  const floorFile = join(folder, 'floor.json');
  writeFileSync(floorFile, await recorded());
  const resources = owned.move();
  return {
    supergraphFile,
    body,
    answer,
    startOurs,
    async calls(server) {
      await answer(server);
      const before = await count();
      await answer(server);
      return (await count()) - before;
    },
    startFloor: () => startServer({ args: [fileURLToPath(new URL('./floor.js', import.meta.url)), floorFile] }),
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}
