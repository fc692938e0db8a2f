import { defineEntity, p } from '@mikro-orm/core';
import { publish } from '#kit/publishing/publish';
import { open } from '#kit/publishing/sharing';
import { vocabulary } from '#kit/vocabulary';
import { Community } from '../references/community.reference.js';
import { District } from '../references/district.reference.js';
import { Organization } from '../references/organization.reference.js';
import { fundRows } from './fund-rows.policy.js';

export const CharityFundState = vocabulary('CharityFundState', 'State of a community charity fund. 社区慈善基金状态', {
  APPLIED: 'Applied for. 已申请',
  APPROVED: 'Approved, not yet opened. 已批准',
  ACTIVE: 'Open: raises and spends. 运作中',
  DORMANT: 'Rests: neither raises nor spends. 休眠',
  CLOSED: 'Closed with nothing left. 已注销',
});

export const CommunityCharityFundTable = defineEntity({
  name: 'CommunityCharityFund',
  properties: {
    id: p.string().length(40).primary(),
    name: p.string().length(120).unique(),
    hostUscc: p.string().length(18).index(),
    initiatorUscc: p.string().length(18).index(),
    seedGrantorUscc: p.string().length(18),
    districtCode: p.string().length(12).index(),
    communityId: p.string().length(40).nullable(),
    seedFen: p.bigint('number'),
    /** Kept by the database from the entries; never written by an action. */
    balanceFen: p.bigint('number').default(0),
    state: p.enum(() => CharityFundState),
    appliedOn: p.date(),
    openedOn: p.date().nullable(),
    closedOn: p.date().nullable(),
  },
});

export class CommunityCharityFund extends CommunityCharityFundTable.class {}

publish(CommunityCharityFund, CommunityCharityFundTable, {
  about: 'A fund of a town or street at a qualified charity; not a legal person. 社区慈善基金',
  row: 'S4-06',
  visible: fundRows.visible,
  keep: 'P30Y',
  fields: {
    id: open('Key. 标识'),
    name: open('Name. 名称'),
    hostUscc: open('The qualified charity whose account holds it. 管理慈善组织', {
      as: 'hostCharity',
      ref: () => Organization,
    }),
    initiatorUscc: open('The town or street that set it up. 发起单位', { as: 'initiator', ref: () => Organization }),
    seedGrantorUscc: open('Who gave the seed money (S4-07). 启动资金来源', {
      as: 'seedGrantor',
      ref: () => Organization,
    }),
    districtCode: open('The town or street that it serves. 服务辖区', { as: 'district', ref: () => District }),
    communityId: open('The community that it serves, when it is one. 服务社区', {
      as: 'community',
      ref: () => Community,
    }),
    seedFen: open('Seed money in fen. 启动资金(分)'),
    balanceFen: open('What is left, in fen; never negative. 余额(分)'),
    state: open('State. 状态'),
    appliedOn: open('Day of application. 申请日期'),
    openedOn: open('Day of opening. 设立日期'),
    closedOn: open('Day of closing. 注销日期'),
  },
});
