import { defineEntity, p } from '@mikro-orm/core';
import { publish } from '#kit/publishing/publish';
import { open } from '#kit/publishing/sharing';
import { vocabulary } from '#kit/vocabulary';
import { ActivityShift, ActivityShiftTable } from '../activities/activity-shift.entity.js';
import { VolunteerActivity, VolunteerActivityTable } from '../activities/volunteer-activity.entity.js';
import { ServiceProject } from '../references/service-project.reference.js';
import { maySee } from '../volunteers/volunteer-privacy.policy.js';
import { VolunteerTable } from '../volunteers/volunteer.entity.js';

export const RecordState = vocabulary(
  'RecordState',
  'State of a service record; only confirmed ones count (S0-24). 服务记录状态',
  {
    PENDING: 'Recorded, not confirmed. 待确认',
    CONFIRMED: 'Confirmed by the host. 已确认',
    VOIDED: 'Voided; kept for the record. 已作废',
  },
);

export const ServiceRecordTable = defineEntity({
  name: 'ServiceRecord',
  properties: {
    id: p.string().length(40).primary(),
    volunteer: () => p.manyToOne(VolunteerTable).mapToPk(),
    shift: () => p.manyToOne(ActivityShiftTable).mapToPk().index(),
    activity: () => p.manyToOne(VolunteerActivityTable).mapToPk().index(),
    /** Of the volunteer and of the host: whose row it is can be told without a join. */
    personId: p.string().length(40),
    hostUscc: p.string().length(18),
    projectId: p.string().length(40).nullable(),
    districtCode: p.string().length(12),
    startedAt: p.datetime(),
    endedAt: p.datetime(),
    minutes: p.integer(),
    recorder: p.string().length(120),
    state: p.enum(() => RecordState),
    corrects: p.string().length(40).nullable(),
    hash: p.string().length(64),
    recordedAt: p.datetime(),
    confirmedAt: p.datetime().nullable(),
    voidReason: p.string().length(500).nullable(),
  },
  indexes: [
    { properties: ['volunteer', 'id'] },
    { properties: ['projectId', 'id'] },
    { properties: ['hostUscc', 'id'] },
    { properties: ['personId', 'id'] },
  ],
});

export class ServiceRecord extends ServiceRecordTable.class {}

publish(ServiceRecord, ServiceRecordTable, {
  about: 'A record of voluntary service; minutes are computed by the server, travel is not part of them. 志愿服务记录',
  row: 'S0-24',
  keep: 'P10Y',
  withheld: { recorder: 'PIPL-6' },
  share: 'conditional',
  // Screens see what was served, never by whom.
  visible: (caller, { personId, hostUscc }) =>
    caller.kind === 'dashboard' || maySee(caller, { personId, organization: hostUscc }),
  fields: {
    id: open('Id. 编号'),
    shift: open('The shift. 班次', { ref: () => ActivityShift }),
    activity: open('The activity. 活动', { ref: () => VolunteerActivity }),
    projectId: open('The project. 项目', { as: 'project', ref: () => ServiceProject }),
    startedAt: open('Start of service. 开始时间'),
    endedAt: open('End of service. 结束时间'),
    minutes: open('Minutes of service, computed from start and end. 服务时长(分钟)'),
    state: open('State. 状态'),
    corrects: open('Id of the voided record that this one corrects. 更正的原记录'),
    hash: open('SHA-256 over what was recorded. 记录摘要'),
    recordedAt: open('When it was recorded. 录入时间'),
    confirmedAt: open('When it was confirmed. 确认时间'),
    voidReason: open('Why it was voided. 作废原因'),
  },
});
