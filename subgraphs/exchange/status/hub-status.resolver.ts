import { Field, Int, ObjectType, Query, Resolver } from 'type-graphql';
import { computed } from '#kit/publishing/sharing';
import { DateTimeScalar } from '#kit/scalars';
import type { FollowStatus } from '../following/follow-status.js';

@computed('S0-28')
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

  @Field(() => Int, { description: 'Events taken over since the active exchange started. 启动以来的事件数' })
  events!: number;
}

@Resolver()
export class HubStatusResolver {
  /** `own`: the exchange itself, which is no department. */
  constructor(
    private readonly status: FollowStatus,
    private readonly own: string,
  ) {}

  @Query(() => [DepartmentStatus], { description: 'How the exchange follows each department. 各部门接入状态' })
  async hubStatus(): Promise<DepartmentStatus[]> {
    const states = await this.status.read();
    return states
      .filter(({ department }) => department !== this.own)
      .map((state) => Object.assign(new DepartmentStatus(), state, { heardAt: state.heardAt ?? null }));
  }
}
