import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '#kit/sql';
import { department } from '../../../subgraphs/charity-federation/department.js';
import { startDepartment, type TestDepartment } from '../../subgraph.js';

describe('the seed', () => {
  let running: TestDepartment;
  const rows = <Row extends object>(text: string) => sql<Row>(running.subgraph.running.orm.em.fork(), text);
  beforeAll(async () => {
    running = await startDepartment(department, { people: 300 });
  });
  afterAll(() => running[Symbol.asyncDispose]());

  it('fills every register', async () => {
    const { data, errors } = await running.query(`{
      donations { totalCount } campaigns { totalCount } charityFunds { totalCount }
      donationSites { totalCount } disbursements { totalCount }
    }`);
    expect(errors).toBeUndefined();
    expect(data.donations.totalCount).toBeGreaterThan(75);
    for (const { totalCount } of Object.values<{ totalCount: number }>(data)) expect(totalCount).toBeGreaterThan(4);
  });

  it('keeps balances equal to the book', async () => {
    const funds = await rows<{ balance: string; book: string; seed: string }>(
      `select balance_fen as balance, seed_fen as seed,
         (select sum(amount_fen) from fund_entry where fund_id = fund.id and account = 'FUND') as book
       from community_charity_fund fund`,
    );
    expect(funds.length).toBeGreaterThan(4);
    for (const { balance, book } of funds) expect(Number(balance)).toBe(Number(book));
    expect(await rows('select posting from fund_entry group by posting having sum(amount_fen) <> 0')).toEqual([]);
  });

  it('books exactly the confirmed donations of a fund', async () => {
    const { data } = await running.query(`{ charityFunds(first: 200) { edges { node { id raisedFen } } } }`);
    const confirmed = await rows<{ fund_id: string; total: string }>(
      `select fund_id, sum(amount_fen) as total from donation where fund_id is not null and state = 'CONFIRMED' group by 1`,
    );
    const totals = new Map(confirmed.map(({ fund_id, total }) => [fund_id, Number(total)]));
    expect(totals.size).toBeGreaterThan(0);
    for (const { node } of data.charityFunds.edges) expect(node.raisedFen).toBe(totals.get(node.id) ?? 0);
  });

  it('numbers receipts without gaps', async () => {
    const numbers = await rows<{ n: string; last: number; total: string }>(
      `select c.last, count(*) as total, max(right(r.no, 7)::int) as n from donation_receipt r
       join receipt_counter c on r.no like 'PJ' || c.charity_uscc || '-' || c.year || '-%' group by c.charity_uscc, c.year`,
    );
    expect(numbers.length).toBeGreaterThan(0);
    for (const { n, last, total } of numbers) expect([Number(n), Number(total)]).toEqual([last, last]);
  });

  it('begins the feed with a history that names nobody', async () => {
    const events = await rows<{ audience: string; anonymous: boolean | null; facts: object }>(
      `select o.audience, o.facts, d.anonymous from outbox o left join donation d on d.id = o.subject_key`,
    );
    expect(events.length).toBeGreaterThan(60);
    const anonymous = events.filter((event) => event.anonymous === true);
    expect(anonymous.length).toBeGreaterThan(0);
    expect(anonymous.every(({ audience }) => audience === 'departments')).toBe(true);
    const text = JSON.stringify(events);
    expect(text).not.toMatch(/dnr_|p_[\w-]{20}/);
  });
});
