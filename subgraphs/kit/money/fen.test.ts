import { describe, expect, it } from 'vitest';
import { checkFen, fenOfYuan, formatYuan, MAX_FEN, sumFen, yuanOf } from './fen.js';

describe('money in fen', () => {
  it.each([
    [0, '0.00', '¥0.00'],
    [5, '0.05', '¥0.05'],
    [10, '0.10', '¥0.10'],
    [-123_405, '-1234.05', '-¥1,234.05'],
    [100_000_000, '1000000.00', '¥1,000,000.00'],
    // As a fraction this would be ….98.
    [8_999_999_999_999_999, '89999999999999.99', '¥89,999,999,999,999.99'],
  ])('writes %i as %s and %s, and reads it back', (fen, plain, grouped) => {
    expect(yuanOf(fen)).toBe(plain);
    expect(formatYuan(fen)).toBe(grouped);
    expect(fenOfYuan(plain)).toBe(fen);
    expect(fenOfYuan(grouped.replace('¥', ''))).toBe(fen);
  });

  it.each([
    ['12', 1200],
    ['0.5', 50],
    [' 1,234.5 ', 123_450],
    ['-0', 0],
  ])('reads %s', (yuan, fen) => {
    expect(fenOfYuan(yuan)).toBe(fen);
  });

  it.each(['', '1.005', '1e3', '.5', '1,23', '٣', '1 000', 'NaN', '90000000000000.01'])(
    'refuses to read "%s"',
    (yuan) => {
      expect(() => fenOfYuan(yuan)).toThrow(RangeError);
    },
  );

  it.each([0.1, Number.NaN, Number.POSITIVE_INFINITY, MAX_FEN + 1, -MAX_FEN - 1])('refuses %f', (fen) => {
    expect(() => checkFen(fen)).toThrow(RangeError);
    expect(() => sumFen([1, fen])).toThrow(RangeError);
    expect(() => yuanOf(fen)).toThrow(RangeError);
  });

  it('adds up, and stops before a sum becomes inexact', () => {
    expect(sumFen([])).toBe(0);
    expect(sumFen([1, 2, -4])).toBe(-1);
    expect(() => sumFen([MAX_FEN, 1])).toThrow(RangeError);
  });
});
