import { afterAll, beforeAll, expect, it } from 'vitest';
import { startOffice, type TestOffice } from './office.js';

let office: TestOffice;
beforeAll(async () => {
  office = await startOffice();
});
afterAll(() => office[Symbol.asyncDispose]());

it('answers the conferences of organisations in one statement', async () => {
  const { data } = await office.running.query('{ jointConference(id: "cnf_zhongshan") { members { uscc } } }');
  const members: { uscc: string }[] = data.jointConference.members;
  expect(members.length).toBeGreaterThan(4);
  const ask = (keys: readonly { uscc: string }[]) =>
    office.running.query(
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Organization { conferences { id } } } }',
      { r: keys.map((key) => ({ __typename: 'Organization', ...key })) },
    );
  const { data: answer } = await ask([...members, { uscc: '91350100M000100Y43' }]);
  const conferences = answer._entities.map((entity: { conferences: object[] }) => entity.conferences);
  expect(conferences.slice(0, -1)).toEqual(members.map(() => [{ id: 'cnf_zhongshan' }]));
  expect(conferences.at(-1)).toEqual([]);
  expect(await office.running.statements(() => ask(members))).toBe(
    await office.running.statements(() => ask(members.slice(0, 1))),
  );
});

it('finds clauses by row and by document', async () => {
  const { data } = await office.running.query(`{
    one: policyClause(row: "S2-09") { number document { docNo } }
    byRow: policyClauses(filter: { row: "S2-09" }) { edges { node { row } } }
    byDocument: policyClauses(filter: { docNo: "S3/2016" }) { totalCount }
  }`);
  expect(data).toEqual({
    one: { number: '三(三)3', document: { docNo: 'S2/2020' } },
    byRow: { edges: [{ node: { row: 'S2-09' } }] },
    byDocument: { totalCount: 47 },
  });
});

it('finds tasks that are overdue, and the others', async () => {
  const { data } = await office.running.query(`{
    all: actionItems { totalCount }
    late: actionItems(filter: { overdue: true }) { totalCount edges { node { overdue state } } }
    fine: actionItems(filter: { overdue: false }) { totalCount edges { node { overdue } } }
  }`);
  expect(data.late.totalCount).toBeGreaterThan(0);
  expect(data.fine.totalCount).toBeGreaterThan(0);
  expect(data.late.totalCount + data.fine.totalCount).toBe(data.all.totalCount);
  for (const { node } of data.late.edges) expect(node.overdue).toBe(true);
  for (const { node } of data.fine.edges) expect(node.overdue).toBe(false);
});
