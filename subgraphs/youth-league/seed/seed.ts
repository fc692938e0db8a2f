import { createHash } from 'node:crypto';
import { divisionPrefix } from '#kit/queries/division-prefix';
import type { Seeder } from '#kit/seeding/seeder';
import { createWorld } from '#seed/world';
import type { SeedParticipation, SeedTeam, World } from '#seed/world-types';
import { ActivityShift } from '../activities/activity-shift.entity.js';
import { VolunteerActivity } from '../activities/volunteer-activity.entity.js';
import { Application } from '../applications/application.entity.js';
import { events } from '../events.js';
import { ServiceRecord } from '../records/service-record.entity.js';
import { VolunteerTeam } from '../teams/volunteer-team.entity.js';
import { Volunteer } from '../volunteers/volunteer.entity.js';
import { announceHistory } from './announce-history.js';
import { seedCertificates } from './seed-certificates.js';
import { seedStars } from './seed-stars.js';

/** The youth league's part of the synthetic world. */
export async function seed(seeder: Seeder): Promise<void> {
  const world = createWorld(seeder.options);
  const siteOf = new Map(world.sites.map((site) => [site.operatorUscc, site]));
  await seeder.insert(
    VolunteerTeam,
    world.teams.map((team) => ({
      id: team.id,
      name: team.name,
      sponsorUscc: team.sponsorUscc,
      districtCode: team.districtCode,
      specialties: [...new Set([specialty(team.index), specialty(team.index * 3 + 1)])],
      ...affiliation(world, team),
      siteId: siteOf.get(team.sponsorUscc)?.id ?? null,
      formedOn: team.formedOn,
    })),
  );
  const roll: Roll = [];
  await seeder.insert(Volunteer, volunteers(world, roll));
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
      requiredSkills: [],
      risks: '户外活动注意交通与天气,身体不适请勿参加。',
      safeguards: '统一购买志愿者意外保险,配备急救箱。',
      autoAccept: true,
      state: activity.shifts.every(({ state }) => state === 'PAST') ? ('FINISHED' as const) : ('PUBLISHED' as const),
    })),
  );
  await seeder.insert(ActivityShift, shifts(world));
  await seeder.insert(Application, applications(world, roll));
  await seeder.insert(ServiceRecord, records(world, roll));
  await seedStars(seeder);
  await seedCertificates(seeder);
  announceHistory(seeder, world, events);
}

const SPECIALTIES = ['为老服务', '青少年服务', '助残', '环境保护', '应急救援', '文化活动', '社区治理'];
const specialty = (index: number) => SPECIALTIES[index % SPECIALTIES.length] ?? '社区治理';

/** One team in this many was formed and is under no territorial body yet. */
const UNAFFILIATED = 12;

/** Teams at work are under the volunteer federation of their area, or civil affairs where there is none. */
function affiliation(world: World, { index, districtCode }: SeedTeam) {
  const bodies = [...world.byRole('VOLUNTEER_FEDERATION'), ...world.byRole('CIVIL_AFFAIRS')];
  const body = bodies.find((each) => districtCode.startsWith(divisionPrefix(each.districtCode)));
  return body && index % UNAFFILIATED !== UNAFFILIATED - 1
    ? { supervisingUscc: body.uscc, supervisingDistrict: body.districtCode, state: 'ACTIVE' as const }
    : { supervisingUscc: null, supervisingDistrict: null, state: 'FORMED' as const };
}

/** Who each volunteer is, by index: what applications and records say of him. */
type Roll = { readonly id: string; readonly personId: string }[];

function* volunteers(world: World, roll: Roll): Generator<Partial<Volunteer>> {
  for (const volunteer of world.volunteers()) {
    const person = world.person(volunteer.personIndex);
    roll.push({ id: volunteer.id, personId: person.id });
    yield {
      id: volunteer.id,
      volunteerNo: volunteer.volunteerNo,
      personId: person.id,
      team: volunteer.team.id,
      recruiterUscc: volunteer.index % 4 === 0 ? volunteer.team.sponsorUscc : null,
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

function who(roll: Roll, { volunteerIndex }: SeedParticipation): Roll[number] {
  const known = roll[volunteerIndex];
  if (!known) throw new Error(`volunteer ${volunteerIndex} is not on the roll`);
  return known;
}

function* applications(world: World, roll: Roll): Generator<Partial<Application>> {
  for (const participation of world.participations()) {
    const { applicationId, activity, shift, appliedAt, record } = participation;
    const { id: volunteer, personId } = who(roll, participation);
    yield {
      id: applicationId,
      shift: shift.id,
      volunteer,
      personId,
      hostUscc: activity.hostUscc,
      startsAt: shift.startsAt,
      endsAt: shift.endsAt,
      state: record ? 'ATTENDED' : 'ACCEPTED',
      appliedAt,
    };
  }
}

function* records(world: World, roll: Roll): Generator<Partial<ServiceRecord>> {
  for (const participation of world.participations()) {
    if (participation.record) yield recordOf(who(roll, participation), participation, participation.record);
  }
}

function recordOf(
  { id: volunteer, personId }: Roll[number],
  { shift, activity }: SeedParticipation,
  record: NonNullable<SeedParticipation['record']>,
): Partial<ServiceRecord> {
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
    personId,
    hostUscc: activity.hostUscc,
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
    voidReason: null,
  };
}
