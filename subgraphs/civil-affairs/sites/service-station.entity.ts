import { defineEntity, p } from '@mikro-orm/core';
import { publish } from '#kit/publishing/publish';
import { open } from '#kit/publishing/sharing';
import { vocabulary } from '#kit/vocabulary';
import { District, DistrictTable } from '../districts/district.entity.js';
import { Organization, OrganizationTable } from '../organizations/organization.entity.js';
import { ServiceSite } from './service-site.entity.js';

export const StationState = vocabulary('StationState', 'State of a station (S2-03). 站点状态', {
  PLANNED: 'Planned. 已规划',
  PROCURED: 'Procured. 已采购',
  CONTRACTED: 'Contracted. 已签约',
  STAFFED: 'Contracted staff is there. 人员到位',
  OPERATING: 'Operating. 运行中',
  SUSPENDED: 'Suspended. 暂停',
  CLOSED: 'Closed. 已撤销',
});

export const StationCoverage = vocabulary(
  'StationCoverage',
  'Whether the station counts to the 64 of S2-01. 覆盖类型',
  {
    MANDATED: 'In a resettlement street that must have one. 应建',
    OPTIONAL: 'In another town or street (S2-02). 自愿扩展',
  },
);

export const ServiceStationTable = defineEntity({
  name: 'ServiceStation',
  properties: {
    id: p.string().length(40).primary(),
    code: p.string().length(20).unique(),
    name: p.string().length(120),
    district: () => p.manyToOne(DistrictTable).mapToPk().index(),
    operator: () => p.manyToOne(OrganizationTable).mapToPk().index(),
    coverage: p.enum(() => StationCoverage),
    state: p.enum(() => StationState),
    hotline: p.string().length(20).nullable(),
    contractedHeadcount: p.integer().nullable(),
    stationedHeadcount: p.integer(),
    openedOn: p.date().nullable(),
  },
});

export class ServiceStation extends ServiceStationTable.class {}

publish(ServiceStation, ServiceStationTable, {
  about: 'A social-work and volunteer-service station of a street. 社会工作和志愿服务站',
  row: 'S2-03',
  keep: 'P30Y',
  implements: [ServiceSite],
  fields: {
    id: open('Id. 编号'),
    code: open('Code of the site. 站点代码'),
    name: open('Name. 名称'),
    district: open('Town or street. 所属镇街', { ref: () => District }),
    operator: open('Operating organisation. 运营机构', { ref: () => Organization }),
    coverage: open('Mandated or optional. 覆盖类型', { row: 'S2-02' }),
    state: open('State. 状态'),
    hotline: open('Hotline (S3-21). 服务热线', { row: 'S3-21' }),
    contractedHeadcount: open('Headcount in the agreement. 协议人数', { row: 'S2-08' }),
    stationedHeadcount: open('Social workers stationed. 驻站人数', { row: 'S2-09' }),
    openedOn: open('Day of opening. 启用日期'),
  },
});
