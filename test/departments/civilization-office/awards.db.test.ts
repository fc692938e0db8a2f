import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chinaDate } from '#kit/deadlines/china-date';
import { addWorkingDays } from '#kit/deadlines/working-days';
import { dashboard, officialOf, person } from '../../subgraph.js';
import { startOffice, type TestOffice } from './office.js';

let office: TestOffice;
let programmeId: string;
beforeAll(async () => {
  office = await startOffice();
  programmeId = (
    await office.act('openAwardProgramme', { title: '年度联动表彰', cycle: '2026', criteria: '成效显著' }, 'id state')
  ).id;
});
afterAll(() => office[Symbol.asyncDispose]());

const project = (nomineeKey: string) => ({
  programmeId,
  nomineeType: 'SERVICE_PROJECT',
  nomineeKey,
  linkageMode: 'VOLUNTEER_ASSISTS',
  reason: '志愿者辅助社工成效显著',
});

async function publicised(nomineeKey: string): Promise<string> {
  const { id } = await office.act('nominate', project(nomineeKey), 'id');
  await office.act('reviewNomination', { id });
  const answer = await office.act('publiciseNomination', { id }, 'state publicisedOn');
  expect(answer).toMatchObject({ state: 'PUBLICISED', publicisedOn: chinaDate(office.now()) });
  return id;
}

const confer = (nominationId: string) =>
  office.act(
    'confer',
    { nominationId, title: '优秀联动项目', level: 'CITY' },
    'id level issuedOn honoured { ... on ServiceProject { id } }',
  );

/** Moves the clock to the last day of the publicity that began today. */
async function toLastDay(): Promise<void> {
  const [rule] = await office.read<{ parameters: { name: string; value: number }[] }>(
    `select parameters from policy_rule where id = 'S0-09'`,
  );
  const days = Number(rule?.parameters.find(({ name }) => name === 'publicityWorkingDays')?.value);
  const today = chinaDate(office.now());
  const last = addWorkingDays(today, days).date;
  office.advance((Date.parse(last) - Date.parse(today)) / 86_400_000);
}

