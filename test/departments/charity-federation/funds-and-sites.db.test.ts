import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dashboard, officialOf, partner } from '../../subgraph.js';
import {
  type Charity,
  fundInput,
  gift,
  HOST,
  key,
  openFund,
  PROJECT,
  startCharity,
  STREET,
  TOWN_HALL,
  uscc,
} from './charity.js';

describe('funds', () => {
  let charity: Charity;
  beforeEach(async () => {
    charity = await startCharity();
  });
  afterEach(() => charity[Symbol.asyncDispose]());

  it.each([
    ['hosted by an unqualified charity', { hostUscc: uscc('52', 4) }, 'RULE_BROKEN', 'hostUscc'],
    ['initiated by an agency', { initiatorUscc: uscc('52', 4) }, 'RULE_BROKEN', 'initiatorUscc'],
    ['for a whole county', { districtCode: '440106' }, 'RULE_BROKEN', 'districtCode'],
    ['without seed money', { seedFen: 0 }, 'INVALID_INPUT', 'seedFen'],
    ['with a wrong checksum', { hostUscc: `${HOST.slice(0, 17)}0` }, 'INVALID_CREDIT_CODE', 'hostUscc'],
    ['in no division', { districtCode: 'x' }, 'INVALID_DIVISION_CODE', 'districtCode'],
    ['with an oversize name', { name: '善'.repeat(121) }, 'INVALID_INPUT', 'name'],
  ])('are refused %s', async (_, change, code, field) => {
    expect(await charity.mutate('applyForFund', { ...fundInput, ...change })).toMatchObject({ code, field });
    expect(await charity.rows('select id from community_charity_fund')).toEqual([]);
  });

  it('are applied for by host or initiator, once per name and community', async () => {
    const input = { ...fundInput, communityId: 'com_1' };
    expect(await charity.mutate('applyForFund', input, partner(uscc('52', 4)))).toMatchObject({ code: 'FORBIDDEN' });
    expect(await charity.mutate('applyForFund', input, partner(TOWN_HALL))).toMatchObject({
      __typename: 'CommunityCharityFund',
    });
    expect(await charity.mutate('applyForFund', { ...input, communityId: 'com_2' })).toMatchObject({
      code: 'DUPLICATE',
      field: 'name',
    });
    expect(await charity.mutate('applyForFund', { ...input, name: '另一基金' })).toMatchObject({
      code: 'DUPLICATE',
      field: 'communityId',
    });
    expect(await charity.rows('select id from community_charity_fund')).toHaveLength(1);
  });

  it('walk their states; only officials move them', async () => {
    const { id } = await charity.mutate('applyForFund', fundInput);
    const step = (name: string) => charity.mutate(name, { id }, undefined, 'state balanceFen');
    expect(await step('activateFund')).toMatchObject({ code: 'ILLEGAL_TRANSITION' });
    expect(await charity.mutate('approveFund', { id }, partner(HOST))).toMatchObject({ code: 'FORBIDDEN' });
    expect(await charity.mutate('approveFund', { id }, officialOf('civil-affairs'))).toMatchObject({
      code: 'FORBIDDEN',
    });
    expect(await step('approveFund')).toMatchObject({ state: 'APPROVED', balanceFen: 0 });
    expect(await step('activateFund')).toMatchObject({ state: 'ACTIVE', balanceFen: 1_000_000 });
    expect(await step('activateFund')).toMatchObject({ code: 'ILLEGAL_TRANSITION' });
    expect(await step('closeFund')).toMatchObject({ code: 'RULE_BROKEN', rule: 'S4-06' });
    expect(await step('restFund')).toMatchObject({ state: 'DORMANT' });
    expect(await charity.mutate('donate', gift('FUND', id))).toMatchObject({ code: 'RULE_BROKEN', rule: 'S4-06' });
    const pay = {
      idempotencyKey: key(),
      fundId: id,
      projectId: PROJECT,
      districtCode: STREET,
      amountFen: 1_000_000,
      voucherNo: 'V',
    };
    expect(await charity.mutate('disburse', pay)).toMatchObject({ code: 'ILLEGAL_TRANSITION' });
    expect(await step('wakeFund')).toMatchObject({ state: 'ACTIVE' });
    expect(await charity.mutate('disburse', { ...pay, idempotencyKey: key() }, partner(uscc('51', 8)))).toMatchObject({
      code: 'FORBIDDEN',
    });
    expect(await charity.mutate('disburse', { ...pay, idempotencyKey: key() })).toMatchObject({
      __typename: 'Disbursement',
    });
    expect(await step('closeFund')).toMatchObject({ state: 'CLOSED', balanceFen: 0 });
  });

  it('are approved only while the host is qualified', async () => {
    const { id } = await charity.mutate('applyForFund', fundInput);
    await charity.mutate('revokeFundraisingQualification', { certNo: 'Q-1' });
    expect(await charity.mutate('approveFund', { id })).toMatchObject({ code: 'RULE_BROKEN', rule: 'S4-06' });
  });

  it.each([
    ['negative money', { amountFen: -1 }, 'INVALID_INPUT', 'amountFen'],
    ['an unknown fund', { fundId: 'fnd_none' }, 'UNKNOWN_REFERENCE', 'fundId'],
    ['an unknown division', { districtCode: '12' }, 'INVALID_DIVISION_CODE', 'districtCode'],
    ['a short idempotency key', { idempotencyKey: 'x' }, 'INVALID_INPUT', 'idempotencyKey'],
  ])('refuse a payment with %s', async (_, change, code, field) => {
    const fundId = await openFund(charity);
    const pay = { idempotencyKey: key(), fundId, projectId: PROJECT, districtCode: STREET, amountFen: 5 };
    expect(await charity.mutate('disburse', { ...pay, ...change })).toMatchObject({ code, field });
    expect(await charity.rows('select id from disbursement')).toEqual([]);
  });

  it('issue receipts with everything of art. 38, numbered without gaps', async () => {
    const fund = await openFund(charity);
    const ids: string[] = [];
    for (let n = 0; n < 6; n++)
      ids.push((await charity.mutate('donate', gift('FUND', fund, { amountFen: 123_456 }))).id);
    const issue = (donationId: string) =>
      charity.mutate(
        'issueReceipt',
        { donationId, handler: '李会计' },
        undefined,
        'donorName amountFen amountInWords charity { uscc } handler issuedOn',
      );
    const receipts = await Promise.all(ids.map(issue));
    expect(receipts[0]).toMatchObject({
      donorName: '匿名',
      amountFen: 123_456,
      amountInWords: '人民币壹仟贰佰叁拾肆元伍角陆分',
      charity: { uscc: HOST },
      handler: '李会计',
      issuedOn: '2026-11-23',
    });
    const numbers = receipts.map(({ no }) => no as string).toSorted();
    expect(numbers).toEqual([1, 2, 3, 4, 5, 6].map((n) => `PJ${HOST}-2026-000000${n}`));
    expect(await issue(ids[0] ?? '')).toMatchObject({ code: 'DUPLICATE' });
    const { id } = await charity.mutate('donate', gift('FUND', fund, { channel: 'BANK_TRANSFER' }));
    expect(await issue(id)).toMatchObject({ code: 'ILLEGAL_TRANSITION' });
    expect(await charity.mutate('issueReceipt', { donationId: 'don_none', handler: '李' })).toMatchObject({
      code: 'NOT_FOUND',
    });
    const stranger = await charity.mutate('issueReceipt', { donationId: id, handler: '李' }, partner(uscc('51', 8)));
    expect(stranger).toMatchObject({ code: 'FORBIDDEN' });
    expect(await charity.rows('select no from donation_receipt')).toHaveLength(6);
  });
});

