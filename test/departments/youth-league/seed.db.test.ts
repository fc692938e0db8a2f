import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '#kit/sql';
import { department } from '../../../subgraphs/youth-league/department.js';
import { startDepartment, type TestDepartment } from '../../subgraph.js';

describe('the seed of the youth league', () => {
  let running: TestDepartment;
  beforeAll(async () => {
    running = await startDepartment(department, { people: 300 });
  });
  afterAll(() => running[Symbol.asyncDispose]());
  const rows = <Row extends object>(text: string) => sql<Row>(running.subgraph.running.orm.em.fork(), text);
  const number = async (text: string) => Number((await rows<{ n: string }>(text))[0]?.n);

  it('fills every table of the department', async () => {
    for (const table of [
      'volunteer',
      'volunteer_team',
      'volunteer_activity',
      'activity_shift',
      'application',
      'service_record',
      'star_policy',
      'record_certificate',
    ]) {
      expect(await number(`select count(*) as n from ${table}`), table).toBeGreaterThan(0);
    }
    const events = await number('select count(*) as n from outbox');
    expect(events).toBeGreaterThan(20);
    expect(events).toBeLessThan(250);
  });

  it('has places counted as the applications take them', async () => {
    const wrong = await rows(
      `select shift.id from activity_shift shift where accepted <> (select count(*) from application
       where shift_id = shift.id and state in ('ACCEPTED', 'CONFIRMED', 'ATTENDED'))`,
    );
    expect(wrong).toEqual([]);
  });

  it('has records within their shifts, of volunteers who attended', async () => {
    const wrong = await rows(
      `select record.id from service_record record join activity_shift shift on shift.id = record.shift_id
       left join application on application.shift_id = record.shift_id and application.volunteer_id = record.volunteer_id
       where record.started_at < shift.starts_at or record.ended_at > shift.ends_at or application.state is distinct from 'ATTENDED'`,
    );
    expect(wrong).toEqual([]);
  });

  it('says of each row rightly whose it is', async () => {
    const wrong = await rows(
      `select each.id from (select id, volunteer_id, shift_id, person_id, host_uscc from application
         union all select id, volunteer_id, shift_id, person_id, host_uscc from service_record) each
       join volunteer on volunteer.id = each.volunteer_id join activity_shift shift on shift.id = each.shift_id
       join volunteer_activity activity on activity.id = shift.activity_id
       where each.person_id <> volunteer.person_id or each.host_uscc <> activity.host_uscc`,
    );
    expect(wrong).toEqual([]);
  });

  it('has certificates that say what the records say', async () => {
    const wrong = await rows(
      `select certificate.id from record_certificate certificate where minutes <> (select sum(minutes) from service_record
       where volunteer_id = certificate.volunteer_id and state = 'CONFIRMED'
         and (started_at at time zone 'Asia/Shanghai')::date between certificate.period_from and certificate.period_to)`,
    );
    expect(wrong).toEqual([]);
  });

  it('has one total, whichever way it is summed up', async () => {
    const total = await number(`select sum(minutes) as n from service_record where state = 'CONFIRMED'`);
    const { data } = await running.query(
      `query ($r: [_Any!]!) { volunteers(first: 200) { edges { node { confirmedMinutes } } } _entities(representations: $r) { ... on District { serviceMinutes volunteerCount } } }`,
      {
        r: ['440000', '520000', '220000'].map((code) => ({ __typename: 'District', code })),
      },
    );
    const sum = (values: number[]) => values.reduce((a, b) => a + b, 0);
    type Edge = { node: { confirmedMinutes: number } };
    expect(sum(data.volunteers.edges.map(({ node }: Edge) => node.confirmedMinutes))).toBe(total);
    const provinces: { serviceMinutes: number; volunteerCount: number }[] = data._entities;
    expect(sum(provinces.map(({ serviceMinutes }) => serviceMinutes))).toBe(total);
    expect(sum(provinces.map(({ volunteerCount }) => volunteerCount))).toBe(
      await number('select count(*) as n from volunteer'),
    );
  });

  it('goes on with numbers that nobody has', async () => {
    const before = await number('select count(*) as n from volunteer');
    const { data } = await running.query(
      `mutation ($input: RegisterVolunteerInput!) { registerVolunteer(input: $input) { ... on Volunteer { volunteerNo } ... on Problem { code } } }`,
      {
        input: {
          personId: 'p_00000000000000000000000000',
          districtCode: '442000001',
          skills: [],
          serviceAreas: [],
          source: 'ONLINE',
        },
      },
    );
    expect(data.registerVolunteer.volunteerNo).toMatch(/^V\d{9}$/);
    expect(await number('select count(*) as n from volunteer')).toBe(before + 1);
  });
});
