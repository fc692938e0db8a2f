import type { EntityClass } from '../publishing/entity-class.js';
import { publicationOf } from '../publishing/publish.js';
import type { Loader } from './loader.js';

/** Loads entities by a unique column: one query for all keys of a request; null where there is none. */
export function byKey<T extends object>(entity: EntityClass<T>, column: keyof T & string): Loader<string, T | null> {
  return {
    name: `${entity.name}.${column}`,
    async batch(em, keys) {
      const rows = await em.find<T>(entity, { [column]: { $in: keys } } as never);
      const byValue = new Map(rows.map((row) => [String(row[column]), row]));
      return keys.map((key) => byValue.get(key) ?? null);
    },
  };
}

/** Loads entities by their main key. */
export function byId<T extends object>(entity: EntityClass<T>): Loader<string, T | null> {
  return byKey(entity, publicationOf(entity).keys[0] as keyof T & string);
}
