import { defineEntity, p } from '@mikro-orm/core';
import { publish } from '#kit/publishing/publish';
import { open } from '#kit/publishing/sharing';
import { vocabulary } from '#kit/vocabulary';
import { District, DistrictTable } from '../districts/district.entity.js';
import { organizationRows } from './organization-rows.policy.js';

export const OrganizationType = vocabulary('OrganizationType', 'Legal kind of an organisation. 组织类型', {
  PUBLIC_BODY: 'State or party body, or public institution (credit code 11, 12). 机关、事业单位',
  SOCIAL_ASSOCIATION: 'Social association (51). 社会团体',
  SOCIAL_SERVICE_INSTITUTION:
    'Social service institution, formerly private non-enterprise unit (52). 社会服务机构(民办非企业单位)',
  FOUNDATION: 'Foundation (53). 基金会',
  OTHER: 'Any other kind. 其他',
});

export const OrganizationState = vocabulary('OrganizationState', 'State of the registration. 登记状态', {
  SUBMITTED: 'Application submitted. 已申请',
  ACCEPTED: 'Application accepted for decision. 已受理',
  ACTIVE: 'Registered. 已登记',
  REFUSED: 'Registration refused. 不予登记',
  REVOKED: 'Registration revoked. 已撤销',
});

export const OrganizationTable = defineEntity({
  name: 'Organization',
  properties: {
    uscc: p.string().length(18).primary(),
    name: p.string().length(120).index(),
    type: p.enum(() => OrganizationType),
    role: p.string().length(40).nullable(),
    authority: p.string().length(120),
    state: p.enum(() => OrganizationState),
    district: () => p.manyToOne(DistrictTable).mapToPk().index(),
    registeredOn: p.date().nullable(),
    refusalReason: p.text().nullable(),
  },
});

export class Organization extends OrganizationTable.class {}

publish(Organization, OrganizationTable, {
  about: 'An organisation in the register of civil affairs. 社会组织及有关单位',
  row: 'S0-15',
  keep: 'permanent',
  withheld: { refusalReason: 'PIPL-6' },
  keys: ['uscc'],
  visible: organizationRows.visible,
  fields: {
    uscc: open('Unified social credit code (GB 32100). 统一社会信用代码'),
    name: open('Registered name. 登记名称'),
    type: open('Legal kind. 组织类型'),
    role: open('Part that it plays in the linkage, for example SOCIAL_WORK_AGENCY. 在联动中的角色'),
    authority: open('Registration authority. 登记管理机关'),
    state: open('State of the registration. 登记状态'),
    district: open('Where it is registered. 登记地', { ref: () => District }),
    registeredOn: open('Day of registration. 登记日期'),
  },
});
