import type { Act } from '#kit/actions/action';
import { ensure } from '#kit/actions/problem';
import { sql } from '#kit/sql';
import { ActivityShift } from '../activities/activity-shift.entity.js';
import { VolunteerActivity } from '../activities/volunteer-activity.entity.js';
import { events } from '../events.js';
import { Application, HOLDING } from './application.entity.js';
import { applicationLifecycle } from './application.lifecycle.js';

/** An application with its shift, both locked, and its activity. */
export interface Place {
  readonly shift: ActivityShift;
  readonly application: Application;
  readonly activity: VolunteerActivity;
}

/** Shift first, application second: every writer takes the locks in this order. Throws NOT_FOUND. */
export async function lockPlace(act: Act, key: string): Promise<Place> {
  const known = await act.em.findOne(Application, { id: key });
  ensure(known, 'NOT_FOUND', `Application ${key} does not exist`, { field: 'id' });
  const shift = await act.lock(ActivityShift, known.shift);
  const application = await act.lock(Application, key, 'id');
  await act.em.refresh(application);
  return { shift, application, activity: await act.require(VolunteerActivity, shift.activity, 'id') };
}

/** Gives an application a place and says so; the shift must have one. */
export async function takePlace(act: Act, { shift, application, activity }: Place): Promise<void> {
  await applicationLifecycle.fire(act, application, 'accept');
  shift.accepted += 1;
  announcePlace(act, shift, activity);
}

export function announcePlace(act: Act, shift: ActivityShift, activity: VolunteerActivity): void {
  act.announce(events.PositionFilled, {
    subject: activity,
    district: activity.districtCode,
    organization: activity.hostUscc,
    project: activity.projectId,
    facts: { accepted: shift.accepted, positions: shift.positions },
  });
}

/** Ends an application; where places are given in the order of arrival, a place that becomes free goes to the next in line. */
export async function leavePlace(
  act: Act,
  { shift, application, activity }: Place,
  transition: 'decline' | 'withdraw' | 'miss',
): Promise<void> {
  const held = HOLDING.some((state) => state === application.state);
  await applicationLifecycle.fire(act, application, transition);
  if (!held) return;
  shift.accepted -= 1;
  if (activity.autoAccept && shift.startsAt > act.now) await promoteNext(act, shift, activity);
}

/** Who waits longest, is active, and has no other shift at that time. */
async function promoteNext(act: Act, shift: ActivityShift, activity: VolunteerActivity): Promise<void> {
  await act.em.flush();
  const [next] = await sql<{ id: string }>(
    act.em,
    `select waiting.id from application waiting join volunteer on volunteer.id = waiting.volunteer_id
     where waiting.shift_id = ? and waiting.state = 'WAITLISTED' and volunteer.state = 'ACTIVE' and not exists (
       select 1 from application other where other.volunteer_id = waiting.volunteer_id and other.state in ('ACCEPTED', 'CONFIRMED', 'ATTENDED')
         and tstzrange(other.starts_at, other.ends_at) && tstzrange(waiting.starts_at, waiting.ends_at))
     order by waiting.applied_at, waiting.id limit 1`,
    [shift.id],
  );
  if (!next) return;
  const application = await act.lock(Application, next.id);
  await takePlace(act, { shift, application, activity });
}

/** Ends all that is to come for a volunteer who may not serve any more. */
export async function withdrawComing(act: Act, volunteer: string): Promise<void> {
  const coming = await act.em.find(
    Application,
    { volunteer, state: { $in: ['APPLIED', 'WAITLISTED', 'ACCEPTED', 'CONFIRMED'] }, startsAt: { $gt: act.now } },
    { orderBy: { shift: 'asc' } },
  );
  for (const { id } of coming) await leavePlace(act, await lockPlace(act, id), 'withdraw');
}

/** Ends all applications of an activity that is called off, so that nobody's time stays bound. */
export async function callOffApplications(act: Act, activity: VolunteerActivity): Promise<void> {
  const shifts = await act.em.find(ActivityShift, { activity: activity.id }, { orderBy: { id: 'asc' } });
  for (const { id } of shifts) {
    const shift = await act.lock(ActivityShift, id);
    await act.em.refresh(shift);
    const live = await act.em.find(Application, {
      shift: id,
      state: { $in: ['APPLIED', 'WAITLISTED', 'ACCEPTED', 'CONFIRMED'] },
    });
    for (const application of live) {
      if (HOLDING.some((state) => state === application.state)) shift.accepted -= 1;
      await applicationLifecycle.fire(act, application, 'callOff');
    }
  }
}
