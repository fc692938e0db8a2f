import { defineEntity, p } from '@mikro-orm/core';
import { publish } from '#kit/publishing/publish';
import { open } from '#kit/publishing/sharing';
import { vocabulary } from '#kit/vocabulary';
import { AwardProgramme, AwardProgrammeTable } from './award-programme.entity.js';
import { Nomination, NominationTable, NomineeType } from './nomination.entity.js';

export const CommendationLevel = vocabulary('CommendationLevel', 'Level of a commendation. 表彰级别', {
  CITY: 'City. 市级',
  DISTRICT: 'District. 区级',
});

export const CommendationTable = defineEntity({
  name: 'Commendation',
  properties: {
    id: p.string().length(40).primary(),
    programme: () => p.manyToOne(AwardProgrammeTable).mapToPk().index(),
    nomination: () => p.oneToOne(NominationTable).mapToPk().owner(),
    nomineeType: p.enum(() => NomineeType),
    nomineeKey: p.string().length(40),
    title: p.string().length(120),
    level: p.enum(() => CommendationLevel),
    issuedOn: p.date(),
    revokedOn: p.date().nullable(),
  },
  indexes: [{ properties: ['nomineeKey', 'id'] }],
});

export class Commendation extends CommendationTable.class {}

publish(Commendation, CommendationTable, {
  about: 'A commendation that was conferred. 表彰',
  row: 'S0-09',
  keep: 'permanent',
  fields: {
    id: open('Id. 编号'),
    programme: open('The programme. 表彰项目', { ref: () => AwardProgramme }),
    nomination: open('The nomination that led to it. 推荐提名', { ref: () => Nomination }),
    nomineeType: open('Kind of who was honoured. 对象类型'),
    title: open('Title. 称号'),
    level: open('Level. 级别'),
    issuedOn: open('Day of conferral. 授予日期'),
    revokedOn: open('Day of revocation, if any. 撤销日期'),
  },
});
