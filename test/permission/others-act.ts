import { expect } from 'vitest';
import type { RunningHub } from '../hub.js';

const OTHER = 'partner:53441900MJL0000004';

/** Things happen in all departments that one partner must not hear of, each with an event. */
export async function othersAct(hub: RunningHub, partner: string): Promise<void> {
  const run = (name: string, type: string, input: object, as: string) => change(hub, name, type, input, as);
  const affairs = 'department:civil-affairs';
  const league = 'department:youth-league';
  const charity = 'department:charity-federation';
  const { data } = await hub.query(
    `{ organizations(first: 50, filter: { state: ACTIVE, type: SOCIAL_SERVICE_INSTITUTION }) { edges { node { uscc } } }
       communities(first: 1) { edges { node { id } } } campaigns(first: 1, filter: { state: RUNNING }) { edges { node { id } } } }`,
  );
  const nodes = (list: { edges: { node: { id?: string; uscc?: string } }[] }) => list.edges.map(({ node }) => node);
  const other = nodes(data.organizations).find(({ uscc }) => uscc !== partner)?.uscc ?? '';
  for (let round = 0; round < 3; round++) {
    const volunteer = await run(
      'registerVolunteer',
      'Volunteer',
      {
        personId: `p_${crypto.randomUUID().replaceAll('-', '')}`,
        districtCode: '440106',
        skills: [],
        serviceAreas: [],
        source: 'ONLINE',
      },
      OTHER,
    );
    await run('verifyVolunteer', 'Volunteer', { id: volunteer }, league);
    await run('activateVolunteer', 'Volunteer', { id: volunteer }, league);
    await run(
      'fileNeed',
      'ResidentNeed',
      {
        communityId: nodes(data.communities)[0]?.id,
        group: 'ELDERLY',
        category: '照护',
        description: `secret need ${round}`,
      },
      affairs,
    );
    await run(
      'proposeServiceProject',
      'ServiceProject',
      {
        code: `SECRET-${round}`,
        title: `secret proposal ${round}`,
        domain: 'ELDERLY_CARE',
        linkageModes: ['VOLUNTEER_ASSISTS'],
        leadUscc: other,
        districtCode: '440106',
        volunteerPositions: 3,
        budgetFen: 100_000,
        startsOn: '2027-12-01',
        endsOn: '2028-12-01',
        idempotencyKey: crypto.randomUUID(),
      },
      affairs,
    );
    const donor = await run(
      'registerDonor',
      'Donor',
      { displayName: `secret donor ${round}`, consentToPublish: false },
      charity,
    );
    await run(
      'pledgeDonation',
      'Donation',
      {
        idempotencyKey: crypto.randomUUID(),
        purpose: 'CAMPAIGN',
        targetId: nodes(data.campaigns)[0]?.id,
        amountFen: 4_242_42,
        channel: 'CASH',
        anonymous: false,
        donorId: donor,
      },
      charity,
    );
    await run(
      'submitSharingRequest',
      'SharingRequest',
      {
        items: ['Person.sex'],
        purpose: `secret purpose ${round}`,
        legalBasis: '志愿服务条例 第七条',
        caseNo: `secret case ${round}`,
        days: 5,
        idempotencyKey: crypto.randomUUID(),
      },
      league,
    );
  }
}

/** Something that everyone hears of; answers its key. */
export async function tellEveryone(hub: RunningHub): Promise<string> {
  const { data } = await hub.query(
    `{ organizations(first: 1, filter: { state: ACTIVE, type: SOCIAL_SERVICE_INSTITUTION }) { edges { node { uscc } } }
       persons(first: 100) { edges { node { id socialWorker { id } } } } }`,
  );
  const free = data.persons.edges.find(
    ({ node }: { node: { socialWorker: object | null } }) => node.socialWorker === null,
  );
  const input = { personId: free.node.id, employerUscc: data.organizations.edges[0].node.uscc };
  return change(hub, 'registerSocialWorker', 'SocialWorker', input, 'department:civil-affairs');
}

async function change(hub: RunningHub, name: string, type: string, input: object, as: string): Promise<string> {
  const Input = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
  const { data, errors } = await hub.query(
    `mutation ($input: ${Input}!) { done: ${name}(input: $input) { __typename ... on ${type} { key: id } ... on Problem { message } } }`,
    { input },
    as,
  );
  expect([errors, data?.done]).toEqual([undefined, { __typename: type, key: expect.any(String) }]);
  return data.done.key as string;
}
