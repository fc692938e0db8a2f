import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '#kit/sql';
import type { Caller } from '#protocol/caller';
import { department } from '../../../subgraphs/exchange/department.js';
import { dashboard, officialOf, partner, startDepartment, type TestDepartment } from '../../subgraph.js';
import { askExchange } from './ask-exchange.js';

const withRole = (of: string, role: string): Caller => ({ ...officialOf(of), roles: [role] }) as Caller;
const AFFAIRS = officialOf('civil-affairs');
const YOUTH = officialOf('youth-league');
const NGO = partner('52441900MJL0000009');
const BODY = withRole('civilization-office', 'sharing-coordinator');
const GOVERNMENT = withRole('civilization-office', 'government');
const REQUEST = '... on SharingRequest { id state dueOn }';
const DISPUTE =
  '... on SharingDispute { id state proposal proposedBy acceptedByApplicant acceptedByOwner decidedBy decision endedAt request { id state } }';

let exchange: TestDepartment;
let mutate: ReturnType<typeof askExchange>;
beforeAll(async () => {
  exchange = await startDepartment(department, { people: 0 });
  mutate = askExchange(exchange);
});
afterAll(() => exchange[Symbol.asyncDispose]());

async function submit(caller: Caller = YOUTH): Promise<string> {
  const { id } = await mutate(
    'submitSharingRequest',
    REQUEST,
    {
      items: ['Person.sex', 'Person.phone'],
      purpose: '志愿者年龄核验',
      legalBasis: '志愿服务条例 第七条',
      caseNo: 'YL-2026-1',
      days: 30,
      idempotencyKey: crypto.randomUUID(),
    },
    caller,
  );
  return id as string;
}
async function refused(caller: Caller = YOUTH): Promise<string> {
  const request = await submit(caller);
  await mutate('refuseSharingRequest', REQUEST, { request, reason: 'no ground' }, AFFAIRS);
  return request;
}
const raise = (request: string, caller = YOUTH) =>
  mutate('raiseSharingDispute', DISPUTE, { request, claim: '拒绝理由不成立' }, caller);
const disputed = async (caller = YOUTH) => (await raise(await refused(caller), caller)).id as string;
const propose = (dispute: string, caller: Caller) =>
  mutate('proposeSettlement', DISPUTE, { dispute, proposal: '仅共享性别' }, caller);
const accept = (dispute: string, caller: Caller) => mutate('acceptSettlement', DISPUTE, { dispute }, caller);
const escalate = (dispute: string, caller = YOUTH) =>
  mutate('escalateSharingDispute', DISPUTE, { dispute, reason: '协商未达成一致' }, caller);
const decide = (dispute: string, upheld: boolean, caller = GOVERNMENT) =>
  mutate('decideSharingDispute', DISPUTE, { dispute, upheld, decision: '理由成立,应当共享' }, caller);

