import type { EntityManager } from '@mikro-orm/postgresql';
import DataLoader from 'dataloader';

/** How to fetch many keys at once. Loaders with the same name share one batch within a request. */
export interface Loader<K extends string, V> {
  /** Unique within the department; parameters that change the answer belong into it. */
  readonly name: string;
  /** One answer per key, in the order of the keys. */
  readonly batch: (em: EntityManager, keys: readonly K[]) => Promise<readonly V[]>;
}

export type Load = <K extends string, V>(loader: Loader<K, V>, key: K) => Promise<V>;

export function loader<K extends string, V>(name: string, batch: Loader<K, V>['batch']): Loader<K, V> {
  return { name, batch };
}

/** Batches and remembers loads for one request; never kept longer. */
export function createLoad(em: EntityManager): Load {
  const running = new Map<string, DataLoader<string, unknown>>();
  return <K extends string, V>({ name, batch }: Loader<K, V>, key: K): Promise<V> => {
    let dataLoader = running.get(name);
    if (!dataLoader) {
      dataLoader = new DataLoader<string, unknown>((keys) => batch(em, keys as readonly K[]), { maxBatchSize: 5000 });
      running.set(name, dataLoader);
    }
    return dataLoader.load(key) as Promise<V>;
  };
}
