import { defineEntity, p } from '@mikro-orm/core';
import { publish } from '#kit/publishing/publish';
import { open } from '#kit/publishing/sharing';
import { vocabulary } from '#kit/vocabulary';
import { AwardProgramme, AwardProgrammeTable } from './award-programme.entity.js';

export const NominationState = vocabulary('NominationState', 'State of a nomination (S0-09). 推荐状态', {
  NOMINATED: 'Nominated. 已推荐',
  REVIEWED: 'Reviewed. 已评审',
  PUBLICISED: 'Open to objections. 公示中',
  OBJECTED: 'An objection is open. 有异议',
  CONFERRED: 'Conferred. 已授予',
  REJECTED: 'Not conferred. 未授予',
  REVOKED: 'Conferred, and revoked later. 已撤销',
});

export const NomineeType = vocabulary('NomineeType', 'What can be honoured. 表彰对象类型', {
  PERSON: 'A person. 个人',
  ORGANIZATION: 'An organisation. 组织',
  SERVICE_PROJECT: 'A linkage project. 联动项目',
  VOLUNTEER: 'A volunteer. 志愿者',
  SOCIAL_WORKER: 'A social worker. 社工',
});

export const NomineeLinkageMode = vocabulary(
  'NomineeLinkageMode',
  'How a nominated project links social workers and volunteers, as the nomination states it (S0-05, S0-06). 提名项目联动方式',
  {
    VOLUNTEER_ASSISTS: 'Volunteers assist social work. 志愿者辅助社工',
    SOCIAL_WORKER_GUIDES: 'Social workers guide volunteer service. 社工指导志愿服务',
    BOTH: 'Both. 双向联动',
  },
);

export const NominationTable = defineEntity({
  name: 'Nomination',
  properties: {
    id: p.string().length(40).primary(),
    programme: () => p.manyToOne(AwardProgrammeTable).mapToPk().index(),
    nomineeType: p.enum(() => NomineeType),
    nomineeKey: p.string().length(40),
    linkageMode: p.enum(() => NomineeLinkageMode).nullable(),
    reason: p.string().length(1000),
    state: p.enum(() => NominationState),
    publicisedOn: p.date().nullable(),
    objection: p.string().length(1000).nullable(),
  },
  uniques: [{ properties: ['programme', 'nomineeType', 'nomineeKey'], name: 'nomination_once_per_programme' }],
});

export class Nomination extends NominationTable.class {}

publish(Nomination, NominationTable, {
  about: 'A nomination in an award programme. 推荐提名',
  row: 'S0-09',
  keep: 'P10Y',
  withheld: { objection: 'PIPL-6' },
  fields: {
    id: open('Id. 编号'),
    programme: open('The programme. 表彰项目', { ref: () => AwardProgramme }),
    nomineeType: open('Kind of nominee. 对象类型'),
    linkageMode: open('Linkage mode of a nominated project. 联动方式'),
    reason: open('Reason. 推荐理由'),
    state: open('State. 状态'),
    publicisedOn: open('First day of publicity. 公示开始日期'),
  },
});
