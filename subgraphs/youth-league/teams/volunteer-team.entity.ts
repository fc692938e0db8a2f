import { defineEntity, p } from '@mikro-orm/core';
import { publish } from '#kit/publishing/publish';
import { open } from '#kit/publishing/sharing';
import { vocabulary } from '#kit/vocabulary';
import { District } from '../references/district.reference.js';
import { Organization } from '../references/organization.reference.js';
import { ServiceSite } from '../references/service-site.reference.js';

export const TeamState = vocabulary('TeamState', 'State of a volunteer team (S0-21). 志愿队伍状态', {
  FORMED: 'Formed. 已组建',
  AFFILIATED: 'Under a supervising body. 已归口',
  ACTIVE: 'Active. 活跃',
  DISSOLVED: 'Dissolved. 已解散',
});

export const VolunteerTeamTable = defineEntity({
  name: 'VolunteerTeam',
  properties: {
    id: p.string().length(40).primary(),
    name: p.string().length(120),
    sponsorUscc: p.string().length(18).index(),
    districtCode: p.string().length(12).index(),
    supervisingUscc: p.string().length(18).nullable(),
    supervisingDistrict: p.string().length(12).nullable(),
    siteId: p.string().length(40).nullable().index(),
    specialties: p.array(),
    state: p.enum(() => TeamState),
    formedOn: p.date(),
  },
});

export class VolunteerTeam extends VolunteerTeamTable.class {}

publish(VolunteerTeam, VolunteerTeamTable, {
  about: 'A volunteer team that an organisation sponsors. 志愿服务队伍',
  row: 'S0-21',
  keep: 'P10Y',
  fields: {
    id: open('Id. 编号'),
    name: open('Name. 名称'),
    sponsorUscc: open('Sponsoring organisation. 发起机构', { as: 'sponsor', ref: () => Organization }),
    districtCode: open('Where it works. 活动地区', { as: 'district', ref: () => District }),
    supervisingUscc: open('Supervising volunteer body (S0-22). 归口管理单位', {
      as: 'supervisingBody',
      ref: () => Organization,
      row: 'S0-22',
    }),
    siteId: open('Station or centre that it belongs to. 所属站点', { as: 'site', ref: () => ServiceSite }),
    specialties: open('What the team is good at. 队伍专长', { row: 'S3-33' }),
    state: open('State. 状态'),
    formedOn: open('Day of founding. 组建日期'),
  },
});
