import { describe, expect, it } from 'vitest';
import { RollingCounts } from './rolling-counts.js';

describe('rolling counts', () => {
  it('count within the window and forget in steps', () => {
    const counts = new RollingCounts(60_000);
    counts.add('a', 1_000);
    counts.add('a', 30_000, 2);
    counts.add('b', 59_000);
    expect(counts.counts()).toEqual([
      { key: 'a', count: 3 },
      { key: 'b', count: 1 },
    ]);
    expect(counts.expire(60_500)).toBe(false);
    expect(counts.expire(61_500)).toBe(true);
    expect(counts.counts()).toEqual([
      { key: 'a', count: 2 },
      { key: 'b', count: 1 },
    ]);
    expect(counts.since(61_500)).toBe(2_000);
    counts.expire(500_000);
    expect(counts.counts()).toEqual([]);
  });
});
