import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Caller } from '#protocol/caller';
import { department } from '../../../subgraphs/exchange/department.js';
import { dashboard, officialOf, partner, startDepartment, type TestDepartment } from '../../subgraph.js';
import { askExchange } from './ask-exchange.js';

const YOUTH = officialOf('youth-league');
const AFFAIRS = officialOf('civil-affairs');
const NGO = partner('52441900MJL0000009');
const SYSTEM: Caller = { kind: 'system', service: 'gateway', requestId: 'test', roles: [] };
const REQUEST = `... on SharingRequest { id state records owner applicant dueOn isDueProvisional isOverdue items reason }`;
const GRANT = `... on SharingGrant { id state items within records until request { id state } }`;

let exchange: TestDepartment;
beforeAll(async () => {
  exchange = await startDepartment(department, { people: 0 });
});
afterAll(() => exchange[Symbol.asyncDispose]());

const mutate = (...[name, fields, input, caller]: Parameters<ReturnType<typeof askExchange>>) =>
  askExchange(exchange)(name, fields, input, caller);
const ask = {
  items: ['Person.birthDate', 'Person.sex'],
  purpose: '志愿者年龄核验',
  legalBasis: '志愿服务条例 第七条',
  caseNo: 'YL-2026-1',
  days: 30,
};
const submit = (input: object = {}, caller = YOUTH) =>
  mutate('submitSharingRequest', REQUEST, { ...ask, ...input, idempotencyKey: crypto.randomUUID() }, caller);
const inForce = async () =>
  (await exchange.query('{ grantsInForce { applicant purpose items } }', {}, SYSTEM)).data.grantsInForce;

describe('asking for data', () => {
  it('goes to the department that owns it, with a day by which it answers', async () => {
    const request = await submit();
    expect(request).toMatchObject({
      state: 'SUBMITTED',
      owner: 'civil-affairs',
      applicant: 'youth-league',
      isOverdue: false,
      items: ask.items,
    });
    expect(request.dueOn > new Date().toISOString().slice(0, 10)).toBe(true);
  });

  it.each([
    ['what is not in the catalogue', { items: ['Person.nothing'] }, YOUTH, 'UNKNOWN_REFERENCE', 'items'],
    ['what is shared in no form', { items: ['ResidentNeed.person'] }, YOUTH, 'INVALID_INPUT', 'items'],
    ['what everyone may read', { items: ['Organization.name'] }, YOUTH, 'INVALID_INPUT', 'items'],
    ['items of two owners', { items: ['Person.sex', 'Donor.displayName'] }, YOUTH, 'INVALID_INPUT', 'items'],
    ['his own data', { items: ['Person.sex'] }, AFFAIRS, 'INVALID_INPUT', 'items'],
    ['too long', { days: 400 }, YOUTH, 'INVALID_INPUT', 'days'],
    ['without a purpose', { purpose: ' ' }, YOUTH, 'INVALID_INPUT', 'purpose'],
    ['nothing', { items: [] }, YOUTH, 'INVALID_INPUT', 'items'],
  ] as const)('is refused for one who asks for %s', async (_, input, caller, code, field) => {
    expect(await submit(input, caller)).toMatchObject({ __typename: 'Problem', code, field });
  });

  it('is not for screens', async () => {
    expect(await submit({}, dashboard)).toMatchObject({ __typename: 'Problem', code: 'FORBIDDEN' });
  });
});