describe('a nomination (S0-09)', () => {
  it('is conferred after the working days of publicity, not on the last of them, and becomes an honour', async () => {
    const id = await publicised('prj_good');
    expect(await confer(id)).toMatchObject({ code: 'RULE_BROKEN', rule: 'S0-09' });
    await toLastDay();
    expect(await confer(id)).toMatchObject({ code: 'RULE_BROKEN', rule: 'S0-09' });
    expect(await office.read(`select id from commendation where nominee_key = 'prj_good'`)).toEqual([]);
    office.advance(1);
    const conferred = await confer(id);
    expect(conferred).toMatchObject({
      __typename: 'Commendation',
      level: 'CITY',
      issuedOn: chinaDate(office.now()),
      honoured: { id: 'prj_good' },
    });
    const { data } = await office.running.query(
      `query ($r: [_Any!]!) { _entities(representations: $r) { ... on ServiceProject { honours { totalCount edges { node { id } } } } } }`,
      { r: [{ __typename: 'ServiceProject', id: 'prj_good' }] },
    );
    expect(data._entities[0].honours).toEqual({ totalCount: 1, edges: [{ node: { id: conferred.id } }] });
    expect(await confer(id)).toMatchObject({ code: 'ILLEGAL_TRANSITION' });
  });

  it('is not conferred while an objection is open, and goes on when it is settled', async () => {
    const id = await publicised('prj_doubtful');
    await toLastDay();
    office.advance(1);
    const objection = { id, objection: '服务时数与记录不符' };
    expect(await office.act('objectToNomination', objection, 'state', person('p_objector'))).toMatchObject({
      state: 'OBJECTED',
    });
    expect(await confer(id)).toMatchObject({ code: 'ILLEGAL_TRANSITION' });
    expect(await office.act('settleObjection', { id }, 'state', officialOf('youth-league'))).toMatchObject({
      code: 'FORBIDDEN',
    });
    expect(await office.act('settleObjection', { id }, 'state')).toMatchObject({ state: 'PUBLICISED' });
    expect(await confer(id)).toMatchObject({ __typename: 'Commendation' });
  });

  it('goes through its states in order', async () => {
    const { id } = await office.act('nominate', project('prj_order'), 'id');
    for (const mutation of ['publiciseNomination', 'settleObjection'])
      expect(await office.act(mutation, { id })).toMatchObject({ code: 'ILLEGAL_TRANSITION', field: 'state' });
    expect(await office.act('objectToNomination', { id, objection: '尚未公示的异议' })).toMatchObject({
      code: 'ILLEGAL_TRANSITION',
    });
    expect(await confer(id)).toMatchObject({ code: 'ILLEGAL_TRANSITION' });
    await office.act('reviewNomination', { id });
    expect(await office.act('reviewNomination', { id })).toMatchObject({ code: 'ILLEGAL_TRANSITION' });
    expect(await office.read(`select state from nomination where id = '${id}'`)).toEqual([{ state: 'REVIEWED' }]);
  });

  it('of a project needs a linkage mode, also in the database', async () => {
    const { linkageMode: _, ...without } = project('prj_unlinked');
    expect(await office.act('nominate', without)).toMatchObject({
      code: 'RULE_BROKEN',
      field: 'linkageMode',
      rule: 'S0-09',
    });
    await expect(
      office.read(
        `insert into nomination (id, programme_id, nominee_type, nominee_key, reason, state)
         values ('x', '${programmeId}', 'SERVICE_PROJECT', 'prj_unlinked', 'because', 'NOMINATED') returning id`,
      ),
    ).rejects.toThrow(/nomination_linkage/);
    expect(await office.read(`select id from nomination where nominee_key = 'prj_unlinked'`)).toEqual([]);
  });

  it('is made once per programme, however many ask at once', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => office.act('nominate', project('prj_rush'))));
    const kinds = answers.map(({ __typename, code }) => code ?? __typename).sort();
    expect(kinds).toEqual([...Array.from({ length: 7 }, () => 'DUPLICATE'), 'Nomination']);
  });

  it('is conferred once, however many ask at once', async () => {
    const id = await publicised('prj_twice');
    await toLastDay();
    office.advance(1);
    const answers = await Promise.all(Array.from({ length: 6 }, () => confer(id)));
    expect(answers.filter(({ __typename }) => __typename === 'Commendation')).toHaveLength(1);
    expect(await office.read(`select id from commendation where nominee_key = 'prj_twice'`)).toHaveLength(1);
  });

  it.each([
    ['an unknown programme', { programmeId: 'awd_none' }, { code: 'UNKNOWN_REFERENCE', field: 'programmeId' }],
    ['a reason that is too long', { reason: '长'.repeat(1001) }, { code: 'INVALID_INPUT', field: 'reason' }],
    ['an empty key', { nomineeKey: ' ' }, { code: 'INVALID_INPUT', field: 'nomineeKey' }],
    [
      'a linkage mode where there is no project',
      { nomineeType: 'VOLUNTEER' },
      { code: 'INVALID_INPUT', field: 'linkageMode' },
    ],
    [
      'a wrong credit code',
      { nomineeType: 'ORGANIZATION', nomineeKey: '91350100M000100Y44', linkageMode: null },
      { code: 'INVALID_CREDIT_CODE', field: 'nomineeKey' },
    ],
    ['a control character', { reason: 'good\u0000reason' }, { code: 'INVALID_INPUT', field: 'reason' }],
  ])('is refused with %s and leaves no row', async (_, wrong, problem) => {
    const count = () => office.read('select count(*) as n from nomination');
    const before = await count();
    expect(await office.act('nominate', { ...project('prj_bad'), ...wrong })).toMatchObject(problem);
    expect(await count()).toEqual(before);
  });

  it('takes objections from citizens, and nothing from screens', async () => {
    const id = await publicised('prj_watched');
    const objection = { id, objection: '仅供测试的异议' };
    expect(await office.act('objectToNomination', objection, '__typename', dashboard)).toMatchObject({
      code: 'FORBIDDEN',
    });
    expect(await office.act('nominate', project('prj_screen'), '__typename', dashboard)).toMatchObject({
      code: 'FORBIDDEN',
    });
    expect(await office.act('objectToNomination', { ...objection, id: 'nom_none' })).toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});

