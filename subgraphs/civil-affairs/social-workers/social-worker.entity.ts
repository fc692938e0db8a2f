import { defineEntity, p } from '@mikro-orm/core';
import { publish } from '#kit/publishing/publish';
import { open, pseudonym } from '#kit/publishing/sharing';
import { vocabulary } from '#kit/vocabulary';
import { Community, CommunityTable } from '../communities/community.entity.js';
import { Organization, OrganizationTable } from '../organizations/organization.entity.js';
import { Person, PersonTable } from '../people/person.entity.js';

export const SocialWorkLevel = vocabulary(
  'SocialWorkLevel',
  'Career level of a social worker, in order (S3-30). 社工职业级别',
  {
    ASSISTANT: 'Assistant social worker. 助理社会工作师',
    SOCIAL_WORKER: 'Social worker. 社会工作师',
    SENIOR: 'Senior social worker. 高级社会工作师',
  },
);

export const SocialWorkerState = vocabulary('SocialWorkerState', 'State of a social worker. 社工状态', {
  ACTIVE: 'Registered. 在册',
  LEFT: 'No longer registered. 离册',
});

export const SocialWorkerTable = defineEntity({
  name: 'SocialWorker',
  properties: {
    id: p.string().length(40).primary(),
    person: () => p.manyToOne(PersonTable).mapToPk().unique(),
    employer: () => p.manyToOne(OrganizationTable).mapToPk().index(),
    community: () => p.manyToOne(CommunityTable).mapToPk().nullable().index(),
    level: p.enum(() => SocialWorkLevel).nullable(),
    state: p.enum(() => SocialWorkerState),
  },
});

export class SocialWorker extends SocialWorkerTable.class {}

publish(SocialWorker, SocialWorkerTable, {
  about: 'A registered social worker. 社会工作者',
  row: 'S3-30',
  keep: 'P30Y',
  fields: {
    id: open('Id. 编号'),
    person: pseudonym('The person. 本人', { ref: () => Person }),
    employer: open('Employing organisation. 聘用单位', { ref: () => Organization }),
    community: open('Community of work. 服务社区', { ref: () => Community }),
    level: open('Highest level reached. 最高级别'),
    state: open('State. 状态'),
  },
});
