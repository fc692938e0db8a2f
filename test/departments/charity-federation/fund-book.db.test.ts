import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { random } from '#lib/random';
import { balance, type Charity, gift, key, openFund, PROJECT, startCharity, STREET } from './charity.js';

const UNBALANCED = 'select posting from fund_entry group by posting having sum(amount_fen) <> 0';

describe('the book of a fund', () => {
  let charity: Charity;
  let fund: string;
  beforeEach(async () => {
    charity = await startCharity();
    fund = await openFund(charity);
  });
  afterEach(() => charity[Symbol.asyncDispose]());

  const pay = (amountFen: number, more: object = {}) => ({
    idempotencyKey: key(),
    fundId: fund,
    projectId: PROJECT,
    districtCode: STREET,
    amountFen,
    ...more,
  });

  it('never goes below zero under parallel payments', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => charity.mutate('disburse', pay(150_000))));
    const done = answers.filter(({ __typename }) => __typename === 'Disbursement');
    expect(done).toHaveLength(6);
    for (const answer of answers)
      if (!done.includes(answer)) expect(answer).toMatchObject({ code: 'INSUFFICIENT_FUNDS' });
    expect(await balance(charity, fund)).toBe(100_000);
    expect(await charity.rows('select id from disbursement')).toHaveLength(6);
  });

  it('is guarded by the database itself', async () => {
    const leg = (id: string, account: string, amount: number, posting = 'pst_x') =>
      `insert into fund_entry (id, posting, fund_id, account, kind, amount_fen, entered_at)
       values ('${id}', '${posting}', '${fund}', '${account}', 'SPENT', ${amount}, now())`;
    await expect(charity.rows(leg('a', 'FUND', -5))).rejects.toThrow(/does not balance/);
    await expect(charity.rows(leg('a', 'FUND', -2_000_000))).rejects.toThrow(/charity_fund_balance_covered/);
    await expect(charity.rows('update fund_entry set amount_fen = amount_fen * 2')).rejects.toThrow(/never changed/);
    await expect(charity.rows('delete from fund_entry')).rejects.toThrow(/never changed/);
    await expect(charity.rows('truncate fund_entry')).rejects.toThrow(/never changed/);
    await expect(
      charity.rows(`insert into fund_entry (id, posting, fund_id, account, kind, amount_fen, entered_at)
      values ('a', 'pst_y', '${fund}', 'FUND', 'SPENT', -5, now()), ('b', 'pst_y', '${fund}', 'PROJECTS', 'SEED', 5, now())`),
    ).rejects.toThrow(/does not balance/);
    expect(await balance(charity, fund)).toBe(1_000_000);
    expect(await charity.rows('select id from fund_entry')).toHaveLength(2);
  });

  it('opens with its seed money', async () => {
    const { data } = await charity.running.query(
      `{ charityFund(id: "${fund}") { state openedOn balanceFen raisedFen spentFen inDistrictShare
         entries { edges { node { kind account amountFen } } } } }`,
    );
    expect(data.charityFund).toEqual({
      state: 'ACTIVE',
      openedOn: '2026-11-23',
      balanceFen: 1_000_000,
      raisedFen: 0,
      spentFen: 0,
      inDistrictShare: null,
      entries: {
        edges: [
          { node: { kind: 'SEED', account: 'FUND', amountFen: 1_000_000 } },
          { node: { kind: 'SEED', account: 'GRANTORS', amountFen: -1_000_000 } },
        ],
      },
    });
    const types = await charity.rows<{ type: string }>('select type from outbox order by seq');
    expect(types.map(({ type }) => type)).toEqual(expect.arrayContaining(['FundOpened', 'SeedGranted']));
  });

  it('asks for a reason outside the district and reports the share inside', async () => {
    const outside = pay(100_000, { districtCode: '520102001' });
    expect(await charity.mutate('disburse', outside)).toMatchObject({
      code: 'RULE_BROKEN',
      rule: 'S4-08',
      field: 'reason',
    });
    expect(await charity.rows('select id from disbursement')).toEqual([]);
    const reasoned = { ...outside, idempotencyKey: key(), reason: '结对帮扶' };
    expect(await charity.mutate('disburse', reasoned, undefined, 'outOfDistrict reason')).toMatchObject({
      outOfDistrict: true,
      reason: '结对帮扶',
    });
    expect(await charity.mutate('disburse', pay(300_000), undefined, 'outOfDistrict')).toMatchObject({
      outOfDistrict: false,
    });
    const { data } = await charity.running.query(`{ charityFund(id: "${fund}") { spentFen inDistrictShare } }`);
    expect(data.charityFund).toEqual({ spentFen: 400_000, inDistrictShare: 0.75 });
  });

  it('distinguishes what is committed from what is paid', async () => {
    const { id, state } = await charity.mutate('disburse', pay(200_000), undefined, 'state');
    expect(state).toBe('COMMITTED');
    const project = async () => {
      const { data } = await charity.running.query(
        'query ($r: [_Any!]!) { _entities(representations: $r) { ... on ServiceProject { committedFen disbursedFen } } }',
        { r: [{ __typename: 'ServiceProject', id: PROJECT }] },
      );
      return data._entities[0];
    };
    expect(await project()).toEqual({ committedFen: 200_000, disbursedFen: 0 });
    expect(await balance(charity, fund)).toBe(800_000);
    expect(await charity.mutate('closeFund', { id: fund })).toMatchObject({ code: 'RULE_BROKEN', rule: 'S4-06' });
    const paid = await charity.mutate(
      'payDisbursement',
      { disbursementId: id, voucherNo: 'V-1' },
      undefined,
      'state voucherNo',
    );
    expect(paid).toMatchObject({ state: 'PAID', voucherNo: 'V-1' });
    expect(await project()).toEqual({ committedFen: 0, disbursedFen: 200_000 });
    expect(await charity.mutate('payDisbursement', { disbursementId: id, voucherNo: 'V-2' })).toMatchObject({
      code: 'ILLEGAL_TRANSITION',
    });
  });

  it('pays once for one idempotency key', async () => {
    const input = pay(100_000, { voucherNo: 'V-1' });
    const answers = await Promise.all(Array.from({ length: 10 }, () => charity.mutate('disburse', input)));
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    expect(await balance(charity, fund)).toBe(900_000);
  });

  it('is reversed once, never for donations or reversals', async () => {
    const { id } = await charity.mutate('disburse', pay(400_000));
    const [spent] = await charity.rows<{ id: string }>(
      `select id from fund_entry where kind = 'SPENT' and account = 'PROJECTS'`,
    );
    const entryId = spent?.id ?? '';
    const answers = await Promise.all(
      Array.from({ length: 5 }, () =>
        charity.mutate('reverseEntry', { entryId, reason: '项目取消' }, undefined, 'kind amountFen'),
      ),
    );
    const done = answers.filter(({ __typename }) => __typename === 'FundEntry');
    expect(done).toEqual([expect.objectContaining({ kind: 'REVERSAL', amountFen: 400_000 })]);
    for (const answer of answers)
      if (!done.includes(answer)) expect(answer).toMatchObject({ code: 'DUPLICATE', rule: 'S1-18' });
    expect(await balance(charity, fund)).toBe(1_000_000);
    const { data } = await charity.running.query(
      `{ disbursement(id: "${id}") { state } charityFund(id: "${fund}") { spentFen } }`,
    );
    expect(data).toEqual({ disbursement: { state: 'REVERSED' }, charityFund: { spentFen: 0 } });
    expect(await charity.mutate('reverseEntry', { entryId: done[0].id, reason: '再冲' })).toMatchObject({
      code: 'RULE_BROKEN',
    });
    await charity.mutate('donate', gift('FUND', fund));
    const [raised] = await charity.rows<{ id: string }>(`select id from fund_entry where kind = 'RAISED' limit 1`);
    expect(await charity.mutate('reverseEntry', { entryId: raised?.id, reason: '误记' })).toMatchObject({
      code: 'RULE_BROKEN',
      rule: 'S4-14',
    });
  });

  it('balances after random postings and reversals', async () => {
    const seed = Number(process.env['TEST_SEED'] ?? Date.now() % 1_000_000);
    const next = random(seed);
    const pick = <T>(values: readonly T[]) => values[Math.floor(next() * values.length)];
    const second = await openFund(charity, { name: '石牌街社区慈善基金', seedFen: 300_000 });
    const given: string[] = [];
    const kinds = new Set<string>();
    for (let step = 0; step < 60; step++) {
      const choice = next();
      const target = pick([fund, second]) ?? fund;
      const amountFen = 1 + Math.floor(next() * 400_000);
      if (choice < 0.35) given.push((await charity.mutate('donate', gift('FUND', target, { amountFen }))).id);
      else if (choice < 0.65)
        kinds.add((await charity.mutate('disburse', pay(amountFen, { fundId: target }))).code ?? 'PAID');
      else if (choice < 0.8)
        await charity.mutate('refundDonation', { donationId: pick(given) ?? 'don_none', reason: '退款' });
      else {
        const entries = await charity.rows<{ id: string }>('select id from fund_entry order by id');
        await charity.mutate('reverseEntry', { entryId: pick(entries)?.id, reason: '冲正' });
      }
      const [bad] = await charity.rows<{ n: string }>(
        'select count(*) as n from community_charity_fund where balance_fen < 0',
      );
      expect(Number(bad?.n), `seed ${seed}, step ${step}`).toBe(0);
    }
    expect(await charity.rows(UNBALANCED), `seed ${seed}`).toEqual([]);
    const books = await charity.rows<{ balance: string; book: string }>(
      `select balance_fen as balance, (select sum(amount_fen) from fund_entry e where e.fund_id = f.id and account = 'FUND') as book
       from community_charity_fund f`,
    );
    expect(books, `seed ${seed}`).toHaveLength(2);
    for (const { balance: kept, book } of books) expect(Number(kept), `seed ${seed}`).toBe(Number(book));
    const [raised] = await charity.rows<{ book: string; given: string }>(
      `select (select -coalesce(sum(amount_fen), 0) from fund_entry where account = 'DONORS') as book,
         (select coalesce(sum(amount_fen), 0) from donation where state = 'CONFIRMED') as given`,
    );
    expect(raised?.book, `seed ${seed}`).toBe(raised?.given);
    expect(kinds.size, `seed ${seed}`).toBeGreaterThan(0);
  });
});
