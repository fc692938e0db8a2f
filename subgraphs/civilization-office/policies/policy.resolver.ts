import { Args, Ctx, Field, FieldResolver, Float, ObjectType, Resolver, Root } from 'type-graphql';
import { computed } from '#kit/publishing/sharing';
import type { Context } from '#kit/identity/context';
import { byKeys } from '#kit/loading/by-keys';
import { childrenOf } from '#kit/pagination/children';
import { connectionOf } from '#kit/pagination/connection';
import { PageArgs } from '#kit/pagination/page';
import { contains, is, term } from '#kit/queries/filter';
import { register } from '#kit/queries/register';
import { DateScalar } from '#kit/scalars';
import { vocabulary } from '#kit/vocabulary';
import { PolicyClause } from './policy-clause.entity.js';
import { PolicyDocument, PolicyStatus } from './policy-document.entity.js';
import { PolicyRule, type RuleParameterValue } from './policy-rule.entity.js';

const Provenance = vocabulary('ParameterProvenance', 'Where a parameter comes from. 参数来源', {
  TEXT: 'Set by the policy text. 原文规定',
  READING: 'Our reading of an open wording. 理解取值',
  LAW: 'Set by a law or regulation beside the texts. 法律法规规定',
  DEFAULT: 'Nothing sets it; a default of the hub. 系统默认值',
});

@computed('S0-04')
@ObjectType({ description: 'One parameter of a policy rule. 规则参数' })
export class RuleParameter {
  @Field(() => String, { description: 'Name. 名称' })
  name!: string;

  @Field(() => Float, { nullable: true, description: 'Value; null where the parameter is a day. 数值' })
  value!: number | null;

  @Field(() => DateScalar, { nullable: true, description: 'The day, where the parameter is one. 日期' })
  day?: string | null | undefined;

  @Field(() => String, { description: 'Unit. 单位' })
  unit!: string;

  @Field(() => Provenance, { description: 'Set by the text, or our reading. 来源' })
  provenance!: string;
}

export const policyDocumentRegister = register(PolicyDocument, {
  one: 'policyDocument',
  many: 'policyDocuments',
  about: 'Policy documents. 政策文件',
  filter: {
    status: term('status', PolicyStatus, 'Status. 状态'),
    title: contains('title', 'Part of the title. 标题关键词'),
  },
});

export const policyRuleRegister = register(PolicyRule, {
  one: 'policyRule',
  many: 'policyRules',
  about: 'Rules that set numbers or dates. 政策规则',
  filter: { title: contains('title', 'Part of the title. 名称关键词') },
});

export const policyClauseRegister = register(PolicyClause, {
  one: 'policyClause',
  many: 'policyClauses',
  about: 'Clauses of the policy documents. 政策条款',
  filter: {
    row: is('row', 'Row of the policy matrix. 矩阵编号'),
    docNo: is('document', 'Number of the document. 文号'),
    quote: contains('quote', 'Part of the quote. 原文关键词'),
  },
});

@Resolver(() => PolicyDocument)
export class PolicyDocumentResolver {
  @FieldResolver(() => connectionOf(PolicyClause), { description: 'Clauses. 条款' })
  clauses(@Root() { docNo }: PolicyDocument, @Args(() => PageArgs) page: PageArgs, @Ctx() { load }: Context) {
    return load(childrenOf(PolicyClause, 'document', page), docNo);
  }

  @FieldResolver(() => connectionOf(PolicyRule), { description: 'Rules that it sets. 所设规则' })
  rules(@Root() { docNo }: PolicyDocument, @Args(() => PageArgs) page: PageArgs, @Ctx() { load }: Context) {
    return load(childrenOf(PolicyRule, 'document', page), docNo);
  }

  @FieldResolver(() => [PolicyDocument], { description: 'The documents that it rests on. 依据文件' })
  async basisDocs(@Root() { basisDocNos }: PolicyDocument, @Ctx() { load }: Context) {
    return byKeys(load, PolicyDocument, 'docNo', basisDocNos);
  }
}

@Resolver(() => PolicyRule)
export class PolicyRuleResolver {
  @FieldResolver(() => [RuleParameter], { description: 'Parameters. 参数' })
  parameters(@Root() rule: PolicyRule): RuleParameterValue[] {
    return rule.parameters;
  }
}
