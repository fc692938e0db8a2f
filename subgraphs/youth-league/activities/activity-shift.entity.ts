import { defineEntity, p } from '@mikro-orm/core';
import { publish } from '#kit/publishing/publish';
import { open } from '#kit/publishing/sharing';
import { VolunteerActivity, VolunteerActivityTable } from './volunteer-activity.entity.js';

export const ActivityShiftTable = defineEntity({
  name: 'ActivityShift',
  properties: {
    id: p.string().length(40).primary(),
    activity: () => p.manyToOne(VolunteerActivityTable).mapToPk().index(),
    startsAt: p.datetime(),
    endsAt: p.datetime(),
    positions: p.integer(),
    /** Counted under the shift's row lock; a check keeps it at or below `positions` (S0-29). */
    accepted: p.integer(),
  },
});

export class ActivityShift extends ActivityShiftTable.class {}

publish(ActivityShift, ActivityShiftTable, {
  about: 'A shift of an activity with a number of positions. 活动班次',
  row: 'S0-29',
  keep: 'P10Y',
  fields: {
    id: open('Id. 编号'),
    activity: open('The activity. 所属活动', { ref: () => VolunteerActivity }),
    startsAt: open('Start. 开始时间'),
    endsAt: open('End. 结束时间'),
    positions: open('Positions. 岗位数'),
    accepted: open('Positions taken; never more than there are. 已录用人数'),
  },
});
