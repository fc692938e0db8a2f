import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Caller } from '#protocol/caller';
import { dashboard, officialOf, partner, person } from '../../subgraph.js';
import { rowsReached, withoutRowSecurity } from '../rows-reached.js';
import {
  type Charity,
  fundInput,
  gift,
  HOST,
  openFund,
  runCampaign,
  startCharity,
  TOWN_HALL,
  uscc,
} from './charity.js';

const TABLES = ['donation', 'community_charity_fund', 'donor'] as const;
const GIVER = uscc('52', 77);
const OTHER = uscc('52', 78);

describe('promises and funds that are not open', () => {
  let charity: Charity;
  let ids: { donation: string; fund: string; campaign: string };

  beforeAll(async () => {
    charity = await startCharity();
    await openFund(charity);
    const campaign = await runCampaign(charity);
    const { id: donor } = await charity.mutate(
      'registerDonor',
      { displayName: '某机构', consentToPublish: false, organizationUscc: GIVER },
      partner(GIVER),
    );
    const { id: donation } = await charity.mutate(
      'pledgeDonation',
      gift('CAMPAIGN', campaign, { donorId: donor, anonymous: false }),
    );
    const { id: fund } = await charity.mutate('applyForFund', { ...fundInput, name: '待批准基金' });
    ids = { donation, fund, campaign };
  });
  afterAll(() => charity[Symbol.asyncDispose]());

  const reached = (caller: Caller) => rowsReached(charity.running, TABLES, caller);
  async function seen(caller: Caller) {
    const { data, errors } = await charity.running.query(
      `query ($donation: ID!, $fund: ID!, $campaign: ID!, $host: [_Any!]!) {
        donation(id: $donation) { id } charityFund(id: $fund) { id }
        donations { totalCount } charityFunds { totalCount }
        campaign(id: $campaign) { donations { totalCount } }
        _entities(representations: $host) { ... on Organization { charityFunds { totalCount } } } }`,
      { ...ids, host: [{ __typename: 'Organization', uscc: HOST }] },
      caller,
    );
    expect(errors).toBeUndefined();
    const { donation, charityFund, donations, charityFunds, campaign, _entities } = data;
    return {
      donation: [donation !== null, donations.totalCount, campaign.donations.totalCount],
      fund: [charityFund !== null, charityFunds.totalCount, _entities[0].charityFunds.totalCount],
    };
  }
  const PROMISED = [true, 1, 1];
  const NO_PROMISE = [false, 0, 0];
  const BOTH_FUNDS = [true, 2, 2];
  const OPEN_FUND = [false, 1, 1];

  it('are seen by departments, the charity, the giver and the initiator', async () => {
    expect(await seen(officialOf('charity-federation'))).toEqual({ donation: PROMISED, fund: BOTH_FUNDS });
    expect(await seen(officialOf('civil-affairs'))).toEqual({ donation: PROMISED, fund: BOTH_FUNDS });
    expect(await seen(partner(HOST))).toEqual({ donation: PROMISED, fund: BOTH_FUNDS });
    expect(await seen(partner(GIVER))).toEqual({ donation: PROMISED, fund: OPEN_FUND });
    expect(await seen(partner(TOWN_HALL))).toEqual({ donation: NO_PROMISE, fund: BOTH_FUNDS });
  });

  it.each([
    ['another organisation', partner(OTHER)],
    ['a screen', dashboard],
    ['a citizen', person('P1')],
  ])('do not exist for %s', async (_, caller) => {
    expect(await seen(caller)).toEqual({ donation: NO_PROMISE, fund: OPEN_FUND });
  });

  it('are not reached by any statement of the database alone', async () => {
    expect(await reached(officialOf('charity-federation'))).toEqual([1, 2, 1]);
    expect(await reached(partner(OTHER))).toEqual([0, 1, 0]);
    expect(await reached(partner(GIVER))).toEqual([1, 1, 1]);
    expect(await reached(partner(HOST))).toEqual([1, 2, 0]);
  });

  it('are not answered by the department’s rules alone either', async () => {
    await withoutRowSecurity(charity.running, TABLES, async () => {
      expect(await reached(partner(OTHER))).toEqual([1, 2, 1]);
      expect(await seen(partner(OTHER))).toEqual({ donation: NO_PROMISE, fund: OPEN_FUND });
    });
  });
});
