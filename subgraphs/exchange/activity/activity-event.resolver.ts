import type { MikroORM } from '@mikro-orm/postgresql';
import {
  Arg,
  Args,
  createUnionType,
  Ctx,
  Field,
  FieldResolver,
  ID,
  InputType,
  Query,
  Resolver,
  Root,
  Subscription,
} from 'type-graphql';
import { providedSource } from '#kit/feed/subscription-source';
import type { Context } from '#kit/identity/context';
import { connectionOf, toConnection } from '#kit/pagination/connection';
import { checkPageSize, PageArgs } from '#kit/pagination/page';
import { findReference, refer } from '#kit/publishing/reference';
import { DateTimeScalar, FactsScalar } from '#kit/scalars';
import { SUBJECTS } from '../references/subject.reference.js';
import { decodeActivityCursor, encodeActivityCursor } from './activity-cursor.js';
import { ActivityEvent } from './activity-event.entity.js';
import { followActivity } from './activity-feed.js';
import { countLog, readLog } from './activity-log.js';
import { selectActivity, type ActivityFilter } from './activity-selection.js';
import type { ActivityTail } from './activity-tail.js';

@InputType('ActivityFilter', { description: 'All given conditions must hold. 同时满足所有条件' })
export class ActivityFilterInput implements ActivityFilter {
  @Field(() => String, { nullable: true, description: 'Subgraph that announced it. 来源部门' })
  department?: string | null;

  @Field(() => [String], { nullable: true, description: 'Any of these types. 类型' })
  types?: string[] | null;

  @Field(() => ID, { nullable: true, description: 'In this division or any below it. 区划(含下级)' })
  within?: string | null;

  @Field(() => ID, { nullable: true, description: 'Organisation concerned, by credit code. 相关组织' })
  organization?: string | null;

  @Field(() => ID, { nullable: true, description: 'Project concerned. 相关项目' })
  project?: string | null;

  @Field(() => String, { nullable: true, description: 'GraphQL type of the subject. 对象类型' })
  subjectType?: string | null;

  @Field(() => ID, { nullable: true, description: 'Key of the subject. 对象主键' })
  subjectKey?: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Happened at or after. 起始时间' })
  since?: Date | null;
}

const subjects = new Map(SUBJECTS.map((subject) => [subject.name, subject]));

const ActivitySubject = createUnionType({
  name: 'ActivitySubject',
  description: 'The entity that an event is about; its fields come from the department that owns it. 动态对象',
  types: () => SUBJECTS,
  resolveType: (value: object) => value.constructor.name,
});

@Resolver(() => ActivityEvent)
export class ActivityEventResolver {
  constructor(
    private readonly orm: MikroORM,
    private readonly tail: ActivityTail,
  ) {}

  @Query(() => connectionOf(ActivityEvent), { description: 'The activity log, oldest first. 动态日志' })
  async activityEvents(
    @Arg('filter', () => ActivityFilterInput, { nullable: true }) filter: ActivityFilterInput | null,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { em, caller }: Context,
  ) {
    const first = checkPageSize(page.first);
    const after = page.after ? decodeActivityCursor(page.after) : 0;
    const selection = selectActivity(filter ?? {}, caller);
    const events = await readLog(em, selection, { after, limit: first + 1 });
    return toConnection(
      events,
      first,
      encodeEvent,
      () => countLog(em, selection),
      (cursor) => cursor,
    );
  }

  @Subscription(() => ActivityEvent, {
    description:
      'Live activity. With `after`, everything since that cursor comes first; without, only what happens from now on. 实时动态',
    subscribe: providedSource,
  })
  activityFeed(
    @Root() event: ActivityEvent,
    @Arg('filter', () => ActivityFilterInput, { nullable: true }) _filter: ActivityFilterInput | null,
    @Arg('after', () => String, { nullable: true }) _after: string | null,
  ): ActivityEvent {
    return event;
  }

  /** Source of `activityFeed`. */
  follow(args: { filter?: ActivityFilter | null; after?: string | null }, { caller }: Context) {
    const after = args.after ? decodeActivityCursor(args.after) : undefined;
    return followActivity(this.orm, this.tail, selectActivity(args.filter ?? {}, caller), after);
  }

  @FieldResolver(() => String, { description: 'Position in the log, for `after`. 游标' })
  cursor(@Root() event: ActivityEvent): string {
    return encodeEvent(event);
  }

  @FieldResolver(() => FactsScalar, { description: 'Numbers and codes; never personal data. 事实数据' })
  facts(@Root() event: ActivityEvent) {
    return event.facts;
  }

  @FieldResolver(() => ActivitySubject, { nullable: true, description: 'The entity that it happened to. 动态对象' })
  subject(@Root() event: ActivityEvent): object | null {
    const entity = subjects.get(event.subjectType);
    return entity && findReference(entity) ? refer<object>(entity, event.subjectKey) : null;
  }
}

function encodeEvent(event: ActivityEvent): string {
  return encodeActivityCursor(event.position);
}
