import { defineEntity, p } from '@mikro-orm/core';
import { publish } from '#kit/publishing/publish';
import { open } from '#kit/publishing/sharing';
import { PolicyRule, PolicyRuleTable } from '../policies/policy-rule.entity.js';

export const TargetTable = defineEntity({
  name: 'Target',
  properties: {
    id: p.string().length(40).primary(),
    title: p.string().length(120),
    metric: p.string().length(40),
    scope: p.string().length(12).index(),
    goal: p.integer(),
    dueOn: p.date(),
    rule: () => p.manyToOne(PolicyRuleTable).mapToPk(),
  },
});

export class Target extends TargetTable.class {
  /** Computed by the department that owns the registers; present when the gateway brings it along. */
  declare currentValue?: number | null;
}

publish(Target, TargetTable, {
  about: 'A target of the policy texts; its progress is computed from the registers. 目标指标',
  row: 'S2-01',
  keep: 'P10Y',
  fields: {
    id: open('Id. 编号'),
    title: open('Title. 名称'),
    metric: open('What is counted, for example STATION_STREETS. 指标'),
    goal: open('How many there should be. 目标值'),
    dueOn: open('By when. 完成期限'),
    rule: open('The rule that sets it. 依据规则', { ref: () => PolicyRule }),
  },
});
