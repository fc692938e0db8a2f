import { expect, it } from 'vitest';
import { divisionPrefix } from './division-prefix.js';

it.each([
  ['440000', '44'],
  ['440100', '4401'],
  ['440106', '440106'],
  ['440106001', '440106001'],
  ['Z44521', 'Z44521'],
  ["44'%_", '44'],
])('takes everything below %s by the prefix %s', (code, prefix) => {
  expect(divisionPrefix(code)).toBe(prefix);
});
