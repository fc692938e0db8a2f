import { fetchNode } from './fetch-node.js';
import type { PreparedPlan } from './prepare-plan.js';
import type { Run } from './run.js';

/** Runs each node as soon as those are done that it waits for; answers are merged into `run.data` as they land. */
export async function runPlan({ nodes, first }: PreparedPlan, run: Run): Promise<void> {
  const missing = nodes.map(({ node }) => node.after.length);
  const runNode = async (index: number): Promise<void> => {
    const prepared = nodes[index];
    if (!prepared) return;
    await fetchNode(prepared, run);
    await startReady(prepared.next);
  };
  const startReady = (waiting: readonly number[]): Promise<unknown> | undefined => {
    let ready: Promise<void>[] | undefined;
    for (const index of waiting) {
      const left = (missing[index] ?? 0) - 1;
      missing[index] = left;
      if (left === 0) (ready ??= []).push(runNode(index));
    }
    return ready && (ready.length === 1 ? ready[0] : Promise.all(ready));
  };
  if (first.length === 1) await runNode(first[0] ?? 0);
  else await Promise.all(first.map(runNode));
}

/** Runs what completes an event: the nodes after the first, which has been merged. */
export async function runRest(plan: PreparedPlan, run: Run): Promise<void> {
  const [primary, ...rest] = plan.nodes;
  if (!primary || rest.length === 0) return;
  await runPlan({ nodes: [{ ...primary, parts: [] }, ...rest], first: [0] }, run);
}
