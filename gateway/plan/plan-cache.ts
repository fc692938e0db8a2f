import { setImmediate } from 'node:timers/promises';
import { getOperationAST, getVariableValues, type GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import { HubError, hubError } from '../errors.js';
import { ALL_CLAIMS, type ClaimsOf, type OwnersOf } from '../permission/claims.js';
import type { Claims } from '../permission/shown-claims.js';
import { forCaller } from '../permission/for-caller.js';
import { denialErrors, type HowToApply } from '../permission/denials.js';
import type { Permissions } from '../permission/permissions.js';
import type { Operation } from '../operation.js';
import { type VariableLimits, variablesError } from '../request/variable-limits.js';
import type { GraphTypes } from '../supergraph/graph-types.js';
import { checkCovered } from './check-covered.js';
import { conditionVariables } from './condition-variables.js';
import { type PlannedDocument, plannedDocument } from './planned-document.js';
import type { PlannerInput } from './planner.js';
import type { Plan } from './steps.js';

/** All that one document needs at run time, made once. */
export interface PlannedOperation {
  readonly plan: Plan;
  readonly document: PlannedDocument;
  /** Rules of the graph that these callers meet, by their indexes. */
  readonly met: readonly boolean[];
  /** Errors for what was taken out of the operation. */
  readonly denied: readonly HubError[];
}

/** A planned operation and this request's values for it. */
export interface Prepared {
  readonly planned: PlannedOperation;
  /** Values of the operation's variables, defaults included. */
  readonly variables: Readonly<Record<string, unknown>>;
}

export interface PlanCacheParts {
  readonly apiSchema: GraphQLSchema;
  readonly types: GraphTypes;
  readonly permissions: Permissions;
  readonly claimsOf: ClaimsOf;
  readonly ownersOf: OwnersOf;
  readonly howToApply: HowToApply;
  readonly plan: (input: PlannerInput) => Promise<Plan>;
  readonly variableLimits: VariableLimits;
  /** Plans that are kept. */
  readonly maxPlans: number;
  /** How long an operation that was too complex is refused without trying again. */
  readonly refuseMs: number;
  /** Labels of progressive overrides that are on. */
  readonly labels: readonly string[];
  /** Hears why an operation could not be planned; the client learns only that. */
  readonly onFailure: (error: unknown, operation: Pick<Operation, 'requestId'>) => void;
  readonly onLookup?: ((found: boolean) => void) | undefined;
}

/** An operation, and those of its variables on which its plan depends. */
export type Wanted = Pick<Operation, 'document' | 'documentKey' | 'operationName' | 'variables'> & {
  /** Of those who ask for it. Default: of somebody who may see everything. */
  readonly claims?: Claims | undefined;
};

/** Tokens of a document. */
const LARGE = 500;

/** An operation that was planned, and how to plan it again on another supergraph. */
interface Entry {
  readonly planned: Promise<PlannedOperation>;
  readonly wanted: Wanted;
  uses: number;
}

/**
 * Plans each operation once, also when many ask for it at the same time. What differs in the values of `@skip` and
 * `@include` variables, in override labels, or in what callers are permitted of the document, is planned apart.
 */
export class PlanCache {
  readonly #plans: LRUCache<string, Entry>;
  readonly #refused: LRUCache<string, HubError>;

  constructor(private readonly parts: PlanCacheParts) {
    this.#plans = new LRUCache({ max: parts.maxPlans });
    this.#refused = new LRUCache({ max: parts.maxPlans, ttl: parts.refuseMs });
  }

  /** Errors instead of a plan when the operation cannot be run; they are meant for the client. */
  async prepare(operation: Operation): Promise<Prepared | { readonly errors: readonly HubError[] }> {
    const { apiSchema, variableLimits } = this.parts;
    const definition = getOperationAST(operation.document, operation.operationName);
    if (!definition) return { errors: [hubError('OPERATION_RESOLUTION_FAILURE', undefined, { status: 400 })] };
    const tooLarge = variablesError(operation.variables, variableLimits);
    if (tooLarge) return { errors: [tooLarge] };
    const { coerced, errors } = getVariableValues(
      apiSchema,
      definition.variableDefinitions ?? [],
      operation.variables,
      { maxErrors: 10 },
    );
    if (errors) {
      return {
        errors: forCaller(errors, operation.identity).map(({ message }) =>
          hubError('BAD_USER_INPUT', message, { status: 400 }),
        ),
      };
    }
    const claims = this.parts.claimsOf(operation.identity, this.parts.ownersOf);
    const planned = await this.#planned(operation, claims, coerced);
    return 'errors' in planned ? planned : { planned, variables: coerced };
  }

  /** Plans an operation before anybody asks for it; answers whether that could be done. */
  async warm(wanted: Wanted): Promise<boolean> {
    const definition = getOperationAST(wanted.document, wanted.operationName);
    if (!definition) return false;
    const needed = new Set(conditionVariables(wanted.document));
    const { coerced } = getVariableValues(
      this.parts.apiSchema,
      definition.variableDefinitions?.filter(({ variable }) => needed.has(variable.name.value)) ?? [],
      wanted.variables,
    );
    if (!coerced) return false;
    const planned = await this.#planned({ ...wanted, requestId: 'warm-up' }, wanted.claims ?? ALL_CLAIMS, coerced);
    return !('errors' in planned);
  }

  async #planned(
    operation: Wanted & Pick<Operation, 'requestId'>,
    claims: Claims,
    coerced: Readonly<Record<string, unknown>>,
  ): Promise<PlannedOperation | { readonly errors: readonly HubError[] }> {
    const { labels, permissions } = this.parts;
    const rights = permissions.keyOf(operation.document, claims);
    const values = conditionVariables(operation.document).map((name) => (coerced[name] === true ? '1' : '0'));
    const key = `${operation.documentKey}\0${operation.operationName ?? ''}\0${values.join('')}\0${rights}\0${labels.join(',')}`;
    const refused = this.#refused.get(key);
    if (refused) return { errors: [refused] };
    let entry = this.#plans.get(key);
    this.parts.onLookup?.(entry !== undefined);
    if (!entry) {
      entry = { planned: this.#plan(operation, claims, coerced), wanted: wantedOf(operation, claims), uses: 0 };
      this.#plans.set(key, entry);
    }
    entry.uses++;
    try {
      return await entry.planned;
    } catch (error) {
      if (this.#plans.peek(key) === entry) this.#plans.delete(key);
      if (error instanceof HubError) {
        if (error.code === 'TOO_COMPLEX') this.#refused.set(key, error);
        return { errors: [error] };
      }
      this.parts.onFailure(error, operation);
      return { errors: [hubError('NOT_PLANNABLE', undefined, { reference: operation.requestId })] };
    }
  }

  /** The operations that were asked most, most first, at most `count`. */
  mostUsed(count: number): readonly Wanted[] {
    return [...this.#plans.values()]
      .sort((a, b) => b.uses - a.uses)
      .slice(0, count)
      .map(({ wanted }) => wanted);
  }

  async #plan(
    { document, operationName }: Wanted,
    claims: Claims,
    variables: Readonly<Record<string, unknown>>,
  ): Promise<PlannedOperation> {
    const { apiSchema, types, labels, permissions, howToApply } = this.parts;
    const definition = getOperationAST(document, operationName);
    if (!definition) throw hubError('OPERATION_RESOLUTION_FAILURE');
    // What was done with a large document until now took some milliseconds, and so does what comes.
    if ((document.tokenCount ?? 0) > LARGE) await setImmediate();
    const decision = permissions.decide(document, claims);
    const planned = plannedDocument(document, definition, variables, apiSchema, types, decision);
    const { text } = planned;
    const plan: Plan =
      text === undefined
        ? { kind: definition.operation === 'subscription' ? 'stream' : 'once', nodes: [] }
        : await this.parts.plan({ text, operationName: definition.name?.value, labels });
    checkCovered(plan, planned);
    const denied = planned.hasDenials ? denialErrors(planned, apiSchema, howToApply) : [];
    return { plan, document: planned, met: decision.met, denied };
  }
}

/** Without the values of variables, except those on which the plan depends. */
function wantedOf({ document, documentKey, operationName, variables }: Wanted, claims: Claims): Wanted {
  const needed = new Set(conditionVariables(document));
  return {
    document,
    documentKey,
    operationName,
    claims,
    variables: Object.fromEntries(Object.entries(variables).filter(([name]) => needed.has(name))),
  };
}
