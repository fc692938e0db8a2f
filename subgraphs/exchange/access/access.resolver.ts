import {
  Arg,
  Ctx,
  Directive,
  Field,
  FieldResolver,
  ObjectType,
  Query,
  Resolver,
  Root,
  Subscription,
} from 'type-graphql';
import { computed } from '#kit/publishing/sharing';
import { providedSource } from '#kit/feed/subscription-source';
import { persons } from '#kit/identity/access';
import type { Context } from '#kit/identity/context';
import { flagged, is } from '#kit/queries/filter';
import { register } from '#kit/queries/register';
import { accessCursor, type AccessFeedParts, accessHead, accessPlace, followAccessLog } from './access-feed.js';
import { AccessCheckpoint } from './access-checkpoint.entity.js';
import { AccessEntry } from './access-entry.entity.js';
import { visibleAccess } from './access-parties.policy.js';

export const accessLogRegister = register(AccessEntry, {
  many: 'accessLog',
  about:
    'Who read personal data, newest first: a department sees what it supplied, a person what was read of himself. 访问日志',
  order: 'desc',
  rowsFor: (caller) => visibleAccess<AccessEntry>(caller),
  filter: {
    caller: is('callerName', 'Who read it. 访问者'),
    request: is('requestId', 'Request. 请求编号'),
    masked: flagged('masked', 'Whether the values were masked. 是否脱敏'),
  },
});

/** The same for a person, by the name under which he looks for it. */
export const ownAccessRegister = register(AccessEntry, {
  many: 'myAccessLog',
  about: 'Who read personal data of the caller himself, newest first; for persons only. 我的访问日志',
  order: 'desc',
  listFor: persons,
  rowsFor: (caller) => visibleAccess<AccessEntry>(caller),
});

export const accessCheckpointRegister = register(AccessCheckpoint, {
  many: 'accessCheckpoints',
  about: 'How the access logs ended at moments, signed; newest first. 访问日志检查点',
  order: 'desc',
  filter: { department: is('department', 'Department. 部门') },
});

@computed('Decree-809')
@ObjectType({ description: 'One field that was read, and of whom. 被访问字段' })
export class AccessedField {
  @Field(() => String, { description: 'Item of the data catalogue. 数据目录条目' })
  item!: string;

  @Field(() => [String], {
    description: 'PersonIds, or Type:key where the record names no person; a person sees only himself. 涉及人员',
  })
  subjects!: string[];
}

@Resolver(() => AccessEntry)
export class AccessEntryResolver {
  constructor(private readonly feed: AccessFeedParts) {}

  @Query(() => String, {
    description: 'The place of now in the access log, for `after`: what is read later comes after it. 当前访问日志游标',
  })
  async accessLogCursor(@Ctx() { caller }: Context): Promise<string> {
    return accessCursor(this.feed.cursors, await accessHead(this.feed.orm), caller);
  }

  @Directive('@feed(cursor: "cursor", after: "after", now: "accessLogCursor")')
  @Subscription(() => AccessEntry, {
    description:
      'Looks at personal data as they happen, a second or two later: a department hears of what it supplied, a person of what was read of himself. With `after`, everything since that cursor comes first. Errors: CURSOR_INVALID, CURSOR_EXPIRED, FEED_GAP. 实时访问日志',
    subscribe: providedSource,
  })
  accessLogFeed(
    @Root() entry: AccessEntry,
    @Arg('after', () => String, {
      nullable: true,
      description: 'The cursor of the last record that the client has. 上次游标',
    })
    _after: string | null,
  ): AccessEntry {
    return entry;
  }

  /** Source of `accessLogFeed`. */
  async follow({ after }: { after?: string | null }, { caller }: Context) {
    return followAccessLog(this.feed, caller, await accessPlace(this.feed, caller, after));
  }

  @FieldResolver(() => String, {
    description: 'Place in the access log, for `after`; only for the caller who received it, for 30 days. 游标',
  })
  cursor(@Root() entry: AccessEntry, @Ctx() { caller }: Context): string {
    return accessCursor(this.feed.cursors, entry, caller);
  }

  @FieldResolver(() => [AccessedField], { description: 'What was read, and of whom. 访问内容' })
  fields(@Root() { fields }: AccessEntry, @Ctx() { caller }: Context): AccessedField[] {
    return Object.entries(fields).flatMap(([items, all]) => {
      const subjects = caller.kind === 'person' ? all.filter((subject) => subject === caller.person) : [...all];
      if (subjects.length === 0) return [];
      return items.split(' ').map((item) => Object.assign(new AccessedField(), { item, subjects }));
    });
  }
}
