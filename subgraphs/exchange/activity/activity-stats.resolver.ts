import { Arg, Field, Int, ObjectType, registerEnumType, Resolver, Root, Subscription } from 'type-graphql';
import { computed } from '#kit/publishing/sharing';
import { providedSource } from '#kit/feed/subscription-source';
import type { Context } from '#kit/identity/context';
import { DateTimeScalar } from '#kit/scalars';
import { ActivityFilterInput } from './activity-event.resolver.js';
import type { FeedParts } from './activity-feed.js';
import { type ActivityFilter, selectActivity } from './activity-selection.js';
import { type Counted, followStats, type Grouping } from './activity-stats.js';

export enum ActivityWindow {
  FIVE_MINUTES = 'FIVE_MINUTES',
  HOUR = 'HOUR',
  DAY = 'DAY',
  WEEK = 'WEEK',
}
registerEnumType(ActivityWindow, {
  name: 'ActivityWindow',
  description: 'How far back is counted, in steps of a sixtieth. 统计时间窗',
  valuesConfig: {
    FIVE_MINUTES: { description: 'Steps of 5 seconds. 五分钟' },
    HOUR: { description: 'Steps of a minute. 一小时' },
    DAY: { description: 'Steps of 24 minutes. 一天' },
    WEEK: { description: 'Steps of 168 minutes. 一周' },
  },
});

const MINUTE_MS = 60_000;
const WINDOW_MS: Readonly<Record<ActivityWindow, number>> = {
  FIVE_MINUTES: 5 * MINUTE_MS,
  HOUR: 60 * MINUTE_MS,
  DAY: 1440 * MINUTE_MS,
  WEEK: 10_080 * MINUTE_MS,
};

export enum ActivityGrouping {
  TYPE = 'TYPE',
  DEPARTMENT = 'DEPARTMENT',
  CITY = 'CITY',
  ORGANIZATION = 'ORGANIZATION',
  PROJECT = 'PROJECT',
}
registerEnumType(ActivityGrouping, {
  name: 'ActivityGrouping',
  description: 'By what events are counted. 统计维度',
  valuesConfig: {
    TYPE: { description: 'Event type. 事件类型' },
    DEPARTMENT: { description: 'Announcing department. 来源部门' },
    CITY: { description: 'Division at city level; empty where an event names none. 地级区划' },
    ORGANIZATION: { description: 'Organisation concerned, by credit code; empty where there is none. 相关组织' },
    PROJECT: { description: 'Project concerned; empty where there is none. 相关项目' },
  },
});

const GROUPINGS: Readonly<Record<ActivityGrouping, Grouping>> = {
  TYPE: { sql: 'type', keyOf: ({ type }) => type },
  DEPARTMENT: { sql: 'department', keyOf: ({ department }) => department },
  CITY: {
    sql: `left(district_code, 4) || '00'`,
    keyOf: ({ districtCode }) => (districtCode ? `${districtCode.slice(0, 4)}00` : ''),
  },
  ORGANIZATION: { sql: 'organization_uscc', keyOf: ({ organizationUscc }) => organizationUscc ?? '' },
  PROJECT: { sql: 'project_id', keyOf: ({ projectId }) => projectId ?? '' },
};

@computed('S0-28')
@ObjectType({ description: 'How many events have one key. 分组计数' })
export class ActivityCount {
  @Field(() => String, { description: 'Value by which is counted. 分组值' })
  key!: string;

  @Field(() => Int, { description: 'Events. 事件数' })
  count!: number;
}

@computed('S0-28')
@ObjectType({
  description: 'Events within a window that moves on, as far as the caller may read them one by one. 动态统计',
})
export class ActivityStats implements Counted {
  @Field(() => DateTimeScalar, { description: 'Events recorded from here on are counted. 起始时间' })
  since!: Date;

  @Field(() => DateTimeScalar, { description: 'When it was counted. 统计时间' })
  at!: Date;

  @Field(() => Int, { description: 'All of them. 总数' })
  total!: number;

  @Field(() => [ActivityCount], { description: 'The 100 most frequent, most first. 分组计数' })
  groups!: ActivityCount[];

  @Field(() => Int, { description: 'Events of all other groups. 其余分组合计' })
  others!: number;
}

@Resolver()
export class ActivityStatsResolver {
  constructor(private readonly feed: FeedParts) {}

  @Subscription(() => ActivityStats, {
    description:
      'Rolling counts of live activity: at once, then at most once a second when they have changed. Nobody counts what he may not read. 动态统计',
    subscribe: providedSource,
  })
  activityStats(
    @Root() counted: ActivityStats,
    @Arg('window', () => ActivityWindow) _window: ActivityWindow,
    @Arg('groupBy', () => ActivityGrouping) _groupBy: ActivityGrouping,
    @Arg('filter', () => ActivityFilterInput, { nullable: true }) _filter: ActivityFilterInput | null,
  ): ActivityStats {
    return counted;
  }

  /** Source of `activityStats`. */
  follow(
    { window, groupBy, filter }: { window: ActivityWindow; groupBy: ActivityGrouping; filter?: ActivityFilter | null },
    { caller }: Context,
  ) {
    const selection = selectActivity(filter ?? {}, caller);
    return followStats(this.feed, { selection, windowMs: WINDOW_MS[window], grouping: GROUPINGS[groupBy] });
  }
}