describe('answering', () => {
  it('is for the owner only; nobody answers for himself', async () => {
    const { id } = await submit();
    for (const caller of [YOUTH, officialOf('charity-federation')]) {
      expect(await mutate('grantSharingRequest', GRANT, { request: id }, caller)).toMatchObject({ code: 'FORBIDDEN' });
    }
    expect(await mutate('grantSharingRequest', GRANT, { request: id }, NGO)).toMatchObject({ code: 'FORBIDDEN' });
  });

  it('grants in whole, and the gateway learns it; revoking takes it back', async () => {
    const { id } = await submit({ purpose: 'whole' });
    const grant = await mutate('grantSharingRequest', GRANT, { request: id }, AFFAIRS);
    expect(grant).toMatchObject({ state: 'ACTIVE', items: ask.items, request: { id, state: 'GRANTED' } });
    expect(await inForce()).toContainEqual({ applicant: 'youth-league', purpose: 'whole', items: ask.items });
    const revoke = { grant: grant.id, reason: 'no longer needed' };
    expect(await mutate('revokeSharingGrant', GRANT, revoke, YOUTH)).toMatchObject({ code: 'FORBIDDEN' });
    expect(await mutate('revokeSharingGrant', GRANT, revoke, AFFAIRS)).toMatchObject({ state: 'REVOKED' });
    expect(await mutate('revokeSharingGrant', GRANT, revoke, AFFAIRS)).toMatchObject({ code: 'ILLEGAL_TRANSITION' });
    expect(await inForce()).not.toContainEqual(expect.objectContaining({ purpose: 'whole' }));
  });

  it('grants in part with a reason', async () => {
    const { id } = await submit({ purpose: 'partly' });
    const part = { request: id, items: ['Person.sex'] };
    expect(await mutate('grantSharingRequest', GRANT, part, AFFAIRS)).toMatchObject({ field: 'reason' });
    expect(
      await mutate('grantSharingRequest', GRANT, { ...part, items: ['Person.phone'], reason: 'why' }, AFFAIRS),
    ).toMatchObject({ field: 'items' });
    expect(await mutate('grantSharingRequest', GRANT, { ...part, days: 31, reason: 'why' }, AFFAIRS)).toMatchObject({
      field: 'days',
    });
    expect(await mutate('grantSharingRequest', GRANT, { ...part, reason: 'enough for it' }, AFFAIRS)).toMatchObject({
      items: ['Person.sex'],
      request: { state: 'PARTLY_GRANTED' },
    });
  });

  it('can be for records of one division, as asked or less', async () => {
    const { id } = await submit({ purpose: 'one district', within: '440100' });
    const grant = { request: id, within: '440106', reason: 'only this district' };
    expect(await mutate('grantSharingRequest', GRANT, { ...grant, within: '440000' }, AFFAIRS)).toMatchObject({
      field: 'within',
    });
    expect(await mutate('grantSharingRequest', GRANT, { ...grant, reason: null }, AFFAIRS)).toMatchObject({
      field: 'reason',
    });
    const granted = await mutate('grantSharingRequest', GRANT, grant, AFFAIRS);
    expect(granted).toMatchObject({
      within: '440106',
      items: ask.items,
      request: { state: 'PARTLY_GRANTED' },
    });
    expect(await inForce()).toContainEqual({
      applicant: 'youth-league',
      purpose: 'one district',
      items: ask.items.map((item) => `${item}@440106`),
    });
    await mutate('revokeSharingGrant', GRANT, { grant: granted.id, reason: 'no longer needed' }, AFFAIRS);
    const unlimited = await submit({ items: ['ResidentNeed.description'], within: '440100' });
    expect(unlimited).toMatchObject({ code: 'INVALID_INPUT', field: 'within' });
  });

  it('can be for named records, as asked or fewer', async () => {
    const { id, records } = await submit({ purpose: 'two records', records: ['p_1', 'p_2', 'p_1'] });
    expect(records).toEqual(['p_1', 'p_2']);
    const grant = { request: id, records: ['p_2'], reason: 'one is enough' };
    expect(await mutate('grantSharingRequest', GRANT, { ...grant, records: ['p_3'] }, AFFAIRS)).toMatchObject({
      code: 'INVALID_INPUT',
      field: 'records',
    });
    expect(await mutate('grantSharingRequest', GRANT, { ...grant, reason: null }, AFFAIRS)).toMatchObject({
      field: 'reason',
    });
    const granted = await mutate('grantSharingRequest', GRANT, grant, AFFAIRS);
    expect(granted).toMatchObject({ records: ['p_2'], within: null, request: { state: 'PARTLY_GRANTED' } });
    expect(await inForce()).toContainEqual({
      applicant: 'youth-league',
      purpose: 'two records',
      items: ask.items.map((item) => `${item}#p_2`),
    });
    const covered = await exchange.query(
      '{ explainAccess(item: "Person.sex", purpose: "two records") { decision because } }',
      {},
      YOUTH,
    );
    expect(covered.data.explainAccess).toMatchObject({
      decision: 'ALLOWED',
      because: expect.stringContaining('1 named record'),
    });
    await mutate('revokeSharingGrant', GRANT, { grant: granted.id, reason: 'no longer needed' }, AFFAIRS);
  });

  it('can be for fewer records than all that were asked for', async () => {
    const { id } = await submit({ purpose: 'all records' });
    const granted = await mutate(
      'grantSharingRequest',
      GRANT,
      { request: id, records: ['p_9'], reason: 'enough' },
      AFFAIRS,
    );
    expect(granted).toMatchObject({ records: ['p_9'], request: { state: 'PARTLY_GRANTED' } });
    await mutate('revokeSharingGrant', GRANT, { grant: granted.id, reason: 'no longer needed' }, AFFAIRS);
    const district = await submit({ purpose: 'a district', within: '440100' });
    expect(
      await mutate('grantSharingRequest', GRANT, { request: district.id, records: ['p_9'], reason: 'x' }, AFFAIRS),
    ).toMatchObject({ code: 'INVALID_INPUT', field: 'records' });
  });

  it.each([
    ['with a division', { records: ['p_1'], within: '440100' }],
    ['of two types', { records: ['p_1'], items: ['Person.sex', 'ResidentNeed.description'] }],
    ['that are too many', { records: Array.from({ length: 21 }, (_, number) => `p_${number}`) }],
    ['of which there is none', { records: [] }],
  ])('are not asked for records %s', async (_, input) => {
    const refused = await submit(input);
    expect(refused).toMatchObject({ __typename: 'Problem', code: 'INVALID_INPUT' });
    expect(refused.field).toMatch(/^records/);
  });

  it('gives nobody more rights for one purpose than travel with a call', async () => {
    const items = ['idNumber', 'phone', 'address', 'birthDate', 'sex'].map((field) => `Person.${field}`);
    const records = Array.from({ length: 20 }, (_, number) => `p_${number}`);
    const grants: string[] = [];
    for (let round = 0; round < 5; round++) {
      const { id } = await submit({ purpose: 'too much', items, records });
      const grant = await mutate('grantSharingRequest', GRANT, { request: id }, AFFAIRS);
      expect(grant).toMatchObject({ state: 'ACTIVE' });
      grants.push(grant.id);
    }
    const { id } = await submit({ purpose: 'too much' });
    const refused = await mutate('grantSharingRequest', GRANT, { request: id }, AFFAIRS);
    expect(refused).toMatchObject({ code: 'RULE_BROKEN', message: expect.stringContaining('has 500 rights') });
    // For another purpose there is room.
    const other = await submit({ purpose: 'something else' });
    const given = await mutate('grantSharingRequest', GRANT, { request: other.id }, AFFAIRS);
    expect(given).toMatchObject({ state: 'ACTIVE' });
    for (const grant of [...grants, given.id]) {
      await mutate('revokeSharingGrant', GRANT, { grant, reason: 'no longer needed' }, AFFAIRS);
    }
  });

  it('refuses with a reason, once', async () => {
    const { id } = await submit();
    expect(await mutate('refuseSharingRequest', REQUEST, { request: id, reason: 'no ground' }, AFFAIRS)).toMatchObject({
      state: 'REFUSED',
      reason: 'no ground',
    });
    expect(await mutate('grantSharingRequest', GRANT, { request: id }, AFFAIRS)).toMatchObject({
      code: 'ILLEGAL_TRANSITION',
    });
  });

  it('takes longer once', async () => {
    const { id, dueOn } = await submit();
    const extend = { request: id, reason: 'needs a check' };
    const longer = await mutate('extendSharingDeadline', REQUEST, extend, AFFAIRS);
    expect(longer.dueOn > dueOn).toBe(true);
    expect(await mutate('extendSharingDeadline', REQUEST, extend, AFFAIRS)).toMatchObject({ code: 'RULE_BROKEN' });
  });

  it('is not needed for what was withdrawn by who asked', async () => {
    const { id } = await submit();
    expect(await mutate('withdrawSharingRequest', REQUEST, { id }, AFFAIRS)).toMatchObject({ code: 'FORBIDDEN' });
    expect(await mutate('withdrawSharingRequest', REQUEST, { id }, YOUTH)).toMatchObject({ state: 'WITHDRAWN' });
    expect(await mutate('grantSharingRequest', GRANT, { request: id }, AFFAIRS)).toMatchObject({
      code: 'ILLEGAL_TRANSITION',
    });
  });

  it('is overdue when its day is past', async () => {
    const { id } = await submit();
    const client = new pg.Client(exchange.databaseUrl);
    await client.connect();
    await client.query(`update sharing_request set due_on = '2026-01-05' where id = $1`, [id]);
    await client.end();
    const { data } = await exchange.query(`{ sharingRequest(id: "${id}") { isOverdue } }`, {}, AFFAIRS);
    expect(data.sharingRequest.isOverdue).toBe(true);
  });
});

