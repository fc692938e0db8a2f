import { parse, print, visit } from 'graphql';
import { expect, it } from 'vitest';
import { compactText } from './compact-text.js';

const bare = (text: string) => visit(parse(text, { noLocation: true }), {});

it.each([
  '{ a }',
  'query Named($a: Int = 1 @deprecated, $b: [In!]! = [{ x: "y", z: [E, null, 1.5, true] }]) @live { a(b: $b, c: $a) { d } }',
  'mutation { a: b(text: """\n  of several\n    lines\n""") @skip(if: true) { c } ... { d } ... @include(if: false) { e } }',
  'subscription S { a { ...F @skip(if: $b) ... on T @x(y: {}) { z } } } fragment F on T @y { __typename other: a { b } }',
  'query A { a } query B { b }',
])('says the same as the document: %s', (text) => {
  const document = bare(text);
  const compact = compactText(document);
  expect(bare(compact)).toEqual(bare(print(document)));
});

it('does not grow with the square of the depth', () => {
  const nested = (depth: number) => compactText(parse(`{ ${'... { '.repeat(depth)} a ${'}'.repeat(depth)} }`)).length;
  expect(nested(100) - nested(90)).toBe(nested(20) - nested(10));
});
