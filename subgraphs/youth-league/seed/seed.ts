import { createHash } from 'node:crypto';
import type { Seeder } from '#kit/seeding/seeder';
import { createWorld } from '#seed/world';
import type { SeedParticipation, World } from '#seed/world-types';
import { ActivityShift } from '../activities/activity-shift.entity.js';
import { VolunteerActivity } from '../activities/volunteer-activity.entity.js';
import { Application } from '../applications/application.entity.js';
import { events } from '../events.js';
import { ServiceRecord } from '../records/service-record.entity.js';
import { StarPolicy } from '../stars/star-policy.entity.js';
import { VolunteerTeam } from '../teams/volunteer-team.entity.js';
import { Volunteer } from '../volunteers/volunteer.entity.js';
import { announceHistory } from './announce-history.js';
import { seedStars } from './seed-stars.js';

/** 100, 300, 600, 1000 and 1500 confirmed hours give one to five stars; several regional texts agree. */
const STARS = [100, 300, 600, 1000, 1500] as const;

/** The youth league's part of the synthetic world. */
export async function seed(seeder: Seeder): Promise<void> {
  const world = createWorld(seeder.options);
  const siteOf = new Map(world.sites.map((site) => [site.operatorUscc, site]));
  await seeder.insert(
    StarPolicy,
    STARS.map((minimumHours, index) => ({
      id: `star_${index + 1}`,
      level: index + 1,
      minimumHours,
      effectiveFrom: '2013-01-01',
      effectiveTo: null,
    })),
  );
  await seeder.insert(
    VolunteerTeam,
    world.teams.map((team) => ({
      id: team.id,
      name: team.name,
      sponsorUscc: team.sponsorUscc,
      districtCode: team.districtCode,
      supervisingUscc: team.sponsorUscc,
      supervisingDistrict: team.districtCode,
      siteId: siteOf.get(team.sponsorUscc)?.id ?? null,
      state: 'ACTIVE' as const,
      formedOn: team.formedOn,
    })),
  );
  await seeder.insert(Volunteer, volunteers(world));
  await seeder.insert(
    VolunteerActivity,
    world.activities.map((activity) => ({
      id: activity.id,
      title: activity.title,
      hostUscc: activity.hostUscc,
      projectId: activity.projectId,
      needId: activity.needId,
      siteId: activity.siteId,
      districtCode: activity.districtCode,
      risks: '户外活动注意交通与天气,身体不适请勿参加。',
      safeguards: '统一购买志愿者意外保险,配备急救箱。',
      autoAccept: true,
      state: activity.shifts.every(({ state }) => state === 'PAST') ? ('FINISHED' as const) : ('PUBLISHED' as const),
    })),
  );
  await seeder.insert(ActivityShift, shifts(world));
  await seeder.insert(Application, applications(world));
  await seeder.insert(ServiceRecord, records(world));
  await seedStars(seeder);
  announceHistory(seeder, world, events);
}

function* volunteers(world: World): Generator<Partial<Volunteer>> {
  for (const volunteer of world.volunteers()) {
    const person = world.person(volunteer.personIndex);
    yield {
      id: volunteer.id,
      volunteerNo: volunteer.volunteerNo,
      personId: person.id,
      team: volunteer.team.id,
      districtCode: person.community.districtCode,
      skills: [...volunteer.skills],
      serviceAreas: [...volunteer.serviceAreas],
      source: volunteer.index % 4 === 0 ? 'AGENCY' : 'ONLINE',
      state: 'ACTIVE',
      registeredAt: volunteer.registeredAt,
      starLevel: 0,
    };
  }
}

function* shifts(world: World): Generator<Partial<ActivityShift>> {
  for (const { id: activity, shifts: own } of world.activities) {
    for (const { id, startsAt, endsAt, positions, taken } of own)
      yield { id, activity, startsAt, endsAt, positions, accepted: taken };
  }
}

function* applications(world: World): Generator<Partial<Application>> {
  for (const { applicationId, volunteerIndex, shift, appliedAt, record } of world.participations()) {
    yield {
      id: applicationId,
      shift: shift.id,
      volunteer: world.volunteer(volunteerIndex).id,
      startsAt: shift.startsAt,
      endsAt: shift.endsAt,
      state: record ? 'ATTENDED' : 'ACCEPTED',
      appliedAt,
    };
  }
}

function* records(world: World): Generator<Partial<ServiceRecord>> {
  for (const participation of world.participations()) {
    if (participation.record) yield recordOf(world, participation, participation.record);
  }
}

function recordOf(
  world: World,
  { volunteerIndex, shift, activity }: SeedParticipation,
  record: NonNullable<SeedParticipation['record']>,
): Partial<ServiceRecord> {
  const volunteer = world.volunteer(volunteerIndex).id;
  const recorder = `partner:${activity.hostUscc}`;
  const recorded = [
    volunteer,
    shift.id,
    record.startedAt.toISOString(),
    record.endedAt.toISOString(),
    record.minutes,
    recorder,
    null,
  ];
  return {
    id: record.id,
    volunteer,
    shift: shift.id,
    activity: activity.id,
    projectId: activity.projectId,
    districtCode: activity.districtCode,
    startedAt: record.startedAt,
    endedAt: record.endedAt,
    minutes: record.minutes,
    recorder,
    state: record.state,
    corrects: null,
    hash: createHash('sha256').update(JSON.stringify(recorded)).digest('hex'),
    recordedAt: record.recordedAt,
    confirmedAt: record.state === 'CONFIRMED' ? record.recordedAt : null,
  };
}
