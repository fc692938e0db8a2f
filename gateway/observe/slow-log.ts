import type { Logger } from './logger.js';
import type { TraceRecord } from './trace.js';

/** Writes one line about an operation that took long: where its time went, and no value of it. */
export function slowLog(log: Logger): (record: TraceRecord) => void {
  return ({ subject, traceId, startedMs, endedMs, outcome, steps, fetches }) => {
    log.warn(
      {
        requestId: subject.requestId,
        traceId,
        kind: subject.kind,
        operationName: subject.operationName,
        documentHash: subject.documentHash,
        durationMs: whole(endedMs - startedMs),
        outcome,
        fetches,
        steps: steps.map((step) => ({
          step: step.name,
          subgraph: step.subgraph,
          atMs: whole(step.startedMs - startedMs),
          durationMs: whole(step.endedMs - step.startedMs),
          code: step.code,
        })),
      },
      'a slow operation',
    );
  };
}

function whole(ms: number): number {
  return Math.round(ms);
}
