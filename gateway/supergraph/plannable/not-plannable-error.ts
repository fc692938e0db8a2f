import { SupergraphError } from '../supergraph-error.js';
import type { Unplannable } from './unplannable.js';

/** A supergraph that composes, with fields that the planner cannot plan. */
export class NotPlannableError extends SupergraphError {
  /** Whether it would be refused again. */
  readonly isCertain: boolean;

  constructor(
    readonly sdl: string,
    { sentences, isComplete }: Unplannable,
  ) {
    super(
      `The supergraph has fields that cannot be planned (HUB_UNPLANNABLE=serve serves the others):\n  - ${sentences.join('\n  - ')}`,
    );
    this.isCertain = isComplete;
  }
}
