import type { Metrics, Transport } from './observe/metrics.js';
import type { Tracer } from './observe/trace.js';
import type { Operation, Result } from './operation.js';
import type { Pipeline } from './pipeline.js';
import type { Admission } from './request/admission.js';
import type { RateLimits } from './request/rate-limits.js';
import { outcomeOf, traced } from './traced.js';

/** The same pipeline with its queries and mutations counted and watched, and no more of them at a time than can run. */
export function measured(
  pipeline: Pick<Pipeline, 'execute'>,
  {
    transport,
    metrics,
    admission,
    rates,
    tracer,
  }: {
    transport: Transport;
    metrics: Metrics;
    admission: Admission;
    rates: RateLimits;
    tracer: Tracer | undefined;
  },
): Pick<Pipeline, 'execute'> {
  return {
    async execute(operation: Operation): Promise<Result> {
      const refused = rates.take(operation.identity);
      if (refused) {
        metrics.refused(refused.code);
        return { data: undefined, errors: [refused] };
      }
      const started = performance.now();
      const tally = { calls: 0, objects: 0 };
      let outcome: 'complete' | 'partial' | 'failed' = 'failed';
      try {
        const result = await traced(tracer, { ...operation, tally }, (watched) =>
          admission.run(watched.signal, () => pipeline.execute(watched)),
        );
        outcome = outcomeOf(result);
        return result;
      } finally {
        metrics.took(tally);
        metrics.request(transport, outcome, (performance.now() - started) / 1000);
      }
    },
  };
}