describe('seeing requests', () => {
  it('is for both sides only', async () => {
    const { id } = await submit({ items: ['Person.phone'] }, NGO);
    const one = async (caller: Caller) =>
      (await exchange.query(`{ sharingRequest(id: "${id}") { id } }`, {}, caller)).data.sharingRequest;
    const listed = async (caller: Caller) =>
      JSON.stringify(
        (
          await exchange.query(
            '{ sharingRequests(first: 100) { totalCount nodes: edges { node { id } } } }',
            {},
            caller,
          )
        ).data,
      );
    for (const caller of [NGO, AFFAIRS]) {
      expect(await one(caller)).toEqual({ id });
      expect(await listed(caller)).toContain(id);
    }
    for (const caller of [YOUTH, partner('53441900MJL0000004'), dashboard, officialOf('charity-federation')]) {
      expect(await one(caller)).toBeNull();
      expect(await listed(caller)).not.toContain(id);
    }
  });

  it('leaves the list of all grants to the gateway', async () => {
    const { errors } = await exchange.query('{ grantsInForce { applicant } }', {}, AFFAIRS);
    expect(errors?.[0]?.extensions?.['code']).toBe('FORBIDDEN');
  });
});

describe('explainAccess', () => {
  const explain = async (item: string, caller: Caller, purpose?: string) =>
    (
      await exchange.query(
        'query ($item: ID!, $purpose: String) { explainAccess(item: $item, purpose: $purpose) { decision owner because apply grant { id } } }',
        { item, purpose },
        caller,
      )
    ).data.explainAccess;

  it('tells why, and what to do', async () => {
    expect(await explain('Organization.name', YOUTH)).toMatchObject({ decision: 'ALLOWED', apply: null });
    expect(await explain('Person.birthDate', AFFAIRS)).toMatchObject({ decision: 'ALLOWED', owner: 'civil-affairs' });
    expect(await explain('Person.birthDate', YOUTH)).toMatchObject({
      decision: 'DENIED',
      apply: 'Ask civil-affairs with submitSharingRequest(items: ["Person.birthDate"]).',
    });
    expect(await explain('Person.phone', YOUTH)).toMatchObject({ decision: 'MASKED' });
    expect(await explain('Person.phone', dashboard)).toMatchObject({ decision: 'MASKED', apply: null });
    expect(await explain('ResidentNeed.person', YOUTH)).toMatchObject({ decision: 'DENIED', apply: null });
    expect(await explain('Person.nothing', YOUTH)).toBeNull();
  });

  it('tells the grant, and when the purpose is another', async () => {
    const { id } = await submit({ purpose: 'explained', items: ['Person.phone'] });
    const grant = await mutate('grantSharingRequest', GRANT, { request: id }, AFFAIRS);
    expect(await explain('Person.phone', YOUTH, 'explained')).toMatchObject({
      decision: 'ALLOWED',
      grant: { id: grant.id },
    });
    expect(await explain('Person.phone', YOUTH, 'something else')).toMatchObject({
      decision: 'MASKED',
      apply: 'Declare the purpose of the grant in the x-purpose header.',
    });
  });
});
