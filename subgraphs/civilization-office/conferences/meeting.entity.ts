import { defineEntity, p } from '@mikro-orm/core';
import { publish } from '#kit/publishing/publish';
import { open } from '#kit/publishing/sharing';
import { vocabulary } from '#kit/vocabulary';
import { JointConference, JointConferenceTable } from './joint-conference.entity.js';

export const MeetingKind = vocabulary('MeetingKind', 'Kind of a meeting. 会议类型', {
  MEMBER: 'Of all members; counts to the yearly duty (S0-11). 成员会议',
  SPECIAL: 'On one subject (S0-12); does not count. 专题会议',
});

export const MeetingState = vocabulary('MeetingState', 'State of a meeting. 会议状态', {
  SCHEDULED: 'Scheduled. 已安排',
  HELD: 'Held. 已召开',
  MINUTED: 'Held, with minutes. 已形成纪要',
  CANCELLED: 'Cancelled. 已取消',
});

export const MeetingTable = defineEntity({
  name: 'Meeting',
  properties: {
    id: p.string().length(40).primary(),
    conference: () => p.manyToOne(JointConferenceTable).mapToPk().index(),
    kind: p.enum(() => MeetingKind),
    state: p.enum(() => MeetingState),
    subject: p.string().length(200),
    scheduledOn: p.date(),
    heldOn: p.date().nullable(),
    minutes: p.text().nullable(),
  },
});

export class Meeting extends MeetingTable.class {}

publish(Meeting, MeetingTable, {
  about: 'A meeting of a joint conference. 联席会议会议',
  row: 'S0-11',
  keep: 'P30Y',
  fields: {
    id: open('Id. 编号'),
    conference: open('The conference. 所属联席会议', { ref: () => JointConference }),
    kind: open('Kind. 类型'),
    state: open('State. 状态'),
    subject: open('Subject. 议题'),
    scheduledOn: open('Scheduled day. 计划日期'),
    heldOn: open('Day on which it was held. 召开日期'),
    minutes: open('Minutes. 纪要'),
  },
});
