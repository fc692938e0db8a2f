import type { Act } from './actions/action.js';
import { ensure, type ProblemDetails, ProblemError } from './actions/problem.js';
import type { ProblemCode } from '#protocol/problem-codes';
import type { Term, Vocabulary } from './vocabulary.js';

/** A rule that a transition must meet; answers the problem when it does not. */
export type Guard<T> = (act: Act, record: T) => Promise<GuardProblem | undefined> | GuardProblem | undefined;

export interface GuardProblem extends ProblemDetails {
  readonly code: ProblemCode;
  readonly message: string;
}

export interface Transition<S extends string, T> {
  readonly from: readonly S[];
  readonly to: S;
  readonly guards?: readonly Guard<T>[] | undefined;
}

export interface Lifecycle<S extends string, N extends string, T extends { state: S }> {
  readonly initial: S;
  readonly transitions: Readonly<Record<N, Transition<S, T>>>;
  /**
   * Moves a locked record along a named transition. Throws ILLEGAL_TRANSITION or the first guard's problem; the
   * record must have been read with `act.lock`, or two callers could both see the old state.
   */
  fire(act: Act, record: T, transition: N): Promise<void>;
}

/** A state machine over one vocabulary: the only way in which a `state` column changes. */
export function lifecycle<V extends Vocabulary, N extends string, T extends { state: Term<V> }>(
  states: V,
  options: { readonly initial: Term<V>; readonly transitions: Readonly<Record<N, Transition<Term<V>, T>>> },
): Lifecycle<Term<V>, N, T> {
  return {
    ...options,
    async fire(act, record, name) {
      const transition = options.transitions[name];
      ensure(
        transition.from.includes(record.state),
        'ILLEGAL_TRANSITION',
        `${name} needs ${transition.from.join(' or ')}, but the record is ${record.state}`,
        { field: 'state' },
      );
      for (const guard of transition.guards ?? []) {
        const problem = await guard(act, record);
        if (problem) throw new ProblemError(problem.code, problem.message, problem);
      }
      record.state = states[transition.to] as T['state'];
    },
  };
}
