import { Ctx, Directive, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { Context } from '#kit/identity/context';
import { Target } from '../references/target.reference.js';
import { currentValue } from './current-value.loader.js';

@Resolver(() => Target)
export class TargetResolver {
  @Directive('@requires(fields: "metric scope")')
  @Directive('@tag(name: "row:S2-01")')
  @FieldResolver(() => Int, {
    nullable: true,
    description: 'Counted from the registers of civil affairs, never typed in. 当前值(由登记数据计算)',
  })
  currentValue(@Root() { metric, scope }: Target, @Ctx() { load }: Context) {
    return load(currentValue, `${metric} ${scope}`);
  }
}
