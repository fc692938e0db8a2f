import { fetchNode } from './fetch-node.js';
import type { PreparedNode, PreparedPlan } from './prepare-plan.js';
import type { Run } from './run.js';
import { collectWanted } from './wanted.js';

/** Runs each node as soon as those are done that it waits for; answers are merged into `run.data` as they land. */
export async function runPlan({ nodes, first }: PreparedPlan, run: Run): Promise<void> {
  const missing = nodes.map(({ node }) => node.after.length);
  const start = async (indexes: readonly number[]): Promise<void> => {
    const ready = indexes.flatMap((index): PreparedNode[] => (nodes[index] ? [nodes[index]] : []));
    const wanted = collectWanted(ready, run);
    const runNode = async (prepared: PreparedNode): Promise<void> => {
      const fetching = fetchNode(prepared, wanted.get(prepared) ?? [], run);
      if (fetching) await fetching;
      const next = prepared.next.filter((index) => {
        const left = (missing[index] ?? 0) - 1;
        missing[index] = left;
        return left === 0;
      });
      if (next.length > 0) await start(next);
    };
    const [only] = ready;
    if (ready.length === 1 && only) await runNode(only);
    else await Promise.all(ready.map(runNode));
  };
  await start(first);
}

/** Runs what completes an event: the nodes after the first, which has been merged. */
export async function runRest(plan: PreparedPlan, run: Run): Promise<void> {
  const [primary, ...rest] = plan.nodes;
  if (!primary || rest.length === 0) return;
  await runPlan({ nodes: [{ ...primary, parts: [] }, ...rest], first: [0] }, run);
}
