import type { Logger } from '../observe/logger.js';
import type { Metrics } from '../observe/metrics.js';
import type { Authorize } from '../operation.js';
import type { Ask } from './run.js';
import type { SubgraphClient } from './subgraph-client.js';

export interface AskParts {
  readonly clients: ReadonlyMap<string, SubgraphClient>;
  readonly authorize: Authorize;
  readonly metrics: Metrics;
  readonly log: Logger;
}

/** Asks the subgraph that a step names, on behalf of whoever sent the operation; counts and logs what came of it. */
export function askBy({ clients, authorize, metrics, log }: AskParts): Ask {
  return async ({ subgraph, body }, { identity, requestId, signal, trace, tally }) => {
    const client = clients.get(subgraph);
    if (!client) throw new Error(`the plan names ${subgraph}, which the supergraph does not have`);
    const authorization = await authorize(identity, subgraph);
    signal.throwIfAborted();
    if (tally) tally.calls++;
    const started = performance.now();
    const step = trace?.step('fetch', subgraph);
    const answer = await client
      .ask({ body, authorization, requestId, signal, traceparent: step?.traceparent })
      .catch((error: unknown) => {
        step?.end('CANCELLED');
        throw error;
      });
    const outcome = answer.kind === 'failure' ? answer.code : answer.errors.length > 0 ? 'ERRORS' : 'ok';
    step?.end(outcome, answer.kind === 'failure' ? 0 : answer.errors.length);
    metrics.fetch(subgraph, outcome, (performance.now() - started) / 1000);
    if (answer.kind === 'failure')
      log.warn({ requestId, subgraph, code: answer.code, detail: answer.detail }, 'subgraph gave no answer');
    return answer;
  };
}
