import { defineEntity, p } from '@mikro-orm/core';
import { publish } from '#kit/publishing/publish';
import { open } from '#kit/publishing/sharing';
import { vocabulary } from '#kit/vocabulary';
import { ActivityShift, ActivityShiftTable } from '../activities/activity-shift.entity.js';
import { maySee } from '../volunteers/volunteer-privacy.policy.js';
import { Volunteer, VolunteerTable } from '../volunteers/volunteer.entity.js';

export const ApplicationState = vocabulary('ApplicationState', 'State of an application (S0-29). 报名状态', {
  APPLIED: 'Applied. 已报名',
  WAITLISTED: 'Waiting for a place. 候补',
  ACCEPTED: 'Accepted. 已录用',
  CONFIRMED: 'The volunteer confirmed. 已确认',
  ATTENDED: 'Attended. 已到场',
  NO_SHOW: 'Did not come. 缺席',
  DECLINED: 'Declined. 未录用',
  WITHDRAWN: 'Withdrawn. 已撤回',
});

/** States in which a position is taken and the volunteer's time is spoken for. */
export const HOLDING = ['ACCEPTED', 'CONFIRMED', 'ATTENDED'] as const;

export const ApplicationTable = defineEntity({
  name: 'Application',
  properties: {
    id: p.string().length(40).primary(),
    shift: () => p.manyToOne(ActivityShiftTable).mapToPk().index(),
    volunteer: () => p.manyToOne(VolunteerTable).mapToPk().index(),
    /** Of the volunteer and of the host: whose row it is can be told without a join. */
    personId: p.string().length(40),
    hostUscc: p.string().length(18),
    startsAt: p.datetime(),
    endsAt: p.datetime(),
    state: p.enum(() => ApplicationState),
    appliedAt: p.datetime(),
  },
});

export class Application extends ApplicationTable.class {}

publish(Application, ApplicationTable, {
  about: 'A volunteer’s application for a shift. 志愿者报名',
  row: 'S0-29',
  keep: 'P10Y',
  share: 'conditional',
  visible: (caller, { personId, hostUscc }) => maySee(caller, { personId, organization: hostUscc }),
  fields: {
    id: open('Id. 编号'),
    shift: open('The shift. 班次', { ref: () => ActivityShift }),
    volunteer: open('The volunteer. 志愿者', { ref: () => Volunteer }),
    state: open('State. 状态'),
    appliedAt: open('When. 报名时间'),
  },
});
