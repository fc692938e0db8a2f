import type { Merge } from '../merge/merge.js';
import type { Problems } from '../merge/problems.js';
import type { Tree } from '../merge/tree.js';
import type { Operation } from '../operation.js';
import type { GraphTypes } from '../supergraph/graph-types.js';
import type { ReplyReader } from '../verbatim/reply-reader.js';
import type { Answer } from './answer.js';
import type { Burst } from './burst.js';

/** One request to one subgraph. */
export interface SubgraphCall {
  readonly subgraph: string;
  readonly kind: 'query' | 'mutation';
  /** The whole body, ready to be sent. */
  readonly body: string;
  /** When its time is over, on the clock of `performance.now()`. */
  readonly deadline: number;
  /** Reads what is expected; without one, and for all else, the reply is parsed. */
  readonly reader?: ReplyReader | undefined;
}

/** Asks one subgraph. The answer belongs to the asker alone. Throws only when the operation's signal is aborted. */
export type Ask = (call: SubgraphCall, operation: Operation) => Promise<Answer>;

/** The state of one run: one answer under construction and what went wrong so far. */
export interface Run {
  readonly operation: Operation;
  readonly data: Tree;
  /** When the operation's, or the event's, time is over; what has not come by then is left out. */
  readonly deadline: number;
  readonly problems: Problems;
  readonly ask: Ask;
  readonly merge: Merge;
  readonly types: GraphTypes;
  /** Of an event: what other events of the subscription ask for in the same turn. */
  readonly burst?: Burst | undefined;
  /** Whether some object of the tree stands at several places. */
  shared: boolean;
  /** For each object that was collected since, the key of the place where it stood; '' when these were several. */
  readonly collected: Map<Tree, string>;
}
