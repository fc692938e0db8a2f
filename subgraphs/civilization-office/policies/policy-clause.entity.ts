import { defineEntity, p } from '@mikro-orm/core';
import { publish } from '#kit/publishing/publish';
import { open } from '#kit/publishing/sharing';
import { PolicyDocument, PolicyDocumentTable } from './policy-document.entity.js';

export const PolicyClauseTable = defineEntity({
  name: 'PolicyClause',
  properties: {
    row: p.string().length(10).primary(),
    document: () => p.manyToOne(PolicyDocumentTable).mapToPk().index(),
    number: p.string().length(40),
    quote: p.string().length(60),
    summary: p.string().length(300),
    summaryZh: p.string().length(200),
  },
});

export class PolicyClause extends PolicyClauseTable.class {}

publish(PolicyClause, PolicyClauseTable, {
  about: 'A clause of a policy document: where it stands, a short quote, and our own summary. 政策条款',
  row: 'S0-04',
  keep: 'permanent',
  keys: ['row'],
  fields: {
    row: open('Row of the policy matrix, for example S2-09. 矩阵编号'),
    document: open('The document. 所属文件', { ref: () => PolicyDocument }),
    number: open('Number of the clause in the document. 条款序号'),
    quote: open('A few words of the text, verbatim. 原文摘录'),
    summary: open('What the clause asks for, in our words. 内容概要(英文)'),
    summaryZh: open('The same in Chinese. 内容概要'),
  },
});
