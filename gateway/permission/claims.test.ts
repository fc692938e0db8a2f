import { expect, it } from 'vitest';
import type { Identity } from '../operation.js';
import { callerClaims } from './claims.js';

const partner: Identity = {
  kind: 'caller',
  caller: { kind: 'partner', organization: 'o', requestId: 'r', roles: [] },
  expiresAt: Number.POSITIVE_INFINITY,
};

it.each([
  ['the item', 'Person.phone', true],
  ['records of a division', 'Person.phone@440106', true],
  ['one record', 'Person.phone#p_1', true],
  ['an item whose name goes on', 'Person.phoneHome', false],
  ['another item', 'Person.name#p_1', false],
])('a grant for %s lets the question for the item through or not', (_, grant, expected) => {
  const claims = callerClaims(() => [grant])(partner, () => ['civil-affairs']);
  expect(claims.hasPolicy('Person.phone')).toBe(expected);
});
