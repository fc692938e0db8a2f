import { expect, it } from 'vitest';
import { amountInWords } from './amount-in-words.js';

it.each([
  [0, '人民币零元整'],
  [1, '人民币壹分'],
  [10, '人民币壹角整'],
  [100_000, '人民币壹仟元整'],
  [10_011_105, '人民币壹拾万零壹佰壹拾壹元零伍分'],
  [123_456, '人民币壹仟贰佰叁拾肆元伍角陆分'],
  [1_000_000_000_000, '人民币壹佰亿元整'],
  // As a fraction this would end in 玖角捌分.
  [8_999_999_999_999_999, '人民币捌拾玖万玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分'],
])('writes %i fen as %s', (fen, words) => {
  expect(amountInWords(fen)).toBe(words);
});

it.each([-1, 1.5, Number.NaN, 2 ** 60])('refuses %f', (fen) => {
  expect(() => amountInWords(fen)).toThrow(RangeError);
});
