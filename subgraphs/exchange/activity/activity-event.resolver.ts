import {
  Arg,
  Args,
  ArgsType,
  createUnionType,
  Ctx,
  Directive,
  Field,
  FieldResolver,
  ID,
  InputType,
  Query,
  registerEnumType,
  Resolver,
  Root,
  Subscription,
} from 'type-graphql';
import { DEADLINE_EVENTS } from '#kit/deadlines/watch-deadlines';
import { isShown } from '#kit/errors';
import { providedSource } from '#kit/feed/subscription-source';
import type { Context } from '#kit/identity/context';
import { connectionOf, toConnection } from '#kit/pagination/connection';
import { checkPageSize, PageArgs } from '#kit/pagination/page';
import { findReference, refer } from '#kit/publishing/reference';
import { DateTimeScalar, FactsScalar } from '#kit/scalars';
import { pause } from '#lib/pause';
import { SUBJECTS } from '../references/subject.reference.js';
import type { ActivityCursors } from './activity-cursor.js';
import { ActivityEvent } from './activity-event.entity.js';
import { type FeedParts, followActivity } from './activity-feed.js';
import { countLog, readEnds, readLog } from './activity-log.js';
import { selectActivity, type ActivityFilter } from './activity-selection.js';

/** The gateway does it; see docs/operations.md. */
export enum FeedPolicy {
  CLOSE = 'CLOSE',
  COALESCE = 'COALESCE',
  WAIT = 'WAIT',
}
registerEnumType(FeedPolicy, {
  name: 'FeedPolicy',
  description: 'What becomes of a listener that takes events too slowly. 滞后处理策略',
  valuesConfig: {
    CLOSE: { description: 'It is ended with FELL_BEHIND and its cursor. 断开并给出游标' },
    COALESCE: {
      description:
        'Of the events about one subject that wait for it, it gets the newest; `extensions.coalesced` says how many that one stands for. 按对象合并',
    },
    WAIT: { description: 'It gets what it missed when it takes events again. 等待并补发' },
  },
});

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

  @Field(() => ID, {
    nullable: true,
    description:
      'Concerns this person, by PersonId; for departments, and for the person himself, else FORBIDDEN. 相关个人(限部门与本人)',
  })
  person?: string | null;

  @Field(() => String, { nullable: true, description: 'GraphQL type of the subject. 对象类型' })
  subjectType?: string | null;

  @Field(() => ID, { nullable: true, description: 'Key of the subject. 对象主键' })
  subjectKey?: string | null;

  @Field(() => String, { nullable: true, description: 'For whom it is: public, departments or owner. 受众' })
  audience?: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Happened at or after. 起始时间' })
  since?: Date | null;
}

@ArgsType()
class FeedArgs {
  @Field(() => ActivityFilterInput, { nullable: true })
  filter?: ActivityFilterInput | null;

  @Field(() => String, { nullable: true, description: 'The cursor of the last event that the client has. 上次游标' })
  after?: string | null;

  @Field(() => FeedPolicy, {
    defaultValue: FeedPolicy.CLOSE,
    description: 'What becomes of a listener that takes events too slowly. 滞后处理策略',
  })
  whenSlow!: FeedPolicy;
}

const FEED =
  '@feed(cursor: "cursor", after: "after", now: "activityCursor", subject: ["subjectType", "subjectKey"], slow: "whenSlow")';

/** How often a cursor is looked up while the database is away, and how long between (ms). */
const ATTEMPTS = 20;
const RETRY_MS = 250;
const NEVER = new AbortController().signal;

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
    private readonly feed: FeedParts,
    private readonly cursors: ActivityCursors,
  ) {}

  @Query(() => connectionOf(ActivityEvent), { description: 'The activity log, oldest first. 动态日志' })
  async activityEvents(
    @Arg('filter', () => ActivityFilterInput, { nullable: true }) filter: ActivityFilterInput | null,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { em, caller }: Context,
  ) {
    const first = checkPageSize(page.first);
    const after = page.after ? await this.cursors.resolve(em, page.after, caller) : 0;
    const selection = selectActivity(filter ?? {}, caller);
    const events = await readLog(em, selection, { after, limit: first + 1 });
    return toConnection(
      events,
      first,
      (event) => this.cursors.encode(event, caller),
      () => countLog(em, selection),
      (cursor) => cursor,
    );
  }

  @Query(() => String, {
    description: 'The place of now in the log, for `after`: what happens later comes after it. 当前游标',
  })
  async activityCursor(@Ctx() { em, caller }: Context): Promise<string> {
    const { head } = await readEnds(em);
    return this.cursors.encode({ ...head, recordedAt: head.at }, caller);
  }

  @Directive(FEED)
  @Subscription(() => ActivityEvent, {
    description:
      'Live activity. With `after`, everything since that cursor comes first; without, only what happens from now on. Errors: CURSOR_INVALID, CURSOR_EXPIRED, FEED_GAP. 实时动态',
    subscribe: providedSource,
  })
  activityFeed(@Root() event: ActivityEvent, @Args(() => FeedArgs) _args: FeedArgs): ActivityEvent {
    return event;
  }

  @Directive(FEED)
  @Subscription(() => ActivityEvent, {
    description:
      'Deadlines of all departments, when they come near (DeadlineNear) and when they have passed (DeadlineMissed); `facts` has `dueOn` and `deadline`. With `after` as in activityFeed. 办理期限提醒',
    subscribe: providedSource,
  })
  deadlineFeed(@Root() event: ActivityEvent, @Args(() => FeedArgs) _args: FeedArgs): ActivityEvent {
    return event;
  }

  /** Source of `deadlineFeed`. */
  followDeadlines(args: { filter?: ActivityFilter | null; after?: string | null }, context: Context) {
    const asked = args.filter?.types;
    const types = DEADLINE_EVENTS.filter((type) => !asked || asked.includes(type));
    return this.follow({ ...args, filter: { ...args.filter, types } }, context);
  }

  /** Source of `activityFeed`. */
  async follow(args: { filter?: ActivityFilter | null; after?: string | null }, { caller }: Context) {
    const place = args.after;
    const after = place
      ? await patiently(() => this.cursors.resolve(this.feed.orm.em.fork(), place, caller))
      : undefined;
    return followActivity(this.feed, selectActivity(args.filter ?? {}, caller), after);
  }

  @FieldResolver(() => String, {
    description: 'Place in the log, for `after`; only for the caller who received it, for 30 days. 游标',
  })
  cursor(@Root() event: ActivityEvent, @Ctx() { caller }: Context): string {
    return this.cursors.encode(event, caller);
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

/** A listener is not ended because the database was away for a moment; what is wrong with his cursor is told at once. */
async function patiently<T>(read: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await read();
    } catch (error) {
      if (isShown(error) || attempt === ATTEMPTS) throw error;
      await pause(RETRY_MS, NEVER);
    }
  }
}
