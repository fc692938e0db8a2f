import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Charity, gift, HOST, key, openFund, PROJECT, runCampaign, startCharity, STREET } from './charity.js';

describe('what it adds to entities of other departments', () => {
  let charity: Charity;
  let fund = '';
  let campaign = '';
  beforeAll(async () => {
    charity = await startCharity();
    fund = await openFund(charity, { communityId: 'com_1' } as object);
    await openFund(charity, { name: '云岩区基金', districtCode: '520103001' });
    campaign = await runCampaign(charity, { fundId: fund });
    await charity.mutate('donate', gift('CAMPAIGN', campaign));
    await charity.mutate('donate', gift('FUND', fund, { amountFen: 7_000 }));
    await charity.mutate(
      'donate',
      gift('PROJECT', PROJECT, { charityUscc: HOST, districtCode: '520103', amountFen: 3_000 }),
    );
    await charity.mutate('donate', gift('FUND', fund, { channel: 'BANK_TRANSFER', amountFen: 1 }));
    await charity.mutate('disburse', {
      idempotencyKey: key(),
      fundId: fund,
      projectId: PROJECT,
      districtCode: STREET,
      amountFen: 400,
      voucherNo: 'V',
    });
  });
  afterAll(() => charity[Symbol.asyncDispose]());

  async function entities(representations: object[], selection: string) {
    const { data, errors } = await charity.running.query(
      `query ($r: [_Any!]!) { _entities(representations: $r) { ${selection} } }`,
      { r: representations },
    );
    expect(errors).toBeUndefined();
    return data._entities;
  }

  it('sums a division and all below it, confirmed money only', async () => {
    const codes = ['440000', '440100', '440106', STREET, '520000', '520103', '110000'];
    const districts = await entities(
      codes.map((code) => ({ __typename: 'District', code })),
      '... on District { raisedFen charityFunds { totalCount edges { node { id } } } }',
    );
    expect(districts.map(({ raisedFen }: { raisedFen: number }) => raisedFen)).toEqual([
      17_000, 17_000, 17_000, 17_000, 3_000, 3_000, 0,
    ]);
    const counts = districts.map(({ charityFunds }: { charityFunds: { totalCount: number; edges: object[] } }) => [
      charityFunds.totalCount,
      charityFunds.edges.length,
    ]);
    expect(counts).toEqual([
      [1, 1],
      [1, 1],
      [1, 1],
      [1, 1],
      [1, 1],
      [1, 1],
      [0, 0],
    ]);
  });

  it('answers all districts with a constant number of statements', async () => {
    const ask = (codes: string[]) =>
      charity.running.statements(() =>
        entities(
          codes.map((code) => ({ __typename: 'District', code })),
          '... on District { raisedFen charityFunds { totalCount edges { node { id } } } }',
        ),
      );
    const many = Array.from({ length: 90 }, (_, n) => String(440_100 + n));
    expect(await ask(many)).toBe(await ask(['440106']));
    expect(await ask(many)).toBe(3);
  });

  it('adds to communities, organisations and projects', async () => {
    const [community, organization, project] = await entities(
      [
        { __typename: 'Community', id: 'com_1' },
        { __typename: 'Organization', uscc: HOST },
        { __typename: 'ServiceProject', id: PROJECT },
      ],
      `... on Community { charityFund { id } }
       ... on Organization { campaigns { edges { node { id } } } charityFunds { totalCount } fundraisingQualifications { edges { node { state } } } }
       ... on ServiceProject { raisedFen disbursedFen donations { totalCount } disbursements { edges { node { fund { id } amountFen } } } }`,
    );
    expect(community).toEqual({ charityFund: { id: fund } });
    expect(organization).toEqual({
      campaigns: { edges: [{ node: { id: campaign } }] },
      charityFunds: { totalCount: 2 },
      fundraisingQualifications: { edges: [{ node: { state: 'VALID' } }] },
    });
    expect(project).toEqual({
      raisedFen: 13_000,
      disbursedFen: 400,
      donations: { totalCount: 2 },
      disbursements: { edges: [{ node: { fund: { id: fund }, amountFen: 400 } }] },
    });
  });

  it('walks from a donation over its campaign and fund to the project that was paid', async () => {
    const { data, errors } = await charity.running.query(
      `{ donations(filter: { campaign: "${campaign}" }) { edges { node { designatedTo { ... on FundraisingCampaign {
           fund { disbursements { edges { node { project { id } } } } } } } } } } }`,
    );
    expect(errors).toBeUndefined();
    expect(data.donations.edges).toEqual([
      { node: { designatedTo: { fund: { disbursements: { edges: [{ node: { project: { id: PROJECT } } }] } } } } },
    ]);
  });
});
