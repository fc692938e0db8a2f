import { describe, expect, it } from 'vitest';
import { type AccessRecord, chainAfter, type ChainedRecord, faultOf, GENESIS, groupFields } from './access-chain.js';

const record = (requestId: string): AccessRecord => ({
  at: '2026-11-26T00:00:00.000Z',
  requestId,
  callerKind: 'department',
  callerName: 'youth-league',
  purpose: null,
  masked: false,
  fields: { 'Person.name': ['p_2', 'p_1'] },
});
const START = { seq: 0, hash: GENESIS };
const chain = chainAfter(START, [record('a'), record('b'), record('c')]);

function faults(records: readonly ChainedRecord[]): string | undefined {
  let last: { seq: number; hash: string } = START;
  for (const each of records) {
    const fault = faultOf(last, each);
    if (fault !== undefined) return fault;
    last = each;
  }
  return undefined;
}

describe('a chain of access records', () => {
  const [a, b, c] = chain as [ChainedRecord, ChainedRecord, ChainedRecord];

  it('holds as it was written, also when it is continued', () => {
    expect(faults(chain)).toBeUndefined();
    expect(faults([...chain, ...chainAfter(c, [record('d')])])).toBeUndefined();
  });

  it('does not depend on the order in which fields and persons were noted', () => {
    const other = chainAfter(START, [{ ...record('a'), fields: { 'Person.name': ['p_1', 'p_2'] } }]);
    expect(other[0]?.hash).toBe(a.hash);
  });

  it.each([
    ['a record is left out', [a, c], 'record 2 is missing'],
    ['two are exchanged', [b, a, c], 'record 1 is missing'],
    ['a value is changed', [a, { ...b, callerName: 'nobody' }, c], 'record 2 was changed'],
    ['a person is taken out', [a, { ...b, fields: { 'Person.name': ['p_1'] } }, c], 'record 2 was changed'],
    [
      'a record is written anew',
      [a, ...chainAfter({ seq: 1, hash: GENESIS }, [record('b')]), c],
      'record 2 does not follow the one before it',
    ],
    [
      'the rest is written anew',
      [a, ...chainAfter({ seq: 1, hash: a.hash }, [record('x')]), c],
      'record 3 does not follow the one before it',
    ],
  ])('shows it when %s', (_, records, fault) => {
    expect(faults(records)).toBe(fault);
  });
});

it('fields that were read of the same are put together, whatever their order', () => {
  const of = (...subjects: string[]) => new Set(subjects);
  const fields = groupFields([
    ['Person.phone', of('a', 'b')],
    ['Person.name', of('a', 'b')],
    ['Person.address', of('a')],
  ]);
  expect(fields).toEqual({ 'Person.name Person.phone': ['a', 'b'], 'Person.address': ['a'] });
});
