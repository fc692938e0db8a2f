import { defineEntity, p } from '@mikro-orm/core';
import { publish } from '#kit/publishing/publish';
import { open } from '#kit/publishing/sharing';
import { vocabulary } from '#kit/vocabulary';
import { District } from '../references/district.reference.js';

export const PolicyStatus = vocabulary('PolicyStatus', 'Status of a policy document. 政策状态', {
  IN_FORCE: 'In force. 有效',
  REPEALED: 'Repealed. 已废止',
  EXTERNAL: 'Cited as a basis; its text is not registered here. 仅作依据引用',
});

export const GoverningPrinciple = vocabulary(
  'GoverningPrinciple',
  'The five-part governing principle (S0-02). 五位一体原则',
  {
    PARTY_LEADERSHIP: 'Leadership of the Party committee. 党委领导',
    GOVERNMENT_RESPONSIBILITY: 'Responsibility of government. 政府负责',
    SOCIAL_COORDINATION: 'Coordination of society. 社会协同',
    PUBLIC_PARTICIPATION: 'Participation of the public. 公众参与',
    RULE_OF_LAW: 'Guarantee by law. 法治保障',
  },
);

export const PolicyDocumentTable = defineEntity({
  name: 'PolicyDocument',
  properties: {
    docNo: p.string().length(60).primary(),
    title: p.string().length(200),
    issuers: p.array(),
    issuedOn: p.date().nullable(),
    districtCode: p.string().length(12).nullable(),
    status: p.enum(() => PolicyStatus),
    principles: p.enum(() => GoverningPrinciple).array(),
    basisDocNos: p.array(),
    note: p.text().nullable(),
  },
});

export class PolicyDocument extends PolicyDocumentTable.class {}

publish(PolicyDocument, PolicyDocumentTable, {
  about: 'A policy document in the register, with its legal chain. 政策文件',
  row: 'S0-04',
  keep: 'permanent',
  keys: ['docNo'],
  fields: {
    docNo: open('Document number; where the text has none, a number of the hub such as S2/2020. 文号'),
    title: open('Title. 标题'),
    issuers: open('Issuing bodies. 发文机关'),
    issuedOn: open('Day of issue, if known. 发文日期'),
    districtCode: open('Where it applies. 适用地区', { as: 'district', ref: () => District }),
    status: open('Status. 状态'),
    principles: open('Governing principles that it names. 原则', { row: 'S0-02' }),
    basisDocNos: open('Numbers of the documents that it rests on. 依据文件文号'),
    note: open('Reading of damaged passages, beside the raw text. 文本勘误说明'),
  },
});
