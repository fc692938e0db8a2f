import { defineEntity, p } from '@mikro-orm/core';
import { publish } from '#kit/publishing/publish';
import { open } from '#kit/publishing/sharing';
import { PolicyDocument, PolicyDocumentTable } from './policy-document.entity.js';

/** One parameter of a rule. */
export interface RuleParameterValue {
  readonly name: string;
  /** Null where the parameter is a day. */
  readonly value: number | null;
  /** `YYYY-MM-DD`, where the parameter is a day. */
  readonly day?: string | undefined;
  readonly unit: string;
  /**
   * `TEXT`: the policy text sets it. `READING`: our reading of an open wording. `LAW`: a law or regulation beside the
   * texts sets it. `DEFAULT`: nothing sets it; the hub needs a value and says that it is its own.
   */
  readonly provenance: 'TEXT' | 'READING' | 'LAW' | 'DEFAULT';
}

export const PolicyRuleTable = defineEntity({
  name: 'PolicyRule',
  properties: {
    id: p.string().length(20).primary(),
    document: () => p.manyToOne(PolicyDocumentTable).mapToPk().index(),
    title: p.string().length(120),
    quote: p.string().length(80),
    reading: p.text(),
    parameters: p.json<RuleParameterValue[]>(),
    effectiveFrom: p.date(),
    effectiveTo: p.date().nullable(),
    version: p.integer(),
  },
});

export class PolicyRule extends PolicyRuleTable.class {}

publish(PolicyRule, PolicyRuleTable, {
  about: 'A rule of a policy text that sets a number or a date, with quote, reading and parameters. 政策规则',
  row: 'S0-04',
  keep: 'permanent',
  fields: {
    id: open('Row of the policy matrix. 规则编号'),
    document: open('The document that sets it. 所属文件', { ref: () => PolicyDocument }),
    title: open('Title. 名称'),
    quote: open('Words of the text, verbatim. 原文摘录'),
    reading: open('How the hub reads it. 理解'),
    effectiveFrom: open('First day of effect. 生效日期'),
    effectiveTo: open('Last day of effect, if ended. 失效日期'),
    version: open('Version of the reading. 版本'),
  },
});
