import { defineEntity, p } from '@mikro-orm/core';
import { publish } from '#kit/publishing/publish';
import { open } from '#kit/publishing/sharing';
import { vocabulary } from '#kit/vocabulary';
import { maySeeSharing } from './sharing-parties.policy.js';
import { SharingParty, SharingRequest, SharingRequestTable } from './sharing-request.entity.js';

export const SharingGrantState = vocabulary(
  'SharingGrantState',
  'State of a grant; one past its end is not in force. 授权状态',
  {
    ACTIVE: 'Given. 有效',
    REVOKED: 'Taken back. 已撤销',
  },
);

export const SharingGrantTable = defineEntity({
  name: 'SharingGrant',
  properties: {
    id: p.string().length(40).primary(),
    request: () => p.manyToOne(SharingRequestTable).mapToPk().unique(),
    party: p.enum(() => SharingParty),
    applicant: p.string().length(40).index(),
    owner: p.string().length(40).index(),
    items: p.array(),
    within: p.string().length(12).nullable(),
    records: p.array().nullable(),
    purpose: p.string().length(200),
    state: p.enum(() => SharingGrantState),
    grantedAt: p.datetime(),
    until: p.datetime().index(),
    revokedAt: p.datetime().nullable(),
    reason: p.string().length(300).nullable(),
  },
});

export class SharingGrant extends SharingGrantTable.class {}

publish(SharingGrant, SharingGrantTable, {
  about: 'A right to read items for one purpose until a day. 数据共享授权',
  row: 'Decree-809',
  keep: 'P10Y',
  visible: maySeeSharing,
  fields: {
    id: open('Key. 标识'),
    request: open('The request that it answers. 对应申请', { ref: () => SharingRequest }),
    party: open('Who has it. 使用方类别'),
    applicant: open('Department, or credit code of the organisation. 使用方'),
    owner: open('Department that gave it. 提供部门'),
    items: open('Items of the data catalogue. 数据目录条目'),
    within: open('Division to whose records it is limited, with all below it; null for all. 限定区划(含下级)'),
    records: open('Keys of the records to which it is limited; null for all. 限定记录'),
    purpose: open('For what alone it holds. 使用目的'),
    state: open('State. 状态'),
    grantedAt: open('When it was given. 授权时间'),
    until: open('When it ends by itself. 到期时间'),
    revokedAt: open('When it was taken back. 撤销时间'),
    reason: open('Why it was taken back. 撤销理由'),
  },
});
