import { createHash } from 'node:crypto';
import type { Act } from '#kit/actions/action';
import { ensure } from '#kit/actions/problem';
import { callerName } from '#kit/identity/caller';
import { newId } from '#lib/new-id';
import type { ActivityShift } from '../activities/activity-shift.entity.js';
import type { VolunteerActivity } from '../activities/volunteer-activity.entity.js';
import type { Volunteer } from '../volunteers/volunteer.entity.js';
import { ServiceRecord } from './service-record.entity.js';

export interface RecordFacts {
  readonly volunteer: Volunteer;
  readonly shift: ActivityShift;
  readonly activity: VolunteerActivity;
  readonly startedAt: Date;
  readonly endedAt: Date;
  readonly corrects: string | null;
}

/**
 * Makes a pending record (S0-24). The server computes the minutes; service lies inside the shift, so travel is excluded; the
 * database refuses overlap with another live record of the volunteer.
 */
export function makeRecord(act: Act, facts: RecordFacts): ServiceRecord {
  const { volunteer, shift, activity, startedAt, endedAt, corrects } = facts;
  ensure(endedAt > startedAt, 'INVALID_PERIOD', 'endedAt must come after startedAt', {
    field: 'endedAt',
    rule: 'S0-24',
  });
  ensure(startedAt >= shift.startsAt && endedAt <= shift.endsAt, 'INVALID_PERIOD', 'service lies within its shift', {
    field: 'startedAt',
    rule: 'S0-24',
  });
  ensure(endedAt <= act.now, 'INVALID_PERIOD', 'service that is not over cannot be recorded', {
    field: 'endedAt',
    rule: 'S0-24',
  });
  const minutes = Math.floor((endedAt.getTime() - startedAt.getTime()) / 60_000);
  ensure(minutes >= 1, 'INVALID_PERIOD', 'service of less than a minute does not count', { field: 'endedAt' });
  const recorder = `${act.caller.kind}:${callerName(act.caller)}`;
  const recorded = [
    volunteer.id,
    shift.id,
    startedAt.toISOString(),
    endedAt.toISOString(),
    minutes,
    recorder,
    corrects,
  ];
  return act.em.create(ServiceRecord, {
    id: newId('rec'),
    volunteer: volunteer.id,
    shift: shift.id,
    activity: activity.id,
    personId: volunteer.personId,
    hostUscc: activity.hostUscc,
    projectId: activity.projectId ?? null,
    districtCode: activity.districtCode,
    startedAt,
    endedAt,
    minutes,
    recorder: recorder.slice(0, 120),
    state: 'PENDING',
    corrects,
    hash: createHash('sha256').update(JSON.stringify(recorded)).digest('hex'),
    recordedAt: act.now,
    confirmedAt: null,
    voidReason: null,
  });
}
