import { buildASTSchema, getNamedType, isCompositeType, isObjectType, parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '#kit/sql';
import type { Caller } from '#protocol/caller';
import { dashboard, officialOf, partner, person } from '../../subgraph.js';
import { type Charity, gift, HOST, openFund, PROJECT, runCampaign, STREET, startCharity, uscc } from './charity.js';

const NAME = '欧阳匿名者';
const SHY = '司马不公开';
const OPEN = '诸葛公开';
const others: [string, Caller][] = [
  ['our officials', officialOf('charity-federation')],
  ['other officials', officialOf('civil-affairs')],
  ['dashboards', dashboard],
  ['the receiving charity', partner(HOST)],
  ['other partners', partner(uscc('52', 7))],
  ['other people', person('p_other')],
];

describe('the giver of an anonymous donation', () => {
  let charity: Charity;
  const keys: Record<'hidden' | 'shy' | 'open' | 'fund' | 'campaign', string> = {
    hidden: '',
    shy: '',
    open: '',
    fund: '',
    campaign: '',
  };
  const gifts: string[] = [];
  let shyGift = '';
  let openGift = '';

  beforeAll(async () => {
    charity = await startCharity();
    const register = async (id: string, displayName: string, consentToPublish: boolean) =>
      (await charity.mutate('registerDonor', { displayName, consentToPublish }, person(id))).id as string;
    keys.hidden = await register('p_hidden', NAME, true);
    keys.shy = await register('p_shy', SHY, false);
    keys.open = await register('p_open', OPEN, true);
    keys.fund = await openFund(charity);
    keys.campaign = await runCampaign(charity, { fundId: keys.fund });
    const { id: site } = await charity.mutate('planDonationSite', {
      stationId: 'sta_1',
      sponsorUscc: HOST,
      districtCode: STREET,
      accepts: ['MONEY'],
    });
    await charity.mutate('openDonationSite', { id: site });
    const give = async (input: object) => {
      const { id } = await charity.mutate('donate', input as Record<string, unknown>);
      await charity.mutate('issueReceipt', { donationId: id, handler: '李会计' });
      return id as string;
    };
    const hidden = { donorId: keys.hidden, anonymous: true };
    gifts.push(await give(gift('FUND', keys.fund, hidden)));
    gifts.push(await give(gift('CAMPAIGN', keys.campaign, hidden)));
    gifts.push(await give(gift('SITE', site, hidden)));
    gifts.push(await give(gift('PROJECT', PROJECT, { ...hidden, charityUscc: HOST })));
    shyGift = await give(gift('FUND', keys.fund, { donorId: keys.shy, anonymous: false }));
    openGift = await give(gift('FUND', keys.fund, { donorId: keys.open, anonymous: false }));
  });
  afterAll(() => charity[Symbol.asyncDispose]());

  /** Every chain of fields from a root to `Donor`, through connections and entities of other departments. */
  function pathsToDonor(): string[] {
    const schema = buildASTSchema(parse(charity.running.subgraph.sdl), { assumeValid: true, assumeValidSDL: true });
    const found: string[] = [];
    for (const type of Object.values(schema.getTypeMap())) {
      if (!isObjectType(type) || type.name.startsWith('__')) continue;
      for (const field of Object.values(type.getFields())) {
        const named = getNamedType(field.type);
        if (isCompositeType(named) && named.name === 'Donor') found.push(`${type.name}.${field.name}`);
      }
    }
    return found.toSorted();
  }

  it('stands behind these fields and no other', () => {
    // A new way to a donor fails here until it is tested below.
    expect(pathsToDonor()).toEqual(['Donation.donor', 'Person.donor', 'Query.donor']);
    const lists = [...charity.running.subgraph.sdl.matchAll(/: DonorConnection/g)];
    expect(lists).toEqual([]);
    expect(charity.running.subgraph.sdl.match(/union \w+ = .*\bDonor\b.*/g)).toEqual([
      'union DonorResult = Donor | Problem',
    ]);
  });

  const ALL = `{ id anonymous donor { id displayName publishedName } donorWithheld receipt { no donorName }
    fund { donations { edges { node { id donor { id } } } } } campaign { donations { edges { node { donor { id } } } } }
    site { donations { edges { node { donor { id } } } } } project { donations { edges { node { donor { id } } } } } }`;

  it.each(others)('is not answered to %s on any donation, receipt, list or reference', async (_, caller) => {
    const { data, errors } = await charity.running.query(
      `query ($r: [_Any!]!) { donations(first: 200) { edges { node ${ALL} } } _entities(representations: $r) { ... on Donation ${ALL} } }`,
      { r: gifts.map((id) => ({ __typename: 'Donation', id })) },
      caller,
    );
    expect(errors).toBeUndefined();
    const text = JSON.stringify(data);
    expect(text).not.toContain(keys.hidden);
    expect(text).not.toContain(NAME);
    const anonymous = data.donations.edges.filter(({ node }: { node: { id: string } }) => gifts.includes(node.id));
    expect(anonymous).toHaveLength(4);
    for (const { node } of anonymous) {
      expect(node).toMatchObject({ donor: null, donorWithheld: 'ANONYMOUS', receipt: { donorName: '匿名' } });
    }
  });

  it.each(others)('is not linked to his gifts for %s who know the donor', async (_, caller) => {
    const ask = `{ id givenFen donations { totalCount edges { node { id } } } person { id } }`;
    const { data } = await charity.running.query(
      `query ($d: ID!, $r: [_Any!]!) { donor(id: $d) ${ask} _entities(representations: $r) { ... on Donor ${ask} ... on Person { donor ${ask} } } }`,
      {
        d: keys.hidden,
        r: [
          { __typename: 'Donor', id: keys.hidden },
          { __typename: 'Person', id: 'p_hidden' },
        ],
      },
      caller,
    );
    const donors = [data.donor, data._entities[0], data._entities[1].donor].filter((donor) => donor !== null);
    for (const donor of donors) expect(donor).toMatchObject({ givenFen: 0, donations: { totalCount: 0, edges: [] } });
    const ours = caller.kind === 'department' && caller.department === 'charity-federation';
    expect(data.donor === null).toBe(!ours);
    expect(data._entities[1].donor === null).toBe(!ours);
    for (const donor of donors) expect(donor.person === null).toBe(!ours);
  });

  it('sees his own gifts', async () => {
    const { data } = await charity.running.query(
      `{ donor(id: "${keys.hidden}") { givenFen person { id } donations { totalCount edges { node { donor { id } donorWithheld } } } } }`,
      {},
      person('p_hidden'),
    );
    expect(data.donor).toMatchObject({ givenFen: 40_000, person: { id: 'p_hidden' }, donations: { totalCount: 4 } });
    for (const { node } of data.donor.donations.edges) {
      expect(node).toEqual({ donor: { id: keys.hidden }, donorWithheld: null });
    }
  });

  it('is not in the feed, and anonymous gifts go to departments only', async () => {
    const events = await charity.rows<{ subject_key: string; audience: string }>('select * from outbox');
    expect(JSON.stringify(events)).not.toMatch(new RegExp(`${keys.hidden}|${NAME}|p_hidden|dnr_`));
    const about = events.filter(({ subject_key: subject }) => gifts.includes(subject));
    expect(about.length).toBeGreaterThanOrEqual(12);
    expect(new Set(about.map(({ audience }) => audience))).toEqual(new Set(['departments']));
    const open = events.filter(({ subject_key: subject }) => subject === openGift);
    expect(open.some(({ audience }) => audience === 'public')).toBe(true);
  });

  it('differs from a giver who is named, with or without consent', async () => {
    const named = async (id: string, caller?: Caller) => {
      const { data } = await charity.running.query(
        `{ donation(id: "${id}") { donor { displayName publishedName person { id } } donorWithheld receipt { donorName } } }`,
        {},
        caller,
      );
      return data.donation;
    };
    expect(await named(shyGift, dashboard)).toEqual({
      donor: null,
      donorWithheld: 'NO_CONSENT',
      receipt: { donorName: null },
    });
    expect(await named(shyGift, person('p_shy'))).toMatchObject({
      donor: { publishedName: SHY, person: { id: 'p_shy' } },
    });
    expect(await named(shyGift)).toMatchObject({
      donor: { displayName: SHY, publishedName: null },
      receipt: { donorName: SHY },
    });
    expect(await named(openGift, dashboard)).toEqual({
      donor: { displayName: '诸***', publishedName: OPEN, person: null },
      donorWithheld: null,
      receipt: { donorName: OPEN },
    });
  });

  it('leaves a record of a name that was shown, published or on a receipt', async () => {
    const { requestId } = dashboard;
    const caller: Caller = { ...dashboard, requestId: `${requestId}-names` };
    const query = `{ donation(id: "${openGift}") { donor { publishedName } receipt { donorName } } }`;
    await charity.running.query(query, {}, caller);
    const records = await sql<{ fields: Record<string, string[]>; masked: boolean }>(
      charity.running.subgraph.running.orm.em.fork(),
      'select fields, masked from access_record where request_id = ?',
      [caller.requestId],
    );
    expect(records).toEqual([
      { fields: { 'DonationReceipt.donorName Donor.publishedName': ['p_open'] }, masked: false },
    ]);
  });

  it('registers once, and only himself', async () => {
    const input = { displayName: '某人', consentToPublish: false };
    expect(await charity.mutate('registerDonor', input, person('p_open'))).toMatchObject({ code: 'DUPLICATE' });
    const other = { ...input, organizationUscc: HOST };
    expect(await charity.mutate('registerDonor', other, person('p_new'))).toMatchObject({
      code: 'FORBIDDEN',
      field: 'organizationUscc',
    });
    expect(await charity.mutate('registerDonor', { ...input, idNumber: '110105194912310021' })).toMatchObject({
      code: 'INVALID_ID_NUMBER',
      field: 'idNumber',
    });
    expect(await charity.mutate('registerDonor', other, partner(uscc('52', 7)))).toMatchObject({ code: 'FORBIDDEN' });
    expect(await charity.mutate('registerDonor', { ...other, idNumber: '11010519491231002X' })).toMatchObject({
      code: 'INVALID_INPUT',
    });
    expect(await charity.mutate('registerDonor', input, dashboard)).toMatchObject({ code: 'FORBIDDEN' });
    expect(await charity.rows('select id from donor')).toHaveLength(3);
  });
});
