import { getOperationAST } from 'graphql';
import type { Tracer } from './observe/trace.js';
import type { Operation, Result } from './operation.js';

/** Runs an operation, or completes an event of a subscription, while `tracer` watches. */
export async function traced(
  tracer: Tracer | undefined,
  operation: Operation,
  run: (operation: Operation) => Promise<Result>,
): Promise<Result> {
  if (!tracer) return run(operation);
  const { document, operationName, documentKey, requestId, traceparent } = operation;
  const definition = getOperationAST(document, operationName);
  const trace = tracer.operation({
    kind: definition?.operation === 'subscription' ? 'subscription event' : (definition?.operation ?? 'query'),
    operationName: definition?.name?.value,
    documentHash: documentKey,
    requestId,
    traceparent,
  });
  let outcome = 'cancelled';
  try {
    const result = await run({ ...operation, trace });
    outcome = outcomeOf(result);
    return result;
  } finally {
    trace.end(outcome);
  }
}

export function outcomeOf({ data, errors }: Result): 'complete' | 'partial' | 'failed' {
  if (data === undefined) return 'failed';
  return errors.length > 0 ? 'partial' : 'complete';
}
