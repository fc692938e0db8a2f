import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chinaDate } from '#kit/deadlines/china-date';
import { officialOf } from '../../subgraph.js';
import { startOffice, type TestOffice } from './office.js';

let office: TestOffice;
beforeAll(async () => {
  office = await startOffice();
});
afterAll(() => office[Symbol.asyncDispose]());

const good = {
  docNo: '中民发〔2026〕8号',
  title: '联动工作细则',
  issuers: ['中山市民政局'],
  issuedOn: '2026-01-05',
  districtCode: '442000',
  principles: ['RULE_OF_LAW', 'RULE_OF_LAW'],
  basisDocNos: ['中委办[2013]1号'],
};

describe('a policy document (S0-04)', () => {
  it('is published with its basis and principles, announced, and repealed once', async () => {
    const answer = await office.act(
      'publishPolicy',
      good,
      'docNo status principles district { code } basisDocs { docNo status }',
    );
    expect(answer).toMatchObject({
      docNo: good.docNo,
      status: 'IN_FORCE',
      principles: ['RULE_OF_LAW'],
      district: { code: '442000' },
      basisDocs: [{ docNo: '中委办[2013]1号', status: 'IN_FORCE' }],
    });
    expect(await office.act('repealPolicy', { docNo: good.docNo }, 'status')).toMatchObject({ status: 'REPEALED' });
    expect(await office.act('repealPolicy', { docNo: good.docNo })).toMatchObject({ code: 'ILLEGAL_TRANSITION' });
    expect(
      await office.read(`select type, audience from outbox where subject_key = '${good.docNo}' order by seq`),
    ).toEqual([
      { type: 'PolicyPublished', audience: 'public' },
      { type: 'PolicyRepealed', audience: 'public' },
    ]);
  });

  it.each([
    ['an unknown basis', { basisDocNos: ['无此文号'] }, { code: 'UNKNOWN_REFERENCE', field: 'basisDocNos' }],
    ['itself as basis', { basisDocNos: ['测试〔2026〕2号'] }, { code: 'UNKNOWN_REFERENCE', field: 'basisDocNos' }],
    ['a malformed division', { districtCode: '4420' }, { code: 'INVALID_DIVISION_CODE', field: 'districtCode' }],
    ['a day to come', { issuedOn: '2999-01-01' }, { code: 'INVALID_PERIOD', field: 'issuedOn' }],
    ['no issuer', { issuers: [] }, { code: 'INVALID_INPUT', field: 'issuers' }],
    ['a number that is too long', { docNo: '号'.repeat(61) }, { code: 'INVALID_INPUT', field: 'docNo' }],
    ['a title that is too long', { title: '长'.repeat(201) }, { code: 'INVALID_INPUT', field: 'title' }],
  ])('is refused with %s and leaves no row', async (_, wrong, problem) => {
    const count = () => office.read('select count(*) as n from policy_document');
    const before = await count();
    expect(await office.act('publishPolicy', { ...good, docNo: '测试〔2026〕2号', ...wrong })).toMatchObject(problem);
    expect(await count()).toEqual(before);
  });

  it('takes no term beyond the closed list of principles (S0-02)', async () => {
    const publishing = office.act('publishPolicy', { ...good, docNo: '测试〔2026〕3号', principles: ['HARMONY'] });
    await expect(publishing).rejects.toThrow(/GoverningPrinciple/);
  });

  it('is registered once, however many publish it at once, and by the office only', async () => {
    const document = { ...good, docNo: '测试〔2026〕4号' };
    expect(await office.act('publishPolicy', document, '__typename', officialOf('youth-league'))).toMatchObject({
      code: 'FORBIDDEN',
    });
    const answers = await Promise.all(Array.from({ length: 6 }, () => office.act('publishPolicy', document)));
    const kinds = answers.map(({ __typename, code }) => code ?? __typename).sort();
    expect(kinds).toEqual([...Array.from({ length: 5 }, () => 'DUPLICATE'), 'PolicyDocument']);
  });

  it('takes the duties that it set along when it is repealed (S0-11)', async () => {
    const duty = async (year: number) => {
      const { data } = await office.running.query(
        `{ jointConference(id: "cnf_zhongshan") { meetingDuty(year: ${year}) { required verdict } } }`,
      );
      return data.jointConference.meetingDuty;
    };
    const year = Number(chinaDate(office.now()).slice(0, 4));
    expect(await duty(2012)).toEqual({ required: null, verdict: 'NOT_APPLICABLE' });
    expect((await duty(year + 1)).required).toBe(1);
    const fields = 'docNo rules { totalCount edges { node { id effectiveTo } } }';
    const repealed = await office.act('repealPolicy', { docNo: '中委办[2013]1号' }, fields);
    expect(repealed.rules.totalCount).toBeGreaterThan(2);
    for (const { node } of repealed.rules.edges) expect(node.effectiveTo).toBe(chinaDate(office.now()));
    expect(await duty(year + 1)).toEqual({ required: null, verdict: 'NOT_APPLICABLE' });
    expect((await duty(year - 1)).verdict).toBe('MET');
  });

  it('that is only cited cannot be repealed', async () => {
    expect(await office.act('repealPolicy', { docNo: '黔党发〔2019〕8号' })).toMatchObject({
      code: 'ILLEGAL_TRANSITION',
    });
    expect(await office.act('repealPolicy', { docNo: '无此文号' })).toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('the seeded texts', () => {
  it('rest only on documents that are registered, as external at least', async () => {
    expect(
      await office.read(
        `select basis from policy_document, unnest(basis_doc_nos) basis
         where not exists (select 1 from policy_document other where other.doc_no = basis)`,
      ),
    ).toEqual([]);
    const { data } = await office.running.query('{ policyDocuments(filter: { status: EXTERNAL }) { totalCount } }');
    expect(data.policyDocuments.totalCount).toBe(4);
  });

  it('give each target the number of its rule (S2-01, S3-04, S3-05)', async () => {
    const { data } = await office.running.query(
      '{ targets { edges { node { metric scope goal dueOn rule { id parameters { value } } } } } }',
    );
    const targets = data.targets.edges.map(({ node }: { node: { metric: string; goal: number } }) => node);
    expect(targets.map(({ metric, goal }: { metric: string; goal: number }) => [metric, goal]).sort()).toEqual([
      ['COMMUNITY_AGENCIES', 300],
      ['COMMUNITY_SOCIAL_WORKERS', 5000],
      ['STATION_CITIES', 8],
      ['STATION_COUNTIES', 40],
      ['STATION_STREETS', 64],
    ]);
    for (const { goal, rule } of targets)
      expect(rule.parameters.map(({ value }: { value: number }) => value)).toContain(goal);
  });

  it('register the numbers of the matrix (§6)', async () => {
    const { data } = await office.running.query(
      '{ policyRules(first: 100) { edges { node { id parameters { name value day provenance } } } } }',
    );
    type Parameter = { name: string; value: number | null; day: string | null; provenance: string };
    const rules: { id: string; parameters: Parameter[] }[] = data.policyRules.edges.map(
      ({ node }: { node: object }) => node,
    );
    const valuesOf = (id: string) =>
      rules.find((rule) => rule.id === id)?.parameters.map(({ value, day }) => day ?? value) ?? [];
    expect(valuesOf('S1-04')).toEqual([300]);
    expect(valuesOf('S1-05')).toEqual([4]);
    expect(valuesOf('S1-08')).toEqual([1, 3, '2012-04-20']);
    const days = rules.flatMap(({ parameters }) => parameters.flatMap(({ day }) => day ?? []));
    expect(days.sort()).toEqual([
      '2012-04-20',
      '2012-04-20',
      '2012-04-30',
      '2012-04-30',
      '2012-05-10',
      '2012-08-31',
      '2012-08-31',
      '2012-10-10',
      '2012-12-31',
    ]);
    expect(valuesOf('S0-13')).toEqual([2]);
    expect(valuesOf('S2-01')).toEqual([8, 40, 64]);
    expect(valuesOf('S2-09')).toEqual([15]);
    expect(valuesOf('S2-16')).toEqual([10, 1]);
    expect(valuesOf('S2-18')).toEqual([6, 3]);
    expect(valuesOf('S2-28')).toEqual([4]);
    expect([valuesOf('S3-01'), valuesOf('S3-02'), valuesOf('S3-03')]).toEqual([[2], [1], [0.3]]);
    expect([valuesOf('S3-04'), valuesOf('S3-05'), valuesOf('S3-11')]).toEqual([[5000], [300], [7]]);
    expect(['S3-20', 'S3-21', 'S3-22', 'S3-43'].map((id) => valuesOf(id)[0])).toEqual([4, 2, 5, 4]);
    expect(valuesOf('S3-30')).toEqual([3]);
    expect(valuesOf('S4-01')).toEqual([6, 4, 9, 2]);
    // Where no text sets the number, the register says so.
    const publicity = rules.find(({ id }) => id === 'S0-09')?.parameters[0];
    expect(publicity).toMatchObject({ name: 'publicityWorkingDays', provenance: 'DEFAULT' });
  });

  it('sum up each clause in English and in Chinese', async () => {
    expect(
      await office.read(
        `select row from policy_clause where summary !~ '[A-Za-z]{4}' or summary_zh !~ '[一-龥]' or summary_zh !~ '。$'`,
      ),
    ).toEqual([]);
  });

  it('quote briefly, and every rule quotes the clause of its row', async () => {
    expect(await office.read('select row from policy_clause where length(quote) > 25')).toEqual([]);
    expect(
      await office.read(
        `select rule.id from policy_rule rule left join policy_clause clause on clause.row = rule.id
         where clause.quote is distinct from rule.quote`,
      ),
    ).toEqual([]);
  });

  it('say progress from the value that another department counts, and nothing without it', async () => {
    const target = (id: string, currentValue: number | null) => ({ __typename: 'Target', id, currentValue });
    const { data } = await office.running.query(
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Target { progress reached } } }',
      {
        r: [target('tgt_station_cities', 8), target('tgt_community_agencies', 75), target('tgt_station_streets', null)],
      },
    );
    expect(data._entities).toEqual([
      { progress: 1, reached: true },
      { progress: 0.25, reached: false },
      { progress: null, reached: null },
    ]);
  });
});
