import { Args, Ctx, Directive, FieldResolver, Float, ID, Int, Resolver, Root } from 'type-graphql';
import type { Context } from '#kit/identity/context';
import { childrenOf } from '#kit/pagination/children';
import { connectionOf } from '#kit/pagination/connection';
import { PageArgs } from '#kit/pagination/page';
import { refer } from '#kit/publishing/reference';
import { is } from '#kit/queries/filter';
import { register } from '#kit/queries/register';
import { District } from '../references/district.reference.js';
import { Target } from './target.entity.js';

export const targetRegister = register(Target, {
  one: 'target',
  many: 'targets',
  about: 'Targets of the policy texts. 目标指标',
  filter: { scope: is('scope', 'Division. 区划'), metric: is('metric', 'Metric. 指标') },
});

@Resolver(() => Target)
export class TargetResolver {
  @FieldResolver(() => ID, { description: 'Code of the division within which it counts. 统计区划代码' })
  scope(@Root() { scope }: Target): string {
    return scope;
  }

  @FieldResolver(() => District, { description: 'The division within which it counts. 统计区划' })
  district(@Root() { scope }: Target): District {
    return refer(District, scope);
  }

  @Directive('@external')
  @FieldResolver(() => Int, { nullable: true })
  currentValue(@Root() { currentValue }: Target): number | null {
    return currentValue ?? null;
  }

  @Directive('@requires(fields: "currentValue")')
  @FieldResolver(() => Float, { nullable: true, description: 'Current value as a share of the goal, computed. 完成率' })
  progress(@Root() { currentValue, goal }: Target): number | null {
    return typeof currentValue === 'number' ? currentValue / goal : null;
  }

  @Directive('@requires(fields: "currentValue")')
  @FieldResolver(() => Boolean, { nullable: true, description: 'Whether the goal is reached, computed. 是否达成' })
  reached(@Root() { currentValue, goal }: Target): boolean | null {
    return typeof currentValue === 'number' ? currentValue >= goal : null;
  }
}

@Resolver(() => District)
export class DistrictTargetsResolver {
  @FieldResolver(() => connectionOf(Target), { description: 'Targets within the division. 目标指标' })
  targets(@Root() { code }: District, @Args(() => PageArgs) page: PageArgs, @Ctx() { load }: Context) {
    return load(childrenOf(Target, 'scope', page), code);
  }
}
