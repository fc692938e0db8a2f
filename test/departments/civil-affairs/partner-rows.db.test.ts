import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { department } from '../../../subgraphs/civil-affairs/department.js';
import type { Caller } from '#protocol/caller';
import { dashboard, officialOf, partner, person, startDepartment, type TestDepartment } from '../../subgraph.js';
import { rowsReached, withoutRowSecurity } from '../rows-reached.js';
import { acting, newCreditCode } from './affairs.js';

const TABLES = ['organization', 'service_project'] as const;
const DISTRICT = '440106';

/** What somebody applied for and nobody has approved is his and the departments'. */
describe('applications and proposals', () => {
  let ca: TestDepartment;
  let lead: string;
  let applicant: string;
  let project: string;
  let all: number[];

  beforeAll(async () => {
    ca = await startDepartment(department, { people: 50 });
    const act = acting(ca);
    applicant = newCreditCode();
    await act('submitRegistration', 'Organization', {
      uscc: applicant,
      name: '待审批社工机构',
      type: 'SOCIAL_SERVICE_INSTITUTION',
      districtCode: DISTRICT,
    });
    const { data } = await ca.query(
      '{ organizations(first: 1, filter: { state: ACTIVE, type: SOCIAL_SERVICE_INSTITUTION }) { edges { node { uscc } } } }',
    );
    lead = data.organizations.edges[0].node.uscc;
    const proposed = await act('proposeServiceProject', 'ServiceProject', {
      code: 'TEST-0001',
      title: '未批准的项目',
      domain: 'ELDERLY_CARE',
      linkageModes: ['VOLUNTEER_ASSISTS'],
      leadUscc: lead,
      districtCode: DISTRICT,
      volunteerPositions: 3,
      budgetFen: 100_000,
      startsOn: '2026-12-01',
      endsOn: '2027-12-01',
      idempotencyKey: crypto.randomUUID(),
    });
    project = proposed.key;
    all = await reached(officialOf('civil-affairs'));
  });
  afterAll(() => ca[Symbol.asyncDispose]());

  const reached = (caller: Caller) => rowsReached(ca, TABLES, caller);
  async function seen(caller: Caller) {
    const { data, errors } = await ca.query(
      `query ($applicant: ID!, $lead: ID!, $project: ID!, $r: [_Any!]!) {
        organization(uscc: $applicant) { uscc } serviceProject(id: $project) { id }
        organizations(first: 1, filter: { state: SUBMITTED }) { totalCount }
        serviceProjects(first: 1, filter: { state: PROPOSED }) { totalCount }
        lead: organization(uscc: $lead) { projects(first: 100) { edges { node { id } } } }
        _entities(representations: $r) { __typename } }`,
      {
        applicant,
        lead,
        project,
        r: [
          { __typename: 'Organization', uscc: applicant },
          { __typename: 'ServiceProject', id: project },
        ],
      },
      caller,
    );
    expect(errors).toBeUndefined();
    return {
      organization: [data.organization !== null, data.organizations.totalCount > 0, data._entities[0] !== null],
      project: [
        data.serviceProject !== null,
        data.serviceProjects.totalCount > 0,
        data._entities[1] !== null,
        JSON.stringify(data.lead).includes(project),
      ],
    };
  }
  const NO_ORGANIZATION = [false, false, false];
  const NO_PROJECT = [false, false, false, false];
  const A_PROJECT = [true, true, true, true];

  it('are seen by departments, and by whose they are', async () => {
    const everything = { organization: [true, true, true], project: A_PROJECT };
    expect(await seen(officialOf('civil-affairs'))).toEqual(everything);
    expect(await seen(officialOf('charity-federation'))).toEqual(everything);
    expect(await seen(partner(applicant))).toEqual({ organization: [true, true, true], project: NO_PROJECT });
    expect(await seen(partner(lead))).toEqual({ organization: NO_ORGANIZATION, project: A_PROJECT });
  });

  it.each([
    ['another organisation', partner(newCreditCode())],
    ['a screen', dashboard],
    ['a citizen', person('P1')],
  ])('do not exist for %s', async (_, caller) => {
    expect(await seen(caller)).toEqual({ organization: NO_ORGANIZATION, project: NO_PROJECT });
  });

  it('are not reached by any statement of the database alone', async () => {
    const [organizations = 0, projects = 0] = await reached(partner(newCreditCode()));
    // Synthetic cities have proposals too.
    expect(organizations).toBeLessThan(all[0] ?? 0);
    expect(projects).toBeLessThan(all[1] ?? 0);
    expect(await reached(partner(applicant))).toEqual([organizations + 1, projects]);
    expect(await reached(partner(lead))).toEqual([organizations, projects + 1]);
  });

  it('are not answered by the department’s rules alone either', async () => {
    await withoutRowSecurity(ca, TABLES, async () => {
      expect(await reached(partner(newCreditCode()))).toEqual(all);
      expect(await seen(partner(newCreditCode()))).toEqual({ organization: NO_ORGANIZATION, project: NO_PROJECT });
    });
  });
});
