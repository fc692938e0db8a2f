import { expect } from 'vitest';
import type { Caller } from '#protocol/caller';
import { creditCodeCheck } from '#kit/identifiers/credit-code';
import { idNumberCheck } from '#kit/identifiers/id-number';
import { officialOf, type TestDepartment } from '../../subgraph.js';

export interface Done {
  readonly __typename: string;
  readonly key: string;
  readonly state?: string;
  readonly code?: string;
  readonly field?: string;
  readonly rule?: string;
}

const KEYS: Readonly<Record<string, string>> = { Organization: 'uscc' };
const STATELESS = new Set(['Person', 'FunctionRoom']);

/** Performs an action as an official of civil affairs, or another caller, and answers the record's key and state, or the problem. */
export function acting(department: TestDepartment) {
  return async (
    name: string,
    type: string,
    input: Record<string, unknown>,
    caller: Caller = officialOf('civil-affairs'),
  ): Promise<Done> => {
    const inputType = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
    const record = `key: ${KEYS[type] ?? 'id'} ${STATELESS.has(type) ? '' : 'state'}`;
    const { data, errors } = await department.query(
      `mutation ($input: ${inputType}!) { done: ${name}(input: $input) { __typename ... on ${type} { ${record} } ... on Problem { code field rule } } }`,
      { input },
      caller,
    );
    expect(errors).toBeUndefined();
    return data.done as Done;
  };
}

let made = 0;

/** A valid credit code that no other call gives. */
export function newCreditCode(prefix = '52'): string {
  const first17 = `${prefix}440100TE${String(++made).padStart(7, '0')}`;
  return first17 + creditCodeCheck(first17);
}

/** A valid identification number that no other call gives. */
export function newIdNumber(birth = '19900115'): string {
  const first17 = `9912${String(++made).padStart(2, '0').slice(-2)}${birth}${String(made % 1000).padStart(3, '0')}`;
  return first17 + idNumberCheck(first17);
}
