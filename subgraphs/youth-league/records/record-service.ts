import { action } from '#kit/actions/action';
import { id, instant } from '#kit/actions/input';
import { ensure } from '#kit/actions/problem';
import { anyOf, isForeignPartner, officials, partners } from '#kit/identity/access';
import { ActivityShift } from '../activities/activity-shift.entity.js';
import { VolunteerActivity } from '../activities/volunteer-activity.entity.js';
import { Application } from '../applications/application.entity.js';
import { applicationLifecycle } from '../applications/application.lifecycle.js';
import { lockPlace } from '../applications/free-place.js';
import { events } from '../events.js';
import { Volunteer } from '../volunteers/volunteer.entity.js';
import { makeRecord } from './make-record.js';
import { ServiceRecord } from './service-record.entity.js';

export const recordService = action({
  about: 'Records service of a volunteer who was accepted for the shift; minutes are computed. 录入服务记录',
  row: 'S0-24',
  may: anyOf(officials('youth-league'), partners),
  idempotent: true,
  input: {
    shiftId: id('The shift. 班次'),
    volunteerId: id('The volunteer. 志愿者'),
    startedAt: instant('Start of service, without travel. 开始时间(不含路途)'),
    endedAt: instant('End of service. 结束时间'),
  },
  returns: ServiceRecord,
  async run(act, { shiftId, volunteerId, startedAt, endedAt }) {
    const shift = await act.require(ActivityShift, shiftId, 'shiftId');
    const activity = await act.require(VolunteerActivity, shift.activity, 'shiftId');
    ensure(
      !isForeignPartner(act.caller, activity.hostUscc),
      'FORBIDDEN',
      'the host records the service of its own activities',
      { field: 'shiftId' },
    );
    const volunteer = await act.require(Volunteer, volunteerId, 'volunteerId');
    const known = await act.em.findOne(Application, {
      shift: shiftId,
      volunteer: volunteerId,
      state: { $in: ['ACCEPTED', 'CONFIRMED', 'ATTENDED'] },
    });
    ensure(known, 'RULE_BROKEN', 'the volunteer had no place on this shift', {
      field: 'volunteerId',
      rule: 'S2-26',
    });
    const { application } = await lockPlace(act, known.id);
    const record = makeRecord(act, { volunteer, shift, activity, startedAt, endedAt, corrects: null });
    if (application.state !== 'ATTENDED') await applicationLifecycle.fire(act, application, 'attend');
    act.announce(events.ServiceRecorded, {
      subject: record,
      organization: activity.hostUscc,
      district: activity.districtCode,
      project: activity.projectId,
      facts: { minutes: record.minutes },
    });
    return record;
  },
});
