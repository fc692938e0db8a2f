import { defineEntity, p } from '@mikro-orm/core';
import { publish } from '#kit/publishing/publish';
import { open } from '#kit/publishing/sharing';
import { vocabulary } from '#kit/vocabulary';
import { District, DistrictTable } from '../districts/district.entity.js';
import { Organization, OrganizationTable } from '../organizations/organization.entity.js';
import { projectRows } from './project-rows.policy.js';
import { SocialWorker, SocialWorkerTable } from '../social-workers/social-worker.entity.js';

export const ProjectState = vocabulary('ProjectState', 'State of a service project (S0-05). 项目状态', {
  PROPOSED: 'Proposed. 已申报',
  APPROVED: 'Approved. 已批准',
  REJECTED: 'Rejected. 未通过',
  RUNNING: 'Running. 实施中',
  SUSPENDED: 'Suspended. 暂停',
  COMPLETED: 'Completed. 已完成',
  CLOSED: 'Closed. 已结项',
});

export const LinkageMode = vocabulary(
  'LinkageMode',
  'How social workers and volunteers are linked; both may hold. 联动方式',
  {
    VOLUNTEER_ASSISTS: 'Volunteers assist social work (S0-05). 志愿者辅助社工',
    SOCIAL_WORKER_GUIDES: 'Social workers guide volunteer service (S0-06). 社工指导志愿服务',
  },
);

export const ServiceDomain = vocabulary('ServiceDomain', 'Domain of social-work service (S2-18 to S2-23). 服务领域', {
  INTEGRATION: 'Integration of relocated households. 社会融入',
  SOCIAL_ASSISTANCE: 'Social assistance. 社会救助',
  ELDERLY_CARE: 'Care for older people. 养老服务',
  LEFT_BEHIND_CHILDREN: 'Care for left-behind children. 留守儿童关爱',
  GRASSROOTS_GOVERNANCE: 'Grass-roots governance. 基层社会治理',
  SOCIAL_AFFAIRS: 'Social affairs. 社会事务',
});

export const ServiceProjectTable = defineEntity({
  name: 'ServiceProject',
  properties: {
    id: p.string().length(40).primary(),
    code: p.string().length(30).unique(),
    title: p.string().length(200),
    domain: p.enum(() => ServiceDomain),
    linkageModes: p.enum(() => LinkageMode).array(),
    leadOrganization: () => p.manyToOne(OrganizationTable).mapToPk().index(),
    district: () => p.manyToOne(DistrictTable).mapToPk().index(),
    siteId: p.string().length(40).nullable().index(),
    state: p.enum(() => ProjectState).index(),
    volunteerPositions: p.integer(),
    guide: () => p.manyToOne(SocialWorkerTable).mapToPk().nullable().index(),
    budgetFen: p.bigint('number'),
    startsOn: p.date(),
    endsOn: p.date(),
  },
});

export class ServiceProject extends ServiceProjectTable.class {}

publish(ServiceProject, ServiceProjectTable, {
  about: 'A project that links social workers and volunteers. 社工与志愿者联动服务项目',
  row: 'S0-05',
  visible: projectRows.visible,
  keep: 'P30Y',
  fields: {
    id: open('Id. 编号'),
    code: open('Project code. 项目代码'),
    title: open('Title. 名称'),
    domain: open('Domain of service. 服务领域'),
    linkageModes: open('How the two are linked. 联动方式', { row: 'S0-06' }),
    leadOrganization: open('Leading organisation. 牵头机构', { ref: () => Organization }),
    district: open('Where it works. 实施地', { ref: () => District }),
    state: open('State. 状态'),
    volunteerPositions: open('Positions for volunteers. 志愿者岗位数'),
    guide: open('Social worker who guides it. 督导社工', { ref: () => SocialWorker, row: 'S0-06' }),
    budgetFen: open('Budget in fen. 预算(分)'),
    startsOn: open('First day. 开始日期'),
    endsOn: open('Last day. 结束日期'),
  },
});
