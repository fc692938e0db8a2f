import { defineEntity, p } from '@mikro-orm/core';
import { publish } from '#kit/publishing/publish';
import { open } from '#kit/publishing/sharing';
import { vocabulary } from '#kit/vocabulary';
import { ResidentNeed, ResidentNeedTable } from '../needs/resident-need.entity.js';
import { ServiceCenter, ServiceCenterTable } from './service-center.entity.js';

export const RoomKind = vocabulary(
  'RoomKind',
  'Kind of a function room (S1-05; the list of mandatory kinds is open). 功能室类型',
  {
    CHILDREN: 'Children’s service room, mandatory. 儿童服务室',
    COUNSELLING: 'Counselling room, mandatory. 心理咨询室',
    READING: 'Reading room, mandatory. 阅览室',
    ELDERLY: 'Recreation room for older people, mandatory. 老年人文娱室',
    OPTIONAL: 'Any other room; follows a resident need (S1-06). 选择性功能室',
  },
);

/** Rooms that every centre must have before it opens (S1-05). */
export const MANDATORY_ROOMS = ['CHILDREN', 'COUNSELLING', 'READING', 'ELDERLY'] as const;

export const FunctionRoomTable = defineEntity({
  name: 'FunctionRoom',
  properties: {
    id: p.string().length(40).primary(),
    center: () => p.manyToOne(ServiceCenterTable).mapToPk().index(),
    kind: p.enum(() => RoomKind),
    name: p.string().length(80),
    areaSqm: p.integer(),
    need: () => p.manyToOne(ResidentNeedTable).mapToPk().nullable(),
    verifiedOn: p.date().nullable(),
  },
});

export class FunctionRoom extends FunctionRoomTable.class {}

publish(FunctionRoom, FunctionRoomTable, {
  about: 'A function room of a centre. 功能室',
  row: 'S1-05',
  keep: 'P30Y',
  fields: {
    id: open('Id. 编号'),
    center: open('The centre. 所属中心', { ref: () => ServiceCenter }),
    kind: open('Kind. 类型'),
    name: open('Name. 名称'),
    areaSqm: open('Area in square metres. 面积(平方米)'),
    need: open('The need that an optional room answers. 对应需求', { ref: () => ResidentNeed, row: 'S1-06' }),
    verifiedOn: open('Day of verification; null before. 验收日期', { row: 'S1-12' }),
  },
});
