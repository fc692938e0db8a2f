import { Field, Int, ObjectType, Query, Resolver } from 'type-graphql';
import { DateTimeScalar } from '#kit/scalars';
import type { FollowState } from '../following/follow-department.js';

@ObjectType({ description: 'How the exchange follows one department. 部门接入状态' })
export class DepartmentStatus {
  @Field(() => String, { description: 'Subgraph. 部门' })
  department!: string;

  @Field(() => Boolean, { description: 'Whether its events are arriving. 是否连通' })
  connected!: boolean;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it last answered, even without events. 最近应答时间',
  })
  heardAt!: Date | null;

  @Field(() => Int, { description: 'Events taken over since the exchange started. 启动以来的事件数' })
  events!: number;
}

@Resolver()
export class HubStatusResolver {
  constructor(private readonly states: readonly FollowState[]) {}

  @Query(() => [DepartmentStatus], { description: 'How the exchange follows each department. 各部门接入状态' })
  hubStatus(): DepartmentStatus[] {
    return this.states.map((state) => Object.assign(new DepartmentStatus(), state, { heardAt: state.heardAt ?? null }));
  }
}