describe('a dispute', () => {
  it('is settled when both sides agree', async () => {
    const dispute = await disputed();
    expect(await accept(dispute, YOUTH)).toMatchObject({ code: 'RULE_BROKEN' });
    expect(await propose(dispute, AFFAIRS)).toMatchObject({
      state: 'NEGOTIATION',
      proposedBy: 'civil-affairs',
      acceptedByOwner: true,
      acceptedByApplicant: false,
    });
    expect(await accept(dispute, AFFAIRS)).toMatchObject({ state: 'NEGOTIATION' });
    expect(await accept(dispute, YOUTH)).toMatchObject({ state: 'SETTLED', endedAt: expect.any(String) });
    expect(await propose(dispute, YOUTH)).toMatchObject({ code: 'ILLEGAL_TRANSITION' });
  });

  it('goes up layer by layer; the competent body mediates with consent of both', async () => {
    const dispute = await disputed();
    expect(await propose(dispute, BODY)).toMatchObject({ code: 'FORBIDDEN' });
    expect(await decide(dispute, true)).toMatchObject({ code: 'ILLEGAL_TRANSITION' });
    await propose(dispute, YOUTH);
    expect(await escalate(dispute)).toMatchObject({ state: 'MEDIATION', proposal: null, acceptedByApplicant: false });
    expect(await propose(dispute, AFFAIRS)).toMatchObject({ code: 'FORBIDDEN' });
    expect(await propose(dispute, BODY)).toMatchObject({ acceptedByApplicant: false, acceptedByOwner: false });
    expect(await accept(dispute, BODY)).toMatchObject({ code: 'FORBIDDEN' });
    expect(await accept(dispute, YOUTH)).toMatchObject({ state: 'MEDIATION' });
    expect(await accept(dispute, AFFAIRS)).toMatchObject({ state: 'SETTLED' });
  });

  it('that the government decides for the applicant makes the owner answer again', async () => {
    const dispute = await disputed();
    await escalate(dispute);
    expect(await escalate(dispute, AFFAIRS)).toMatchObject({ state: 'GOVERNMENT' });
    expect(await escalate(dispute)).toMatchObject({ code: 'ILLEGAL_TRANSITION' });
    expect(await decide(dispute, true)).toMatchObject({
      state: 'UPHELD',
      decidedBy: 'civilization-office',
      request: { state: 'SUBMITTED' },
    });
  });

  it('that was withdrawn cannot be settled any more', async () => {
    const dispute = await disputed();
    await propose(dispute, AFFAIRS);
    await mutate('withdrawSharingDispute', DISPUTE, { id: dispute }, YOUTH);
    expect(await accept(dispute, YOUTH)).toMatchObject({ code: 'ILLEGAL_TRANSITION', field: 'state' });
    const { data } = await exchange.query(`{ sharingDispute(id: "${dispute}") { acceptedByApplicant } }`, {}, YOUTH);
    expect(data.sharingDispute).toEqual({ acceptedByApplicant: false });
  });

  it('that is decided for the owner leaves the request as it was', async () => {
    const dispute = await disputed();
    await escalate(dispute);
    await escalate(dispute);
    expect(await decide(dispute, false)).toMatchObject({ state: 'DISMISSED', request: { state: 'REFUSED' } });
  });

  it.each([
    ['a side, whatever its role', withRole('civil-affairs', 'government')],
    ['the applicant, whatever his role', withRole('youth-league', 'government')],
    ['somebody without the role', officialOf('civilization-office')],
    ['the competent body', BODY],
  ])('is not decided by %s', async (_, caller) => {
    const dispute = await disputed();
    await escalate(dispute);
    await escalate(dispute);
    expect(await decide(dispute, true, caller)).toMatchObject({ code: 'FORBIDDEN' });
  });

  it('is about an answer that somebody has reason to object to, and there is one at a time', async () => {
    const open = await submit();
    expect(await raise(open)).toMatchObject({ code: 'RULE_BROKEN' });
    await sql(
      exchange.subgraph.running.orm.em.fork(),
      `update sharing_request set due_on = '2026-01-05' where id = ?`,
      [open],
    );
    expect(await raise(open)).toMatchObject({ state: 'NEGOTIATION' });
    expect(await raise(open)).toMatchObject({ code: 'DUPLICATE' });
    expect(await raise(await refused(), AFFAIRS)).toMatchObject({ code: 'FORBIDDEN' });
    expect(await raise(await refused(), NGO)).toMatchObject({ code: 'FORBIDDEN' });
  });

  it('about a grant that was taken back can be raised, and withdrawn', async () => {
    const request = await submit(NGO);
    const { id: grant } = await mutate('grantSharingRequest', '... on SharingGrant { id }', { request }, AFFAIRS);
    expect(await raise(request, NGO)).toMatchObject({ code: 'RULE_BROKEN' });
    await mutate('revokeSharingGrant', '', { grant, reason: 'no longer needed' }, AFFAIRS);
    const { id } = await raise(request, NGO);
    expect(await mutate('withdrawSharingDispute', DISPUTE, { id }, AFFAIRS)).toMatchObject({ code: 'FORBIDDEN' });
    expect(await mutate('withdrawSharingDispute', DISPUTE, { id }, NGO)).toMatchObject({ state: 'WITHDRAWN' });
  });

  it('is seen by its sides, and by those who mediate and decide', async () => {
    const dispute = await disputed(NGO);
    const seen = async (caller: Caller) => {
      const { data } = await exchange.query(
        `{ sharingDispute(id: "${dispute}") { id } sharingDisputes(first: 100) { edges { node { id } } } }`,
        {},
        caller,
      );
      return [data.sharingDispute !== null, JSON.stringify(data.sharingDisputes).includes(dispute)];
    };
    for (const caller of [NGO, AFFAIRS, BODY, GOVERNMENT]) expect(await seen(caller)).toEqual([true, true]);
    for (const caller of [YOUTH, dashboard, partner('53441900MJL0000004'), officialOf('civilization-office')]) {
      expect(await seen(caller)).toEqual([false, false]);
    }
  });
});
