import type { EntityManager } from '@mikro-orm/postgresql';
import type { Announcement } from '../feed/announce.js';
import type { EventType } from '../feed/events.js';
import type { EntityClass } from '../publishing/entity-class.js';

/** Size and identity of a synthetic world; the same options give the same world in every department. */
export interface SeedOptions {
  /** How many people, 1 to 1 000 000. */
  readonly people: number;
  readonly seed: number;
  /** `YYYY-MM-DD`; times of the world are relative to it. */
  readonly today: string;
  readonly personIdKey: Buffer;
}

/** What a department's seed may use. */
export interface Seeder {
  readonly options: SeedOptions;
  /** Inside the one transaction of the seed. */
  readonly em: EntityManager;
  /** Bulk insert of plain rows (property names, not column names); streams in batches. Answers how many. */
  insert<T extends object>(entity: EntityClass<T>, rows: Iterable<Partial<T>>): Promise<number>;
  /** Announces something that happened before the start, so that the feed begins with a history. */
  announce(event: EventType, announcement: Announcement & { readonly at: Date }): void;
}
