import { defineEntity, p } from '@mikro-orm/core';
import { publish } from '#kit/publishing/publish';
import { open } from '#kit/publishing/sharing';

export const FundraisingPlatformTable = defineEntity({
  name: 'FundraisingPlatform',
  properties: {
    code: p.string().length(20).primary(),
    name: p.string().length(60),
    designated: p.boolean(),
  },
});

export class FundraisingPlatform extends FundraisingPlatformTable.class {}

publish(FundraisingPlatform, FundraisingPlatformTable, {
  about:
    'An internet platform on which charities may raise money in public (Charity Law art. 27). 互联网公开募捐信息平台',
  row: 'S4-13',
  keep: 'permanent',
  keys: ['code'],
  fields: {
    code: open('Code in this register. 代码'),
    name: open('Name. 名称'),
    designated: open('Whether the designation is in force. 是否为指定平台'),
  },
});
