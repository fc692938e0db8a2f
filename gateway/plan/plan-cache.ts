import { LRUCache } from 'lru-cache';
import { hubError } from '../errors.js';
import type { Operation } from '../operation.js';
import type { Planner } from './planner.js';
import type { Plan } from './steps.js';

export type PlanOperation = (operation: Operation) => Promise<Plan>;

/**
 * Plans each operation once, also when many ask for it at the same time: the cache holds promises.
 * `onFailure` hears why an operation could not be planned; the client learns only that.
 */
export function createPlanCache(
  plan: Planner,
  max: number,
  onFailure: (error: unknown, operation: Operation) => void,
): PlanOperation {
  const plans = new LRUCache<string, Promise<Plan>>({ max });
  return (operation) => {
    const key = `${operation.documentKey}\0${operation.operationName ?? ''}`;
    const known = plans.get(key);
    if (known) return known;
    const made = (async () => plan(operation.document, operation.operationName))().catch((error: unknown) => {
      plans.delete(key);
      onFailure(error, operation);
      throw hubError('NOT_PLANNABLE', undefined, { reference: operation.requestId });
    });
    plans.set(key, made);
    return made;
  };
}
