import { defineEntity, p } from '@mikro-orm/core';
import { publish } from '#kit/publishing/publish';
import { conditional, open, sensitive } from '#kit/publishing/sharing';
import { vocabulary } from '#kit/vocabulary';
import { Community, CommunityTable } from '../communities/community.entity.js';
import { PersonTable } from '../people/person.entity.js';
import { VolunteerActivity } from '../references/volunteer-activity.reference.js';

export const NeedState = vocabulary('NeedState', 'State of a resident need (S3-24). 需求状态', {
  FILED: 'Filed. 已建档',
  VERIFIED: 'Verified. 已核实',
  MATCHED: 'Matched with a service. 已对接',
  SERVED: 'Served. 已服务',
  CLOSED: 'Closed. 已办结',
});

export const BeneficiaryGroup = vocabulary('BeneficiaryGroup', 'Group of beneficiaries (S3-26). 服务对象', {
  ELDERLY: 'Older people. 为老',
  YOUTH: 'Young people. 为少',
  SPECIAL: 'Families in hardship and special clients. 为特',
});

export const ResidentNeedTable = defineEntity({
  name: 'ResidentNeed',
  properties: {
    id: p.string().length(40).primary(),
    community: () => p.manyToOne(CommunityTable).mapToPk().index(),
    group: p.enum(() => BeneficiaryGroup),
    category: p.string().length(60),
    description: p.string().length(1000),
    person: () => p.manyToOne(PersonTable).mapToPk().nullable(),
    state: p.enum(() => NeedState),
    activityId: p.string().length(40).nullable(),
    filedAt: p.datetime(),
  },
});

export class ResidentNeed extends ResidentNeedTable.class {}

publish(ResidentNeed, ResidentNeedTable, {
  about: 'A resident’s need in the dossier of a community; whose it is stays with the owner. 居民需求档案',
  row: 'S3-24',
  keep: 'P10Y',
  // Privacy of those who are served.
  withheld: { person: 'Decree-685-21' },
  fields: {
    id: open('Id. 编号'),
    community: open('Community. 所在社区', { ref: () => Community }),
    group: open('Group of beneficiaries. 服务对象', { row: 'S3-26' }),
    category: open('Category. 类别'),
    description: sensitive('What is needed, in words; hidden outside the owner. 需求描述', 'hidden'),
    state: open('State. 状态'),
    activityId: conditional('The volunteer activity that answers it. 对接活动', {
      as: 'activity',
      ref: () => VolunteerActivity,
    }),
    filedAt: open('When it was filed. 建档时间'),
  },
});
