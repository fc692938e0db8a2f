import { getOperationAST, parse } from 'graphql';
import { HubError } from '../../errors.js';
import { checkCovered } from '../../plan/check-covered.js';
import { plannedDocument } from '../../plan/planned-document.js';
import type { PlannerPool } from '../../plan/planner-pool.js';
import type { LoadedSupergraph } from '../load.js';
import { placesOf } from './places.js';
import { type CheckOptions, type ProbeOutcome, type Unplannable, unplannable } from './unplannable.js';

/** Asks the planner that is to serve a supergraph for each of its fields. Nothing is asked of a subgraph. */
export function checkPlannable(
  { apiSchema, types, sources }: Pick<LoadedSupergraph, 'apiSchema' | 'types' | 'sources'>,
  planners: Pick<PlannerPool, 'try'>,
  /** Those of progressive overrides that are on. */
  labels: readonly string[],
  options: CheckOptions,
  signal: AbortSignal,
): Promise<Unplannable> {
  const probe = async (operation: string, maxMs: number): Promise<ProbeOutcome> => {
    const document = parse(operation, { noLocation: true });
    const definition = getOperationAST(document);
    if (!definition) throw new Error('a probe is one operation');
    const planned = plannedDocument(document, definition, {}, apiSchema, types, PERMITTED);
    if (planned.text === undefined) return { kind: 'planned' };
    try {
      const plan = await planners.try({ text: planned.text, operationName: undefined, labels }, maxMs);
      checkCovered(plan, planned);
      return { kind: 'planned' };
    } catch (error) {
      if (error instanceof HubError && error.code === 'TOO_COMPLEX') return { kind: 'endless' };
      if (error instanceof HubError) throw error;
      return { kind: 'failed', reason: error instanceof Error ? error.message : String(error) };
    }
  };
  return unplannable(placesOf(apiSchema, types, sources), probe, options, signal);
}

/** What callers may ask is another matter. */
const PERMITTED = { unmet: () => [] };
