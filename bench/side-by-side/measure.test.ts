import { expect, it } from 'vitest';
import { median } from './measure.js';

it.each([
  [[3, 1, 2], 2],
  [[4, 1], 2.5],
  [[9, 1, 3, 5], 4],
  [[7], 7],
  [[], 0],
])('the median of %j is %d', (values, middle) => expect(median(values)).toBe(middle));
