import { chinaDate } from '#kit/deadlines/china-date';
import type { Seeder } from '#kit/seeding/seeder';
import { districts } from '#seed/districts';
import { createWorld } from '#seed/world';
import { Community } from '../communities/community.entity.js';
import { District } from '../districts/district.entity.js';
import { events } from '../events.js';
import { ResidentNeed } from '../needs/resident-need.entity.js';
import { Organization } from '../organizations/organization.entity.js';
import { Person } from '../people/person.entity.js';
import { ServiceProject } from '../projects/service-project.entity.js';
import { SocialWorker } from '../social-workers/social-worker.entity.js';
import { seedQualifications } from './seed-qualifications.js';
import { seedSites } from './seed-sites.js';

const HISTORY = 60;

/** Civil affairs' part of the synthetic world. */
export async function seed(seeder: Seeder): Promise<void> {
  const world = createWorld(seeder.options);
  await seeder.insert(District, districts());
  await seeder.insert(
    Organization,
    world.organizations.map((each) => ({
      uscc: each.uscc,
      name: each.name,
      type: each.type,
      role: each.role,
      authority: '民政部门',
      state: 'ACTIVE' as const,
      district: each.districtCode,
      registeredOn: each.registeredOn,
    })),
  );
  await seeder.insert(
    Community,
    world.communities.map(({ id, name, districtCode, urbanRural, conditionsMet, communityWorkers }) => ({
      id,
      name,
      district: districtCode,
      urbanRural,
      conditionsMet,
      communityWorkers,
    })),
  );
  await seeder.insert(
    Person,
    map(world.people(), ({ id, idNumber, name, sex, birthDate, phone, address, community }) => ({
      id,
      idNumber,
      name,
      sex,
      birthDate,
      phone,
      address,
      district: community.districtCode,
      community: community.id,
    })),
  );
  await seeder.insert(
    SocialWorker,
    map(world.socialWorkers(), (worker) => ({
      id: worker.id,
      person: world.person(worker.personIndex).id,
      employer: worker.employerUscc,
      community: worker.communityId,
      level: worker.level,
      state: 'ACTIVE' as const,
    })),
  );
  await seedQualifications(seeder, world);
  const activityOfNeed = new Map(world.activities.map(({ id, needId }) => [needId, id]));
  await seeder.insert(
    ResidentNeed,
    map(world.needs, (need) => ({
      id: need.id,
      community: need.communityId,
      group: need.group,
      category: need.category,
      description: need.description,
      person: world.person(need.personIndex).id,
      state: need.state,
      activityId: activityOfNeed.get(need.id) ?? null,
      filedAt: need.filedAt,
    })),
  );
  await seedSites(seeder, world);
  await seeder.insert(
    ServiceProject,
    map(world.projects, (project) => ({
      id: project.id,
      code: project.code,
      title: project.title,
      domain: project.domain,
      linkageModes: [...project.linkageModes],
      leadOrganization: project.leadUscc,
      district: project.districtCode,
      siteId: project.siteId,
      state: project.state,
      volunteerPositions: project.volunteerPositions,
      guide: project.guideSocialWorkerId,
      budgetFen: project.budgetFen,
      startsOn: project.from,
      endsOn: project.to,
    })),
  );
  announceHistory(seeder, world);
}

/** The feed begins with the latest needs and project starts. */
function announceHistory(seeder: Seeder, world: ReturnType<typeof createWorld>): void {
  const now = Date.parse(`${seeder.options.today}T00:00:00+08:00`);
  const needs = world.needs.toSorted((a, b) => b.filedAt.getTime() - a.filedAt.getTime()).slice(0, HISTORY);
  for (const { id, filedAt, communityId, group } of needs) {
    const district = world.communities.find((community) => community.id === communityId)?.districtCode;
    seeder.announce(events.NeedFiled, {
      subject: Object.assign(new ResidentNeed(), { id }),
      at: filedAt,
      district,
      facts: { group },
    });
  }
  for (const project of world.projects
    .filter(({ state, from }) => state === 'RUNNING' && from < chinaDate(new Date(now)))
    .slice(0, HISTORY)) {
    seeder.announce(events.ProjectStarted, {
      subject: Object.assign(new ServiceProject(), { id: project.id }),
      at: new Date(`${project.from}T09:00:00+08:00`),
      district: project.districtCode,
      organization: project.leadUscc,
      project: project.id,
    });
  }
}

function* map<T, R>(values: Iterable<T>, make: (value: T) => R): Generator<R> {
  for (const value of values) yield make(value);
}
