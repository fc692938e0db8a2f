import { defineEntity, p } from '@mikro-orm/core';

/** Which deadlines were announced as near or missed: each once. */
export const DeadlineNoticeTable = defineEntity({
  name: 'DeadlineNotice',
  properties: {
    deadline: p.string().length(60).primary(),
    subjectKey: p.string().length(120).primary(),
    dueOn: p.date().primary(),
    event: p.string().length(20).primary(),
    announcedAt: p.datetime().defaultRaw('now()'),
  },
});
