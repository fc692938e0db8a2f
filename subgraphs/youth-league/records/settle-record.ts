import { type Act, action } from '#kit/actions/action';
import { id, instant, text } from '#kit/actions/input';
import { ensure } from '#kit/actions/problem';
import { anyOf, isForeignPartner, officials, partners } from '#kit/identity/access';
import { lifecycle } from '#kit/lifecycle';
import { sql } from '#kit/sql';
import { ActivityShift } from '../activities/activity-shift.entity.js';
import { VolunteerActivity } from '../activities/volunteer-activity.entity.js';
import { events } from '../events.js';
import { levelFor } from '../stars/star-policy.js';
import { Volunteer } from '../volunteers/volunteer.entity.js';
import { makeRecord } from './make-record.js';
import { RecordState, ServiceRecord } from './service-record.entity.js';

/** Life of a record (S0-24): corrections are new records, never edits. */
const recordLifecycle = lifecycle<typeof RecordState, 'confirm' | 'void', ServiceRecord>(RecordState, {
  initial: 'PENDING',
  transitions: {
    confirm: { from: ['PENDING'], to: 'CONFIRMED' },
    void: { from: ['PENDING', 'CONFIRMED'], to: 'VOIDED' },
  },
});

const hosts = anyOf(officials('youth-league'), partners);
const recordId = id('The record. 服务记录');

async function lockOwn(act: Act, key: string) {
  const { volunteer: volunteerId } = await act.require(ServiceRecord, key, 'id');
  // The volunteer first: totals and star level of one volunteer change one after the other.
  const volunteer = await act.lock(Volunteer, volunteerId);
  const record = await act.lock(ServiceRecord, key, 'id');
  await act.em.refresh(record);
  const activity = await act.require(VolunteerActivity, record.activity, 'id');
  ensure(!isForeignPartner(act.caller, activity.hostUscc), 'FORBIDDEN', 'the activity is another organisation’s', {
    field: 'id',
  });
  return { volunteer, record, activity };
}

/** Sets the star level that the confirmed minutes give, and says so when it rises. */
async function updateStars(
  act: Act,
  volunteer: Volunteer,
  activity: VolunteerActivity,
  record: ServiceRecord,
): Promise<void> {
  await act.em.flush();
  const [row] = await sql<{ minutes: string }>(
    act.em,
    `select coalesce(sum(minutes), 0) as minutes from service_record where volunteer_id = ? and state = 'CONFIRMED'`,
    [volunteer.id],
  );
  const level = await levelFor(act.em, Number(row?.minutes ?? 0), act.now);
  if (level > volunteer.starLevel) {
    act.announce(events.StarLevelReached, { subject: record, district: activity.districtCode, facts: { level } });
  }
  volunteer.starLevel = level;
}

export const confirmServiceRecord = action({
  about: 'Confirms a record; from now on it counts. 确认服务记录',
  row: 'S0-24',
  may: hosts,
  input: { id: recordId },
  returns: ServiceRecord,
  async run(act, { id: key }) {
    const { volunteer, record, activity } = await lockOwn(act, key);
    await recordLifecycle.fire(act, record, 'confirm');
    record.confirmedAt = act.now;
    await updateStars(act, volunteer, activity, record);
    act.announce(events.ServiceConfirmed, {
      subject: record,
      organization: activity.hostUscc,
      district: activity.districtCode,
      project: activity.projectId,
      facts: { minutes: record.minutes },
    });
    return record;
  },
});

export const voidServiceRecord = action({
  about: 'Voids a record with a reason; it stays, and no longer counts. 作废服务记录',
  row: 'S0-24',
  may: hosts,
  input: { id: recordId, reason: text('Reason. 理由', { max: 500, min: 2 }) },
  returns: ServiceRecord,
  async run(act, { id: key, reason }) {
    const { volunteer, record, activity } = await lockOwn(act, key);
    await recordLifecycle.fire(act, record, 'void');
    record.voidReason = reason;
    await updateStars(act, volunteer, activity, record);
    act.announce(events.ServiceVoided, {
      subject: record,
      organization: activity.hostUscc,
      district: activity.districtCode,
    });
    return record;
  },
});

export const correctServiceRecord = action({
  about: 'Corrects a record: voids it and records the service again, to be confirmed. 更正服务记录(追加式)',
  row: 'S0-24',
  may: hosts,
  input: {
    id: recordId,
    startedAt: instant('Start of service. 开始时间'),
    endedAt: instant('End of service. 结束时间'),
  },
  returns: ServiceRecord,
  async run(act, { id: key, startedAt, endedAt }) {
    const { volunteer, record, activity } = await lockOwn(act, key);
    await recordLifecycle.fire(act, record, 'void');
    await updateStars(act, volunteer, activity, record);
    const shift = await act.require(ActivityShift, record.shift, 'id');
    const corrected = makeRecord(act, { volunteer, shift, activity, startedAt, endedAt, corrects: record.id });
    act.announce(events.ServiceRecorded, {
      subject: corrected,
      organization: activity.hostUscc,
      district: activity.districtCode,
      project: activity.projectId,
      facts: { minutes: corrected.minutes },
    });
    return corrected;
  },
});