describe('donation sites', () => {
  let charity: Charity;
  beforeEach(async () => {
    charity = await startCharity();
  });
  afterEach(() => charity[Symbol.asyncDispose]());
  const plan = { stationId: 'sta_1', sponsorUscc: HOST, districtCode: STREET, accepts: ['MONEY', 'GOODS'] };

  it('walk their states; a station has one at a time', async () => {
    const { id } = await charity.mutate('planDonationSite', plan);
    const step = (name: string) => charity.mutate(name, { id }, undefined, 'state openedOn closedOn');
    expect(await charity.mutate('planDonationSite', plan)).toMatchObject({ code: 'DUPLICATE', field: 'stationId' });
    expect(await charity.mutate('donate', gift('SITE', id))).toMatchObject({ code: 'RULE_BROKEN', rule: 'S4-04' });
    expect(await step('suspendDonationSite')).toMatchObject({ code: 'ILLEGAL_TRANSITION' });
    expect(await step('openDonationSite')).toMatchObject({ state: 'OPEN', openedOn: '2026-11-23' });
    expect(
      await charity.mutate('donate', gift('SITE', id, { channel: 'DONATION_SITE' }), undefined, 'state'),
    ).toMatchObject({ state: 'CONFIRMED' });
    expect(await step('suspendDonationSite')).toMatchObject({ state: 'SUSPENDED' });
    expect(await step('closeDonationSite')).toMatchObject({ state: 'CLOSED', closedOn: '2026-11-23' });
    expect(await step('openDonationSite')).toMatchObject({ code: 'ILLEGAL_TRANSITION' });
    expect(await charity.mutate('planDonationSite', plan)).toMatchObject({ __typename: 'DonationSite' });
    const { data } = await charity.running.query(
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on ServiceSite { donationSite { state } } } }',
      {
        r: [
          { __typename: 'ServiceSite', id: 'sta_1' },
          { __typename: 'ServiceSite', id: 'sta_2' },
        ],
      },
    );
    expect(data._entities).toEqual([{ donationSite: { state: 'PLANNED' } }, { donationSite: null }]);
  });

  it('open for qualified charities only, and take money only where they accept it', async () => {
    const { id } = await charity.mutate('planDonationSite', { ...plan, sponsorUscc: uscc('52', 4) });
    expect(await charity.mutate('openDonationSite', { id })).toMatchObject({ code: 'RULE_BROKEN', rule: 'S4-05' });
    const { id: goods } = await charity.mutate('planDonationSite', { ...plan, stationId: 'sta_2', accepts: ['GOODS'] });
    await charity.mutate('openDonationSite', { id: goods });
    expect(await charity.mutate('donate', gift('SITE', goods))).toMatchObject({ code: 'RULE_BROKEN', rule: 'S4-04' });
  });

  it.each([
    ['a wrong checksum', { sponsorUscc: `${HOST.slice(0, 17)}0` }, 'INVALID_CREDIT_CODE'],
    ['nothing that it accepts', { accepts: [] }, 'INVALID_INPUT'],
    ['no division', { districtCode: '7' }, 'INVALID_DIVISION_CODE'],
  ])('are not planned with %s', async (_, change, code) => {
    expect(await charity.mutate('planDonationSite', { ...plan, ...change })).toMatchObject({ code });
    expect(await charity.mutate('planDonationSite', plan, dashboard)).toMatchObject({ code: 'FORBIDDEN' });
    expect(await charity.mutate('planDonationSite', plan, partner(uscc('51', 8)))).toMatchObject({ code: 'FORBIDDEN' });
    expect(await charity.rows('select id from donation_site')).toEqual([]);
  });
});
