import { parse } from 'graphql';
import { expect, it } from 'vitest';
import { graphTypes, readGraphTypes } from '../supergraph/graph-types.js';
import { representationWriter } from './representations.js';

const types = graphTypes(readGraphTypes(parse('type Shift { days: Int }')));
const field = (name: string) => ({ kind: 'field' as const, name, as: name, selections: undefined });
const write = representationWriter({ requires: [field('__typename'), field('days')], inputRewrites: [] }, types);

it('writes what is required as JSON, and nothing for a number that is none', () => {
  const text = (days: string) =>
    write(JSON.parse(`{"__typename":"Shift","days":${days}}`) as Record<string, unknown>, []);
  expect(text('7')).toBe('{"__typename":"Shift","days":7}');
  expect(text('null')).toBe('{"__typename":"Shift","days":null}');
  expect(text('1e999')).toBeUndefined();
});
