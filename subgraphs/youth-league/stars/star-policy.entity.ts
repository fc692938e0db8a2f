import { defineEntity, p } from '@mikro-orm/core';
import { publish } from '#kit/publishing/publish';
import { open } from '#kit/publishing/sharing';

export const StarPolicyTable = defineEntity({
  name: 'StarPolicy',
  properties: {
    id: p.string().length(40).primary(),
    level: p.integer(),
    minimumHours: p.integer(),
    effectiveFrom: p.date(),
    effectiveTo: p.date().nullable(),
  },
});

export class StarPolicy extends StarPolicyTable.class {}

publish(StarPolicy, StarPolicyTable, {
  about:
    'Confirmed hours that give a star level; thresholds differ between places and times, so they are data. 星级评定标准',
  row: 'S0-24',
  keep: 'permanent',
  fields: {
    id: open('Id. 编号'),
    level: open('Star level, 1 to 5. 星级'),
    minimumHours: open('Confirmed hours needed. 最低服务时数'),
    effectiveFrom: open('First day. 生效日期'),
    effectiveTo: open('Last day, if ended. 失效日期'),
  },
});
