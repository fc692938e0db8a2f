import { defineEntity, p } from '@mikro-orm/core';
import { publish } from '#kit/publishing/publish';
import { open } from '#kit/publishing/sharing';
import { vocabulary } from '#kit/vocabulary';
import { maySeeRequest } from './sharing-parties.policy.js';

export const SharingParty = vocabulary('SharingParty', 'Who asks for data. 申请方类别', {
  DEPARTMENT: 'A department. 部门',
  PARTNER: 'A partner organisation, a third party to the departments. 合作机构',
});

export const SharingRequestState = vocabulary('SharingRequestState', 'State of a sharing request. 共享申请状态', {
  SUBMITTED: 'Waits for the owner’s answer. 待答复',
  GRANTED: 'Granted in whole. 同意',
  PARTLY_GRANTED: 'Granted for some of the items. 部分同意',
  REFUSED: 'Refused with a reason. 不予同意',
  WITHDRAWN: 'Withdrawn by who asked. 已撤回',
});

export const SharingRequestTable = defineEntity({
  name: 'SharingRequest',
  properties: {
    id: p.string().length(40).primary(),
    party: p.enum(() => SharingParty),
    applicant: p.string().length(40).index(),
    owner: p.string().length(40).index(),
    items: p.array(),
    purpose: p.string().length(200),
    legalBasis: p.string().length(300),
    caseNo: p.string().length(80),
    within: p.string().length(12).nullable(),
    records: p.array().nullable(),
    days: p.integer(),
    state: p.enum(() => SharingRequestState),
    submittedAt: p.datetime(),
    dueOn: p.date(),
    isDueProvisional: p.boolean(),
    extensionReason: p.string().length(300).nullable(),
    answeredAt: p.datetime().nullable(),
    reason: p.string().length(300).nullable(),
  },
});

export class SharingRequest extends SharingRequestTable.class {}

publish(SharingRequest, SharingRequestTable, {
  about: 'An application to use conditionally shared data, answered by the department that owns it. 数据共享申请',
  row: 'Decree-809',
  keep: 'P10Y',
  visible: maySeeRequest,
  fields: {
    id: open('Key. 标识'),
    party: open('Who asks. 申请方类别'),
    applicant: open('Department, or credit code of the organisation. 申请方'),
    owner: open('Department that owns the items and answers. 提供部门'),
    items: open('Items of the data catalogue. 数据目录条目'),
    purpose: open('What for; readers declare exactly this purpose. 使用目的'),
    legalBasis: open('Law, duty, agreement or consent behind it. 法律依据'),
    caseNo: open('Number of the case that it serves. 案件编号'),
    within: open('Division to whose records it is limited, with all below it; null for all. 限定区划(含下级)'),
    records: open('Keys of the records to which it is limited; null for all. 限定记录'),
    days: open('For how many days it is asked. 申请期限(天)'),
    state: open('State. 状态'),
    submittedAt: open('When it was submitted. 提交时间'),
    dueOn: open('Day by which the owner must answer, in working days. 答复期限'),
    isDueProvisional: open('Whether that day rests on a calendar that is not published yet. 期限是否暂定'),
    extensionReason: open('Why the owner took longer; null if he did not. 延期理由'),
    answeredAt: open('When it was answered. 答复时间'),
    reason: open('Reason of a refusal, or of what was left out. 理由'),
  },
});
