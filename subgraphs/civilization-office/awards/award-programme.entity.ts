import { defineEntity, p } from '@mikro-orm/core';
import { publish } from '#kit/publishing/publish';
import { open } from '#kit/publishing/sharing';
import { vocabulary } from '#kit/vocabulary';

export const ProgrammeState = vocabulary('ProgrammeState', 'State of an award programme. 表彰项目状态', {
  OPEN: 'Open for nominations. 接受推荐',
  CLOSED: 'Closed. 已截止',
});

export const AwardProgrammeTable = defineEntity({
  name: 'AwardProgramme',
  properties: {
    id: p.string().length(40).primary(),
    title: p.string().length(120),
    cycle: p.string().length(20),
    criteria: p.text(),
    state: p.enum(() => ProgrammeState),
  },
  uniques: [{ properties: ['title', 'cycle'], name: 'award_programme_once_per_cycle' }],
});

export class AwardProgramme extends AwardProgrammeTable.class {}

publish(AwardProgramme, AwardProgrammeTable, {
  about: 'An award programme of the commendation system. 表彰项目',
  row: 'S0-09',
  keep: 'permanent',
  fields: {
    id: open('Id. 编号'),
    title: open('Title. 名称'),
    cycle: open('Cycle, for example 2026. 周期'),
    criteria: open('Criteria. 评选条件'),
    state: open('State. 状态'),
  },
});
