import type { MikroORM } from '@mikro-orm/postgresql';
import type { Logger } from 'pino';
import type { SubgraphConfig } from './config.js';
import type { Wake } from './feed/wake.js';

/** A subgraph's parts while it runs, for a department's own work. */
export interface Running {
  readonly config: SubgraphConfig;
  readonly orm: MikroORM;
  readonly log: Logger;
  /** Wakes up on NOTIFY in this department's database. */
  readonly wake: Wake;
}
