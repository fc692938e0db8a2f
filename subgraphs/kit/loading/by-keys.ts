import type { EntityClass } from '../publishing/entity-class.js';
import { byKey } from './by-key.js';
import type { Load } from './loader.js';

/** The entities of a short list of keys, in its order, without those that do not exist; batched with all other loads. */
export async function byKeys<T extends object>(
  load: Load,
  entity: EntityClass<T>,
  column: keyof T & string,
  keys: readonly string[],
): Promise<T[]> {
  const found = await Promise.all(keys.map((key) => load(byKey(entity, column), key)));
  return found.filter((row) => row !== null);
}
