import { defineEntity, p } from '@mikro-orm/core';
import { publish } from '#kit/publishing/publish';
import { open } from '#kit/publishing/sharing';
import { vocabulary } from '#kit/vocabulary';
import { District, DistrictTable } from '../districts/district.entity.js';

export const UrbanRural = vocabulary('UrbanRural', 'Urban or rural community. 城乡类别', {
  URBAN: 'Urban community. 城市社区',
  RURAL: 'Rural community or village. 农村社区',
});

export const CommunityTable = defineEntity({
  name: 'Community',
  properties: {
    id: p.string().length(40).primary(),
    name: p.string().length(80),
    district: () => p.manyToOne(DistrictTable).mapToPk().index(),
    urbanRural: p.enum(() => UrbanRural),
    conditionsMet: p.boolean(),
    communityWorkers: p.integer(),
  },
});

export class Community extends CommunityTable.class {}

publish(Community, CommunityTable, {
  about: 'A community or village. 社区(村)',
  row: 'S3-01',
  keep: 'permanent',
  fields: {
    id: open('Id. 编号'),
    name: open('Name. 名称'),
    district: open('The town or street. 所属镇街', { ref: () => District }),
    urbanRural: open('Urban or rural. 城乡类别'),
    conditionsMet: open('Whether a rural community has the conditions for professional staff. 是否具备条件', {
      row: 'S3-02',
    }),
    communityWorkers: open('Community workers of any kind. 社区工作者人数', { row: 'S3-03' }),
  },
});
