import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dashboard, partner } from '../../subgraph.js';
import { campaignInput, type Charity, gift, HOST, openFund, runCampaign, startCharity, uscc } from './charity.js';

describe('campaigns', () => {
  let charity: Charity;
  beforeEach(async () => {
    charity = await startCharity();
  });
  afterEach(() => charity[Symbol.asyncDispose]());
  const none = () => charity.rows('select id from fundraising_campaign');

  it.each([
    ['filed nine days before', { startsOn: '2026-12-02' }, 'RULE_BROKEN', 'startsOn'],
    ['that ends before it starts', { endsOn: '2026-12-05' }, 'INVALID_PERIOD', 'endsOn'],
    ['of an unqualified charity', { charityUscc: uscc('52', 3) }, 'RULE_BROKEN', 'charityUscc'],
    ['with a wrong checksum', { charityUscc: `${HOST.slice(0, 17)}0` }, 'INVALID_CREDIT_CODE', 'charityUscc'],
    ['online without a platform', { platformCode: null }, 'RULE_BROKEN', 'platformCode'],
    ['on an unknown platform', { platformCode: 'WEB' }, 'UNKNOWN_REFERENCE', 'platformCode'],
    ['offline with a platform', { channel: 'BOX' }, 'RULE_BROKEN', 'platformCode'],
    ['with a partner without an agreement', { partnerUscc: uscc('52', 3) }, 'RULE_BROKEN', 'agreementNo'],
    ['that costs what it raises', { costFen: 50_000 }, 'INVALID_INPUT', 'costFen'],
    ['with a negative goal', { goalFen: -5 }, 'INVALID_INPUT', 'goalFen'],
    ['with an oversize title', { title: '捐'.repeat(121) }, 'INVALID_INPUT', 'title'],
    ['for an unknown fund', { fundId: 'fnd_none' }, 'UNKNOWN_REFERENCE', 'fundId'],
  ])('refuses a plan %s', async (_, change, code, field) => {
    const answer = await charity.mutate('fileCampaign', { ...campaignInput, ...change });
    expect(answer).toMatchObject({ __typename: 'Problem', code, field });
    expect(await none()).toEqual([]);
  });

  it('refuses a platform that is no longer designated', async () => {
    await charity.rows(`update fundraising_platform set designated = false where code = 'GYLM'`);
    expect(await charity.mutate('fileCampaign', campaignInput)).toMatchObject({
      code: 'RULE_BROKEN',
      field: 'platformCode',
    });
  });

  it('keeps the income in the account of the charity', async () => {
    const other = uscc('51', 77);
    await charity.mutate('recordFundraisingQualification', {
      certNo: 'Q-2',
      organizationUscc: other,
      validFrom: '2020-01-01',
    });
    const fundId = await openFund(charity);
    const plan = { ...campaignInput, charityUscc: other, fundId };
    expect(await charity.mutate('fileCampaign', plan)).toMatchObject({
      code: 'RULE_BROKEN',
      rule: 'S4-05',
      field: 'fundId',
    });
  });

  it('files a plan ten days before, once by its number, and by its own charity only', async () => {
    const plan = { ...campaignInput, startsOn: '2026-12-03' };
    expect(await charity.mutate('fileCampaign', plan, partner(uscc('51', 8)))).toMatchObject({ code: 'FORBIDDEN' });
    expect(await charity.mutate('fileCampaign', plan, dashboard)).toMatchObject({ code: 'FORBIDDEN' });
    expect(await charity.mutate('fileCampaign', plan, partner(HOST), 'state')).toMatchObject({ state: 'FILED' });
    expect(await charity.mutate('fileCampaign', plan)).toMatchObject({ code: 'DUPLICATE', field: 'filingNo' });
  });

  it('launches within its period and while the charity is qualified', async () => {
    const { id } = await charity.mutate('fileCampaign', campaignInput);
    expect(await charity.mutate('launchCampaign', { id })).toMatchObject({ code: 'RULE_BROKEN', rule: 'S4-13' });
    charity.now = new Date('2026-12-05T04:00:00Z');
    await charity.mutate('revokeFundraisingQualification', { certNo: 'Q-1' });
    expect(await charity.mutate('launchCampaign', { id })).toMatchObject({ code: 'RULE_BROKEN', rule: 'S4-05' });
    expect(await charity.rows('select state from fundraising_campaign')).toEqual([{ state: 'FILED' }]);
  });

  it('bars a charity for five years after a revocation', async () => {
    await charity.mutate('revokeFundraisingQualification', { certNo: 'Q-1' });
    expect(await charity.mutate('revokeFundraisingQualification', { certNo: 'Q-1' })).toMatchObject({
      code: 'ILLEGAL_TRANSITION',
    });
    const again = { certNo: 'Q-9', organizationUscc: HOST, validFrom: '2027-01-01' };
    expect(await charity.mutate('recordFundraisingQualification', again)).toMatchObject({
      code: 'RULE_BROKEN',
      rule: 'S4-05',
    });
    charity.now = new Date('2031-11-23T04:00:00Z');
    expect(await charity.mutate('recordFundraisingQualification', again)).toMatchObject({ certNo: 'Q-9' });
    expect(await charity.mutate('recordFundraisingQualification', { ...again, certNo: 'Q-10' })).toMatchObject({
      code: 'DUPLICATE',
    });
  });

  it('walks its states and no other way', async () => {
    const id = await runCampaign(charity);
    const step = (name: string) => charity.mutate(name, { id }, undefined, 'state');
    expect(await step('launchCampaign')).toMatchObject({ code: 'ILLEGAL_TRANSITION' });
    expect(await step('pauseCampaign')).toMatchObject({ state: 'PAUSED' });
    expect(await step('launchCampaign')).toMatchObject({ state: 'RUNNING' });
    expect(await charity.mutate('closeCampaign', { id }, partner(uscc('51', 8)))).toMatchObject({ code: 'FORBIDDEN' });
    expect(await step('closeCampaign')).toMatchObject({ state: 'CLOSED' });
    for (const name of ['launchCampaign', 'pauseCampaign', 'closeCampaign']) {
      expect(await step(name)).toMatchObject({ code: 'ILLEGAL_TRANSITION' });
    }
    expect(await charity.mutate('launchCampaign', { id: 'cmp_none' })).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('publishes its accounts in order and ends with the final one', async () => {
    const id = await runCampaign(charity, { endsOn: '2027-10-05' });
    const { id: given } = await charity.mutate('donate', gift('CAMPAIGN', id));
    const disclose = (kind: string, spentFen = 5_000) =>
      charity.mutate('discloseCampaign', { campaignId: id, kind, spentFen, summary: '用于改造' }, undefined, 'state');
    expect(await disclose('PERIODIC')).toMatchObject({ code: 'RULE_BROKEN', rule: 'S4-20' });
    charity.now = new Date('2027-03-05T04:00:00Z');
    expect(await disclose('PERIODIC', 20_000)).toMatchObject({ code: 'RULE_BROKEN', field: 'spentFen' });
    expect(await disclose('PERIODIC')).toMatchObject({ state: 'RUNNING' });
    expect(await disclose('PERIODIC')).toMatchObject({ code: 'RULE_BROKEN', rule: 'S4-20' });
    expect(await disclose('FINAL')).toMatchObject({ code: 'RULE_BROKEN' });
    charity.now = new Date('2027-06-06T04:00:00Z');
    await charity.mutate('closeCampaign', { id });
    expect(await disclose('FINAL')).toMatchObject({ code: 'RULE_BROKEN', field: 'kind' });
    expect(await disclose('PERIODIC')).toMatchObject({ state: 'CLOSED' });
    expect(await disclose('FINAL')).toMatchObject({ state: 'DISCLOSED' });
    const { data } = await charity.running.query(
      `{ campaign(id: "${id}") { disclosures { kind dueOn publishedOn overdue } reports { totalCount } } }`,
    );
    expect(data.campaign).toEqual({
      disclosures: [
        { kind: 'PERIODIC', dueOn: '2027-03-05', publishedOn: '2027-03-05', overdue: false },
        { kind: 'PERIODIC', dueOn: '2027-06-05', publishedOn: '2027-06-06', overdue: true },
        { kind: 'FINAL', dueOn: '2027-09-06', publishedOn: '2027-06-06', overdue: false },
      ],
      reports: { totalCount: 3 },
    });
    const refund = await charity.mutate('refundDonation', { donationId: given, reason: '退款' });
    expect(refund).toMatchObject({ code: 'RULE_BROKEN', rule: 'S4-20' });
  });

  it('masks who is in charge and the account', async () => {
    const id = await runCampaign(charity);
    const ask = `{ campaign(id: "${id}") { personInCharge bankAccount } }`;
    expect((await charity.running.query(ask, {}, dashboard)).data.campaign).toEqual({
      personInCharge: '张**',
      bankAccount: '****2222',
    });
    expect((await charity.running.query(ask)).data.campaign).toEqual({
      personInCharge: '张三丰',
      bankAccount: '6222000011112222',
    });
  });
});
