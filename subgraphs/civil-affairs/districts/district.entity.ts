import { defineEntity, p } from '@mikro-orm/core';
import { open } from '#kit/publishing/sharing';
import { publish } from '#kit/publishing/publish';
import { vocabulary } from '#kit/vocabulary';

export const DistrictLevel = vocabulary(
  'DistrictLevel',
  'Level of an administrative division (GB/T 2260). 行政区划级别',
  {
    PROVINCE: 'Province, autonomous region or municipality. 省级',
    CITY: 'Prefecture-level city, prefecture or league. 地级',
    COUNTY: 'County, district or county-level city. 县级',
    TOWN: 'Town, township or street. 乡级(镇、街道)',
  },
);

export const DistrictKind = vocabulary('DistrictKind', 'Whether the division is statutory. 区划性质', {
  STATUTORY: 'In the national code table. 法定行政区划',
  FUNCTIONAL_ZONE: 'A functional zone with a code of the hub and a statutory parent (S1-26, S3-47). 功能区',
});

const DistrictTable = defineEntity({
  name: 'District',
  properties: {
    code: p.string().length(12).primary(),
    name: p.string().length(60),
    level: p.enum(() => DistrictLevel),
    kind: p.enum(() => DistrictKind),
    parent: () => p.manyToOne(DistrictTable).mapToPk().nullable().index(),
    validFrom: p.date().nullable(),
    validTo: p.date().nullable(),
  },
});

export class District extends DistrictTable.class {}

publish(District, DistrictTable, {
  about: 'An administrative division or functional zone with its validity. 行政区划与功能区',
  row: 'S1-26',
  keep: 'permanent',
  keys: ['code'],
  fields: {
    code: open('Division code: GB/T 2260, three more digits for towns, hub-issued for functional zones. 区划代码'),
    name: open('Name. 名称'),
    level: open('Level. 级别'),
    kind: open('Statutory or functional zone. 性质'),
    parent: open('The division above. 上级区划', { ref: () => District }),
    validFrom: open('First day of validity; null when older than the snapshot. 生效日期'),
    validTo: open('Last day of validity, if ended. 失效日期'),
  },
});

export { DistrictTable };
