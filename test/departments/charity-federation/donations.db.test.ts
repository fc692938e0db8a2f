import { beforeEach, afterEach, describe, expect, it } from 'vitest';
import { partner, person } from '../../subgraph.js';
import {
  balance,
  type Charity,
  gift,
  HOST,
  key,
  openFund,
  PROJECT,
  runCampaign,
  startCharity,
  uscc,
} from './charity.js';

describe('donations', () => {
  let charity: Charity;
  beforeEach(async () => {
    charity = await startCharity();
  });
  afterEach(() => charity[Symbol.asyncDispose]());
  const donations = async () => Number((await charity.rows<{ n: string }>('select count(*) as n from donation'))[0]?.n);

  it('confirms what was handed over at once and books it', async () => {
    const fund = await openFund(charity);
    const donation = await charity.mutate('donate', gift('FUND', fund), undefined, 'state designatedTo { __typename }');
    expect(donation).toMatchObject({ state: 'CONFIRMED', designatedTo: { __typename: 'CommunityCharityFund' } });
    expect(await balance(charity, fund)).toBe(1_010_000);
  });

  it('counts what was paid online only when it is confirmed', async () => {
    const fund = await openFund(charity);
    const { id, state } = await charity.mutate(
      'donate',
      gift('FUND', fund, { channel: 'ONLINE_PLATFORM' }),
      undefined,
      'state',
    );
    expect(state).toBe('PAID');
    expect(await balance(charity, fund)).toBe(1_000_000);
    expect(await charity.mutate('confirmDonation', { donationId: id }, undefined, 'state')).toMatchObject({
      state: 'CONFIRMED',
    });
    expect(await balance(charity, fund)).toBe(1_010_000);
    expect(await charity.mutate('confirmDonation', { donationId: id })).toMatchObject({ code: 'ILLEGAL_TRANSITION' });
    expect(await balance(charity, fund)).toBe(1_010_000);
  });

  it('goes from pledge over payment to confirmation, and not past one', async () => {
    const { id } = await charity.mutate('pledgeDonation', gift('PROJECT', PROJECT, { charityUscc: HOST }));
    expect(await charity.mutate('confirmDonation', { donationId: id })).toMatchObject({ code: 'ILLEGAL_TRANSITION' });
    expect(await charity.mutate('refundDonation', { donationId: id, reason: '取消' })).toMatchObject({
      code: 'ILLEGAL_TRANSITION',
    });
    expect(await charity.mutate('payDonation', { donationId: id }, undefined, 'state')).toMatchObject({
      state: 'PAID',
    });
    expect(await charity.mutate('confirmDonation', { donationId: id }, undefined, 'state')).toMatchObject({
      state: 'CONFIRMED',
    });
  });

  it('takes a refund out of the fund again, once, and voids the receipt', async () => {
    const fund = await openFund(charity);
    const { id } = await charity.mutate('donate', gift('FUND', fund));
    const { no } = await charity.mutate('issueReceipt', { donationId: id, handler: '李会计' });
    const refunded = await charity.mutate(
      'refundDonation',
      { donationId: id, reason: '误操作' },
      undefined,
      'state receipt { no voidedOn }',
    );
    expect(refunded).toMatchObject({ state: 'REFUNDED', receipt: { no, voidedOn: '2026-11-23' } });
    expect(await balance(charity, fund)).toBe(1_000_000);
    expect(await charity.mutate('refundDonation', { donationId: id, reason: '误操作' })).toMatchObject({
      code: 'ILLEGAL_TRANSITION',
    });
    expect(await charity.rows('select posting from fund_entry group by posting having sum(amount_fen) <> 0')).toEqual(
      [],
    );
  });

  it('does not refund what the fund has already spent', async () => {
    const fund = await openFund(charity);
    const { id } = await charity.mutate('donate', gift('FUND', fund));
    await charity.mutate('disburse', {
      idempotencyKey: key(),
      fundId: fund,
      projectId: PROJECT,
      districtCode: '440106001',
      amountFen: 1_005_000,
    });
    expect(await charity.mutate('refundDonation', { donationId: id, reason: '误操作' })).toMatchObject({
      code: 'INSUFFICIENT_FUNDS',
    });
    const [donation] = await charity.rows<{ state: string }>('select state from donation where id = ?', [id]);
    expect(donation?.state).toBe('CONFIRMED');
  });

  it('makes one donation of fifty parallel requests with one key', async () => {
    const fund = await openFund(charity);
    const input = gift('FUND', fund);
    const answers = await Promise.all(Array.from({ length: 50 }, () => charity.mutate('donate', input)));
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    expect(await donations()).toBe(1);
    expect(await balance(charity, fund)).toBe(1_010_000);
    const again = await charity.mutate('donate', { ...input, amountFen: 20_000 });
    expect(again).toMatchObject({ code: 'IDEMPOTENCY_CONFLICT' });
  });

  it.each([
    ['nothing', { amountFen: 0 }, 'INVALID_INPUT', 'amountFen'],
    ['negative money', { amountFen: -1 }, 'INVALID_INPUT', 'amountFen'],
    ['no giver and not anonymous', { anonymous: false }, 'INVALID_INPUT', 'donorId'],
    ['an unknown giver', { donorId: 'dnr_nobody' }, 'UNKNOWN_REFERENCE', 'donorId'],
    ['an unknown fund', { targetId: 'fnd_nowhere' }, 'UNKNOWN_REFERENCE', 'targetId'],
    ['an oversize wish', { wish: '善'.repeat(201) }, 'INVALID_INPUT', 'wish'],
    ['a wrong checksum', { charityUscc: `${HOST.slice(0, 17)}0` }, 'INVALID_CREDIT_CODE', 'charityUscc'],
    ['an unknown division', { districtCode: '999' }, 'INVALID_DIVISION_CODE', 'districtCode'],
  ])('refuses %s and leaves no row', async (_, change, code, field) => {
    const fund = await openFund(charity);
    expect(await charity.mutate('donate', gift('FUND', fund, change))).toMatchObject({
      __typename: 'Problem',
      code,
      field,
    });
    expect(await donations()).toBe(0);
  });

  it('needs a qualified charity behind a project', async () => {
    const without = await charity.mutate('donate', gift('PROJECT', PROJECT));
    expect(without).toMatchObject({ code: 'INVALID_INPUT', field: 'charityUscc' });
    const unqualified = await charity.mutate('donate', gift('PROJECT', PROJECT, { charityUscc: uscc('52', 9) }));
    expect(unqualified).toMatchObject({ code: 'RULE_BROKEN', rule: 'S4-05', field: 'charityUscc' });
    await charity.mutate('revokeFundraisingQualification', { certNo: 'Q-1' });
    const revoked = await charity.mutate('donate', gift('PROJECT', PROJECT, { charityUscc: HOST }));
    expect(revoked).toMatchObject({ code: 'RULE_BROKEN', rule: 'S4-05' });
    expect(await donations()).toBe(0);
  });

  it('gives to running campaigns only and announces the goal once', async () => {
    const campaign = await runCampaign(charity);
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => charity.mutate('donate', gift('CAMPAIGN', campaign))),
    );
    expect(answers.every(({ __typename }) => __typename === 'Donation')).toBe(true);
    const reached = await charity.rows(`select id from outbox where type = 'GoalReached'`);
    expect(reached).toHaveLength(1);
    const { data } = await charity.running.query(`{ campaign(id: "${campaign}") { raisedFen goalReachedAt } }`);
    expect(data.campaign.raisedFen).toBe(80_000);
    await charity.mutate('pauseCampaign', { id: campaign });
    expect(await charity.mutate('donate', gift('CAMPAIGN', campaign))).toMatchObject({
      code: 'RULE_BROKEN',
      rule: 'S4-13',
    });
    await charity.mutate('launchCampaign', { id: campaign });
    charity.now = new Date('2027-03-06T04:00:00Z');
    expect(await charity.mutate('donate', gift('CAMPAIGN', campaign))).toMatchObject({
      code: 'RULE_BROKEN',
      rule: 'S4-13',
    });
    expect(await donations()).toBe(8);
  });

  it('books the income of a campaign into its fund', async () => {
    const fund = await openFund(charity);
    const campaign = await runCampaign(charity, { fundId: fund });
    await charity.mutate('donate', gift('CAMPAIGN', campaign));
    expect(await balance(charity, fund)).toBe(1_010_000);
    const { data } = await charity.running.query(
      `{ charityFund(id: "${fund}") { raisedFen donations { totalCount } campaigns { edges { node { id } } } } }`,
    );
    expect(data.charityFund).toEqual({
      raisedFen: 10_000,
      donations: { totalCount: 1 },
      campaigns: { edges: [{ node: { id: campaign } }] },
    });
  });

  it('keeps the terms of a donation', async () => {
    const fund = await openFund(charity);
    const other = await openFund(charity, { name: '石牌街社区慈善基金' });
    const { id } = await charity.mutate('donate', gift('FUND', fund));
    for (const change of [`fund_id = '${other}'`, 'amount_fen = 1', 'anonymous = false', `wish = 'x'`]) {
      await expect(charity.rows(`update donation set ${change} where id = '${id}'`)).rejects.toThrow(
        /terms of a donation/,
      );
    }
  });

  it('lets persons give for themselves, and charities record their own only', async () => {
    const fund = await openFund(charity);
    const ann = person('p_ann');
    const { id: donorId } = await charity.mutate('registerDonor', { displayName: '安妮', consentToPublish: true }, ann);
    const own = { channel: 'BANK_TRANSFER', donorId, anonymous: false };
    expect(await charity.mutate('donate', gift('FUND', fund, own), ann)).toMatchObject({ __typename: 'Donation' });
    expect(await charity.mutate('donate', gift('FUND', fund, own), person('p_bob'))).toMatchObject({
      code: 'FORBIDDEN',
      field: 'donorId',
    });
    expect(await charity.mutate('donate', gift('FUND', fund), ann)).toMatchObject({
      code: 'FORBIDDEN',
      field: 'channel',
    });
    expect(await charity.mutate('donate', gift('FUND', fund), partner(uscc('52', 5)))).toMatchObject({
      code: 'FORBIDDEN',
      field: 'targetId',
    });
    expect(await charity.mutate('donate', gift('FUND', fund), partner(HOST))).toMatchObject({ __typename: 'Donation' });
    expect(await donations()).toBe(2);
  });
});
