import { defineEntity, p } from '@mikro-orm/core';
import { publish } from '#kit/publishing/publish';
import { open } from '#kit/publishing/sharing';
import { vocabulary } from '#kit/vocabulary';
import { maySeeCorrection } from './correction-parties.policy.js';

export const CorrectionParty = vocabulary('CorrectionParty', 'Who says that a value is wrong. 校核申请方类别', {
  PERSON: 'The person whom the record is about. 本人',
  DEPARTMENT: 'A department that uses the data. 部门',
  PARTNER: 'A partner organisation. 合作机构',
});

export const DataCorrectionState = vocabulary('DataCorrectionState', 'State of a correction request. 校核申请状态', {
  SUBMITTED: 'Waits for the owner’s answer. 待核实',
  CORRECTED: 'The owner corrected the record. 已更正',
  CONFIRMED: 'The owner checked the record and found it right, with a reason. 核实无误',
  WITHDRAWN: 'Withdrawn by who asked. 已撤回',
});

export const DataCorrectionTable = defineEntity({
  name: 'DataCorrection',
  properties: {
    id: p.string().length(40).primary(),
    party: p.enum(() => CorrectionParty),
    applicant: p.string().length(40).index(),
    owner: p.string().length(40).index(),
    item: p.string().length(120),
    record: p.string().length(64),
    /** PersonId of the applicant, where he is the person himself: his events are his. */
    person: p.string().length(40).nullable(),
    claim: p.string().length(1000),
    evidence: p.string().length(1000).nullable(),
    state: p.enum(() => DataCorrectionState),
    submittedAt: p.datetime(),
    dueOn: p.date(),
    isDueProvisional: p.boolean(),
    answeredAt: p.datetime().nullable(),
    answer: p.string().length(1000).nullable(),
  },
});

export class DataCorrection extends DataCorrectionTable.class {}

publish(DataCorrection, DataCorrectionTable, {
  about: 'A request to check and correct a value, answered by the department that owns it. 数据校核纠错申请',
  row: 'Decree-809',
  keep: 'P10Y',
  visible: maySeeCorrection,
  self: 'person',
  fields: {
    id: open('Key. 标识'),
    party: open('Who asks. 申请方类别'),
    applicant: open('Department, credit code or PersonId. 申请方'),
    owner: open('Department that owns the item and answers. 提供部门'),
    item: open('Item of the data catalogue. 数据目录条目'),
    record: open('Key of the record that is wrong. 记录主键'),
    state: open('State. 状态'),
    submittedAt: open('When it was submitted. 提交时间'),
    dueOn: open('Day by which the owner must answer, in working days. 答复期限'),
    isDueProvisional: open('Whether that day rests on a calendar that is not published yet. 期限是否暂定'),
    answeredAt: open('When it was answered. 答复时间'),
  },
});
