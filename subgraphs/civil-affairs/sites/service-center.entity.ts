import { defineEntity, p } from '@mikro-orm/core';
import { publish } from '#kit/publishing/publish';
import { open } from '#kit/publishing/sharing';
import { vocabulary } from '#kit/vocabulary';
import { District, DistrictTable } from '../districts/district.entity.js';
import { Organization, OrganizationTable } from '../organizations/organization.entity.js';
import { ServiceSite } from './service-site.entity.js';

export const CenterState = vocabulary('CenterState', 'State of a service centre. 服务中心状态', {
  FITTING_OUT: 'Being fitted out. 装修筹备',
  OPEN: 'Open. 已启用',
  CLOSED: 'Closed. 已关闭',
});

/** Least floor area in square metres, in principle (S1-04: 原则上不少于300平方米). */
export const MINIMUM_AREA_SQM = 300;

export const ServiceCenterTable = defineEntity({
  name: 'ServiceCenter',
  properties: {
    id: p.string().length(40).primary(),
    code: p.string().length(20).unique(),
    name: p.string().length(120),
    district: () => p.manyToOne(DistrictTable).mapToPk().index(),
    operator: () => p.manyToOne(OrganizationTable).mapToPk().index(),
    state: p.enum(() => CenterState),
    floorAreaSqm: p.integer(),
    areaWaiverReason: p.string().length(500).nullable(),
    areaWaiverApprover: p.string().length(120).nullable(),
    openedOn: p.date().nullable(),
  },
});

export class ServiceCenter extends ServiceCenterTable.class {}

publish(ServiceCenter, ServiceCenterTable, {
  about: 'A comprehensive service centre with function rooms. 综合服务中心',
  row: 'S0-17',
  keep: 'P30Y',
  implements: [ServiceSite],
  fields: {
    id: open('Id. 编号'),
    code: open('Code of the site. 站点代码'),
    name: open('Name. 名称'),
    district: open('Town or street. 所属镇街', { ref: () => District }),
    operator: open('Operating organisation. 运营机构', { ref: () => Organization }),
    state: open('State. 状态'),
    floorAreaSqm: open('Floor area in square metres. 建筑面积(平方米)', { row: 'S1-04' }),
    areaWaiverReason: open('Why a smaller area was accepted. 面积例外理由', { row: 'S1-04' }),
    areaWaiverApprover: open('Who accepted it. 例外批准单位', { row: 'S1-04' }),
    openedOn: open('Day of opening. 启用日期'),
  },
});
