import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Caller } from '#protocol/caller';
import { department } from '../../../subgraphs/exchange/department.js';
import { dashboard, officialOf, partner, startDepartment, type TestDepartment } from '../../subgraph.js';
import { askExchange } from './ask-exchange.js';

const OPERATOR = { ...officialOf('civil-affairs'), roles: ['token-operator'] } as Caller;
const NGO = partner('52441900MJL0000009');
const SYSTEM: Caller = { kind: 'system', service: 'gateway', requestId: 'test', roles: [] };
const FIELDS = '... on TokenRevocation { subject tokenId revokedBy }';

let exchange: TestDepartment;
beforeAll(async () => {
  exchange = await startDepartment(department, { people: 0 });
});
afterAll(() => exchange[Symbol.asyncDispose]());

const revoke = (subject: string, caller: Caller, more: object = {}) =>
  askExchange(exchange)('revokeTokens', FIELDS, { subject, reason: 'stolen laptop', ...more }, caller);

it('tokens are taken out of use by their holder, and by an operator', async () => {
  const subject = `partner:${NGO.kind === 'partner' ? NGO.organization : ''}`;
  expect(await revoke(subject, NGO)).toMatchObject({ subject, tokenId: null, revokedBy: subject });
  expect(await revoke('person:P1', OPERATOR, { tokenId: 'jti-1' })).toMatchObject({
    subject: 'person:P1',
    tokenId: 'jti-1',
    revokedBy: 'department:civil-affairs',
  });
  expect(await revoke('person:P1', NGO)).toMatchObject({ code: 'FORBIDDEN', field: 'subject' });
  expect(await revoke(subject, dashboard)).toMatchObject({ code: 'FORBIDDEN' });
  expect(await revoke(subject, officialOf('civil-affairs'))).toMatchObject({ code: 'FORBIDDEN' });
  expect(await revoke('everybody', OPERATOR)).toMatchObject({ code: 'INVALID_INPUT', field: 'subject' });
});

it('are told to the gateway, and shown to whom they concern', async () => {
  await revoke('person:P2', OPERATOR);
  const inForce = await exchange.query('{ revocationsInForce { subject tokenId revokedAt } }', {}, SYSTEM);
  expect(inForce.data.revocationsInForce).toContainEqual({
    subject: 'person:P2',
    tokenId: null,
    revokedAt: expect.any(String),
  });
  const refused = await exchange.query('{ revocationsInForce { subject } }', {}, OPERATOR);
  expect(refused.errors?.[0]?.extensions?.['code']).toBe('FORBIDDEN');
  const listed = async (caller: Caller) =>
    JSON.stringify((await exchange.query('{ tokenRevocations { edges { node { subject } } } }', {}, caller)).data);
  expect(await listed(OPERATOR)).toContain('person:P2');
  expect(await listed(NGO)).not.toContain('person:P2');
  expect(await listed(officialOf('civil-affairs'))).not.toContain('person:P2');
});