describe('an award programme', () => {
  it('is opened once per cycle', async () => {
    const programme = { title: '同名表彰', cycle: '2027', criteria: '条件' };
    expect(await office.act('openAwardProgramme', programme)).toMatchObject({ __typename: 'AwardProgramme' });
    expect(await office.act('openAwardProgramme', programme)).toMatchObject({ code: 'DUPLICATE', field: 'title' });
  });

  it.each([
    ['without a title', { title: ' ' }, 'title'],
    ['with criteria that are too long', { criteria: '长'.repeat(5001) }, 'criteria'],
    ['with a cycle that is too long', { cycle: '2'.repeat(21) }, 'cycle'],
  ])('is refused %s and leaves no row', async (_, wrong, field) => {
    const count = () => office.read('select count(*) as n from award_programme');
    const before = await count();
    const good = { title: '表彰', cycle: '2027', criteria: '条件' };
    expect(await office.act('openAwardProgramme', { ...good, ...wrong })).toMatchObject({
      code: 'INVALID_INPUT',
      field,
    });
    expect(await office.act('openAwardProgramme', good, '__typename', officialOf('youth-league'))).toMatchObject({
      code: 'FORBIDDEN',
    });
    expect(await count()).toEqual(before);
  });
});

describe('the seeded awards', () => {
  it('have a conferred nomination behind each commendation, and nominations at every step', async () => {
    expect(
      await office.read(
        `select c.id from commendation c join nomination n on n.id = c.nomination_id
         where (n.nominee_type, n.nominee_key, n.programme_id) is distinct from (c.nominee_type, c.nominee_key, c.programme_id)
            or n.state not in ('CONFERRED', 'REVOKED') or n.publicised_on >= c.issued_on`,
      ),
    ).toEqual([]);
    const states = await office.read<{ state: string }>(
      `select distinct state from nomination where programme_id = 'awd_linkage' order by state`,
    );
    const names = states.map(({ state }) => state);
    expect(names).toEqual(expect.arrayContaining(['CONFERRED', 'NOMINATED', 'OBJECTED', 'PUBLICISED', 'REVIEWED']));
  });
});

describe('a commendation', () => {
  it('no longer counts as an honour when it is revoked, once', async () => {
    const [seeded] = await office.read<{ id: string; nominee_key: string }>(
      `select id, nominee_key from commendation where nominee_type = 'ORGANIZATION' limit 1`,
    );
    const honours = async () => {
      const { data } = await office.running.query(
        `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Organization { honours { totalCount } } } }`,
        { r: [{ __typename: 'Organization', uscc: seeded?.nominee_key }] },
      );
      return data._entities[0].honours.totalCount as number;
    };
    const before = await honours();
    expect(await office.act('revokeCommendation', { id: seeded?.id }, 'revokedOn')).toMatchObject({
      revokedOn: chinaDate(office.now()),
    });
    expect(await honours()).toBe(before - 1);
    expect(
      await office.read(
        `select n.state from nomination n join commendation c on c.nomination_id = n.id where c.id = '${seeded?.id}'`,
      ),
    ).toEqual([{ state: 'REVOKED' }]);
    expect(await office.act('revokeCommendation', { id: seeded?.id })).toMatchObject({ code: 'ILLEGAL_TRANSITION' });
    expect(await office.act('revokeCommendation', { id: 'cmd_none' })).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('announces that it was conferred, in public, without naming a person', async () => {
    const rows = await office.read<{ audience: string; subject_type: string; facts: object }>(
      `select audience, subject_type, facts from outbox where type = 'CommendationConferred'`,
    );
    expect(rows.length).toBeGreaterThan(10);
    for (const row of rows) expect(row).toMatchObject({ audience: 'public', subject_type: 'Commendation' });
    expect(JSON.stringify(rows.map(({ facts }) => facts))).not.toMatch(/p_|vol_/);
  });
});
