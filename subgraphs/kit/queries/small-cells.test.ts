import { describe, expect, it } from 'vitest';
import { random } from '#lib/random';
import { safeCount, safeSum } from './small-cells.js';

const RULE = { threshold: 5, secret: Buffer.alloc(32, 7) };
const MINUTES = { cell: 'minutes 440100', unit: 60 };

describe('statistics about few persons', () => {
  it.each([
    [0, [0]],
    [1, [null]],
    [4, [null]],
    [5, [5]],
    [7, [5, 10]],
    [1002, [1000, 1005]],
  ])('tell %d persons as one of %j', (persons, told) => {
    const cells = Array.from({ length: 200 }, (_, index) => safeCount(persons, `volunteers ${index}`, RULE));
    expect([...new Set(cells)].toSorted((a, b) => Number(a) - Number(b))).toEqual(told);
  });

  it('tell a cell always alike: asking again averages nothing out', () => {
    const asked = Array.from({ length: 50 }, () => safeCount(8, 'volunteers 440100', RULE));
    expect(new Set(asked).size).toBe(1);
  });

  it('are right on average', () => {
    const told = Array.from({ length: 5000 }, (_, index) => safeCount(13, `volunteers ${index}`, RULE) ?? 0);
    expect(told.reduce((sum, each) => sum + each, 0) / told.length).toBeCloseTo(13, 0);
  });

  it('tell a sum by how many contributed to it, not by its size', () => {
    expect(safeSum({ sum: 90_000, persons: 4 }, MINUTES, RULE)).toBeNull();
    expect([900, 1200]).toContain(safeSum({ sum: 1000, persons: 5 }, MINUTES, RULE));
    expect(safeSum({ sum: 0, persons: 0 }, MINUTES, RULE)).toBe(0);
  });

  it('are exact with a threshold of one', () => {
    const exact = { ...RULE, threshold: 1 };
    expect(safeCount(1, 'volunteers', exact)).toBe(1);
    expect(safeSum({ sum: 61, persons: 1 }, MINUTES, exact)).toBe(61);
  });

  // Rounding to the nearest multiple gives away 1 in 50 of these.
  it('do not tell a suppressed number by what is left when the others are taken away', () => {
    const next = random(20_261_126);
    let known = 0;
    const rounds = 20_000;
    for (let round = 0; round < rounds; round++) {
      const cells = Array.from({ length: 1 + Math.floor(next() * 4) }, () => 5 + Math.floor(next() * 60));
      const hidden = 1 + Math.floor(next() * 4);
      const shown = cells.map((each, index) => safeCount(each, `${round} ${index}`, RULE) ?? 0);
      const all = cells.reduce((sum, each) => sum + each, hidden);
      const total = safeCount(all, `${round}`, RULE) ?? 0;
      // A reader knows the rule, and so between which numbers each one lies.
      const least = Math.max(5, total - 4) - shown.reduce((sum, each) => sum + each + 4, 0);
      const most = total + 4 - shown.reduce((sum, each) => sum + Math.max(5, each - 4), 0);
      const possible = [1, 2, 3, 4].filter((each) => least <= each && each <= most);
      expect(possible).toContain(hidden);
      known += possible.length === 1 ? 1 : 0;
    }
    expect(known / rounds).toBeLessThan(0.0005);
  });
});
