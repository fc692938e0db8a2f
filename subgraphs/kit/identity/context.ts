import type { EntityManager } from '@mikro-orm/postgresql';
import type { Caller } from '#protocol/caller';
import type { Reads } from '../access-log/reads.js';
import type { RowScope } from './row-scope.js';
import type { Load } from '../loading/loader.js';
import type { CellRule } from '../queries/small-cells.js';

/** What a resolver may use. These things, and no more. */
export interface Context {
  readonly caller: Caller;
  /** Forked for this request. Field resolvers use `load` instead. */
  em: EntityManager;
  /** Batched reading; renewed after each mutation of the request, so that nobody sees what was before it. */
  load: Load;
  /** What the answer holds of persons; its record is written before it leaves. */
  reads: Reads;
  /** How statistics about few persons are told. */
  readonly cells: CellRule;
  /** Which rows the reads reach; `em` and `load` read within it. */
  readonly scope: RowScope;
}
