import { seededId } from '#lib/new-id';
import { random } from '#lib/random';

/** One thing's own stream of choices: the same for the same world, kind and index. */
export interface Draw {
  /** In [0, 1). */
  readonly next: () => number;
  /** A whole number from `min` to `max`, both included. */
  int(min: number, max: number): number;
  pick<T>(values: readonly T[]): T;
  chance(probability: number): boolean;
  id(prefix: string, timeMs: number): string;
}

export function draw(...keys: readonly number[]): Draw {
  const next = random(...keys);
  return {
    next,
    int: (min, max) => min + Math.floor(next() * (max - min + 1)),
    pick<T>(values: readonly T[]): T {
      const value = values[Math.floor(next() * values.length)];
      if (value === undefined) throw new Error('nothing to pick from');
      return value;
    },
    chance: (probability) => next() < probability,
    id: (prefix, timeMs) => seededId(prefix, timeMs, next),
  };
}

/** The element at an index, round and round. */
export function cycle<T>(values: readonly T[], index: number): T {
  const value = values[((index % values.length) + values.length) % values.length];
  if (value === undefined) throw new Error('nothing to choose from');
  return value;
}
