import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '#kit/sql';
import type { Caller } from '#protocol/caller';
import { department } from '../../../subgraphs/exchange/department.js';
import { dashboard, officialOf, partner, person, startDepartment, type TestDepartment } from '../../subgraph.js';
import { askExchange } from './ask-exchange.js';

const AFFAIRS = officialOf('civil-affairs');
const YOUTH = officialOf('youth-league');
const SOMEBODY = person('P0000000000000000000000001');
const NGO = partner('52441900MJL0000009');
const CORRECTION = `... on DataCorrection { id state owner item record claim evidence answer dueOn isOverdue }`;

let exchange: TestDepartment;
let mutate: ReturnType<typeof askExchange>;
beforeAll(async () => {
  exchange = await startDepartment(department, { people: 0 });
  mutate = askExchange(exchange);
});
afterAll(() => exchange[Symbol.asyncDispose]());

const claim = {
  item: 'Person.address',
  record: 'P0000000000000000000000001',
  claim: '住址已变更为安居路2号',
  evidence: '户口簿第3页',
};
const submit = (input: object = {}, caller: Caller = SOMEBODY) =>
  mutate('requestDataCorrection', CORRECTION, { ...claim, ...input, idempotencyKey: crypto.randomUUID() }, caller);
const answer = (correction: string, input: object = {}, caller = AFFAIRS) =>
  mutate(
    'answerDataCorrection',
    CORRECTION,
    { correction, corrected: true, answer: '已按户口簿更正', ...input },
    caller,
  );

describe('a correction', () => {
  it('goes to the department that owns the value, with a day by which it answers', async () => {
    const correction = await submit();
    expect(correction).toMatchObject({ state: 'SUBMITTED', owner: 'civil-affairs', isOverdue: false, ...claim });
    expect(correction.dueOn > new Date().toISOString().slice(0, 10)).toBe(true);
    expect(await answer(correction.id)).toMatchObject({ state: 'CORRECTED', answer: '已按户口簿更正' });
  });

  it('is answered with a reason where the record is right, and once', async () => {
    const { id } = await submit({}, YOUTH);
    expect(await answer(id, { corrected: false, answer: ' ' })).toMatchObject({ code: 'INVALID_INPUT' });
    expect(await answer(id, { corrected: false, answer: '经核实无误' })).toMatchObject({ state: 'CONFIRMED' });
    expect(await answer(id)).toMatchObject({ code: 'ILLEGAL_TRANSITION' });
  });

  it.each([
    ['another department', YOUTH],
    ['who asked', SOMEBODY],
    ['a partner', NGO],
  ])('is not answered by %s', async (_, caller) => {
    const { id } = await submit();
    expect(await answer(id, {}, caller)).toMatchObject({ code: 'FORBIDDEN' });
  });

  it.each([
    ['what is not in the catalogue', { item: 'Person.nothing' }, SOMEBODY, 'UNKNOWN_REFERENCE'],
    ['a whole type', { item: 'Person' }, SOMEBODY, 'UNKNOWN_REFERENCE'],
    ['what is one’s own to correct', {}, AFFAIRS, 'INVALID_INPUT'],
    ['nothing', { claim: ' ' }, SOMEBODY, 'INVALID_INPUT'],
  ] as const)('is refused for %s', async (_, input, caller, code) => {
    expect(await submit(input, caller)).toMatchObject({ __typename: 'Problem', code });
  });

  it('is not for screens', async () => {
    expect(await submit({}, dashboard)).toMatchObject({ __typename: 'Problem', code: 'FORBIDDEN' });
  });

  it('is withdrawn by who asked', async () => {
    const { id } = await submit({}, NGO);
    expect(await mutate('withdrawDataCorrection', CORRECTION, { id }, YOUTH)).toMatchObject({ code: 'FORBIDDEN' });
    expect(await mutate('withdrawDataCorrection', CORRECTION, { id }, NGO)).toMatchObject({ state: 'WITHDRAWN' });
    expect(await answer(id)).toMatchObject({ code: 'ILLEGAL_TRANSITION' });
  });

  it('is seen by its two sides only, and each look at what it says is recorded', async () => {
    const { id } = await submit();
    const one = async (caller: Caller) =>
      (await exchange.query(`{ dataCorrection(id: "${id}") { claim evidence } }`, {}, caller)).data.dataCorrection;
    const { claim: text, evidence } = claim;
    for (const caller of [SOMEBODY, AFFAIRS]) expect(await one(caller)).toEqual({ claim: text, evidence });
    for (const caller of [YOUTH, NGO, person('P0000000000000000000000002'), dashboard]) {
      expect(await one(caller)).toBeNull();
      const { data } = await exchange.query('{ dataCorrections(first: 100) { edges { node { id } } } }', {}, caller);
      expect(JSON.stringify(data)).not.toContain(id);
    }
    const records = await sql<{ caller_name: string; fields: object }>(
      exchange.subgraph.running.orm.em.fork(),
      `select caller_name, fields from access_record where fields::text like '%DataCorrection.evidence%' order by seq desc limit 1`,
    );
    expect(records[0]).toMatchObject({
      caller_name: 'civil-affairs',
      fields: { 'DataCorrection.claim DataCorrection.evidence': [claim.record] },
    });
  });

  it('is overdue when its day is past', async () => {
    const { id } = await submit();
    await sql(
      exchange.subgraph.running.orm.em.fork(),
      `update data_correction set due_on = '2026-01-05' where id = ?`,
      [id],
    );
    const { data } = await exchange.query(`{ dataCorrection(id: "${id}") { isOverdue } }`, {}, AFFAIRS);
    expect(data.dataCorrection.isOverdue).toBe(true);
  });
});
