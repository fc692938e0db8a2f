import { defineEntity, p } from '@mikro-orm/core';
import { publish } from '#kit/publishing/publish';
import { open } from '#kit/publishing/sharing';
import { vocabulary } from '#kit/vocabulary';
import { Organization } from '../references/organization.reference.js';
import { Meeting, MeetingTable } from './meeting.entity.js';

export const ActionItemState = vocabulary('ActionItemState', 'State of a task; overdue is computed. 任务状态', {
  OPEN: 'Open. 待办',
  IN_PROGRESS: 'In progress. 办理中',
  DONE: 'Done. 已办结',
});

export const ActionItemTable = defineEntity({
  name: 'ActionItem',
  properties: {
    id: p.string().length(40).primary(),
    meeting: () => p.manyToOne(MeetingTable).mapToPk().index(),
    title: p.string().length(200),
    assigneeUscc: p.string().length(18).index(),
    dueOn: p.date(),
    state: p.enum(() => ActionItemState),
    doneOn: p.date().nullable(),
  },
});

export class ActionItem extends ActionItemTable.class {}

publish(ActionItem, ActionItemTable, {
  about: 'A task that a meeting gave to one organisation, with its due date. 议定事项任务',
  row: 'S0-12',
  keep: 'P10Y',
  fields: {
    id: open('Id. 编号'),
    meeting: open('The meeting that gave it. 来源会议', { ref: () => Meeting }),
    title: open('Title. 事项'),
    assigneeUscc: open('The one organisation that owns it. 责任单位', { as: 'assignee', ref: () => Organization }),
    dueOn: open('Due day. 办理期限'),
    state: open('State. 状态'),
    doneOn: open('Day on which it was done. 办结日期'),
  },
});
