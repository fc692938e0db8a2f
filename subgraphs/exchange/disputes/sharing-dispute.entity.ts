import { defineEntity, p } from '@mikro-orm/core';
import { publish } from '#kit/publishing/publish';
import { open } from '#kit/publishing/sharing';
import { vocabulary } from '#kit/vocabulary';
import { SharingParty, SharingRequest, SharingRequestTable } from '../sharing/sharing-request.entity.js';
import { maySeeDispute } from './dispute-parties.policy.js';

export const DisputeState = vocabulary(
  'DisputeState',
  'State of a dispute: where it stands in the three layers, or how it ended. 争议状态',
  {
    NEGOTIATION: 'The two sides negotiate. 双方协商',
    MEDIATION: 'The competent body for data sharing mediates. 主管部门协调',
    GOVERNMENT: 'The government decides. 提请政府决定',
    SETTLED: 'Both sides agreed. 协商一致',
    UPHELD: 'Decided for the applicant. 支持申请方',
    DISMISSED: 'Decided for the owner. 支持提供方',
    WITHDRAWN: 'Withdrawn by the applicant. 已撤回',
  },
);

export const SharingDisputeTable = defineEntity({
  name: 'SharingDispute',
  properties: {
    id: p.string().length(40).primary(),
    request: () => p.manyToOne(SharingRequestTable).mapToPk().index(),
    party: p.enum(() => SharingParty),
    applicant: p.string().length(40).index(),
    owner: p.string().length(40).index(),
    claim: p.string().length(1000),
    state: p.enum(() => DisputeState),
    proposal: p.string().length(1000).nullable(),
    proposedBy: p.string().length(40).nullable(),
    acceptedByApplicant: p.boolean(),
    acceptedByOwner: p.boolean(),
    raisedAt: p.datetime(),
    escalationReason: p.string().length(500).nullable(),
    decidedBy: p.string().length(40).nullable(),
    decision: p.string().length(1000).nullable(),
    endedAt: p.datetime().nullable(),
  },
});

export class SharingDispute extends SharingDisputeTable.class {}

publish(SharingDispute, SharingDisputeTable, {
  about:
    'A dispute about a sharing request: negotiated, then mediated by the competent body, then decided by the government. 数据共享争议',
  row: 'Decree-809',
  keep: 'P10Y',
  visible: maySeeDispute,
  fields: {
    id: open('Key. 标识'),
    request: open('The request that it is about. 争议的申请', { ref: () => SharingRequest }),
    party: open('Who raised it. 申请方类别'),
    applicant: open('Department, or credit code of the organisation. 申请方'),
    owner: open('Department that owns the data. 提供部门'),
    claim: open('What the applicant objects to. 争议事项'),
    state: open('State. 状态'),
    proposal: open('The settlement that is on the table. 调解方案'),
    proposedBy: open('Department that proposed it. 方案提出方'),
    acceptedByApplicant: open('Whether the applicant accepted it. 申请方是否接受'),
    acceptedByOwner: open('Whether the owner accepted it. 提供方是否接受'),
    raisedAt: open('When it was raised. 提出时间'),
    escalationReason: open('Why the layer below did not end it. 升级理由'),
    decidedBy: open('Who decided. 决定机关'),
    decision: open('The decision with its reasons. 决定及理由'),
    endedAt: open('When it ended. 结束时间'),
  },
});
