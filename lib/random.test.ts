import { describe, expect, it } from 'vitest';
import { random } from './random.js';

const take = (count: number, next: () => number) => Array.from({ length: count }, next);

describe('random', () => {
  it('depends on its keys only, and on each of them', () => {
    expect(take(5, random(1, 2, 3))).toEqual(take(5, random(1, 2, 3)));
    for (const other of [
      [1, 2, 4],
      [1, 3, 2],
      [1, 2],
      [1, 2, 3, 0],
      [1, 2, 3 + 2 ** 32],
      [1, 2, -3],
    ]) {
      expect(take(5, random(...other)), other.join()).not.toEqual(take(5, random(1, 2, 3)));
    }
  });

  it('gives neighbouring keys streams that never coincide', () => {
    // A generator with 32 bits of state would repeat about ten of these.
    const starts = new Set<string>();
    for (let index = 0; index < 300_000; index++) {
      const next = random(1, 16, index);
      starts.add(`${next()} ${next()}`);
    }
    expect(starts.size).toBe(300_000);
  });

  it('is even, within a stream and across neighbouring keys', () => {
    const counts = (values: readonly number[]) => {
      const tenths = Array.from({ length: 10 }, () => 0);
      for (const value of values) tenths[Math.floor(value * 10)] = (tenths[Math.floor(value * 10)] ?? 0) + 1;
      return tenths;
    };
    const firsts = Array.from({ length: 100_000 }, (_, index) => random(7, index)());
    for (const count of [...counts(take(100_000, random(7))), ...counts(firsts)]) {
      expect(count).toBeGreaterThan(9500);
      expect(count).toBeLessThan(10_500);
    }
  });

  it('refuses keys that are not whole numbers', () => {
    expect(() => random(0.5)).toThrow(RangeError);
    expect(() => random(Number.NaN)).toThrow(RangeError);
  });
});
