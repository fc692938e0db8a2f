import { Ctx, Field, FieldResolver, ObjectType, Resolver, Root } from 'type-graphql';
import type { Context } from '#kit/identity/context';
import { flagged, is } from '#kit/queries/filter';
import { register } from '#kit/queries/register';
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

export const accessCheckpointRegister = register(AccessCheckpoint, {
  many: 'accessCheckpoints',
  about: 'How the access logs ended at moments, signed; newest first. 访问日志检查点',
  order: 'desc',
  filter: { department: is('department', 'Department. 部门') },
});

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
  @FieldResolver(() => [AccessedField], { description: 'What was read, and of whom. 访问内容' })
  fields(@Root() { fields }: AccessEntry, @Ctx() { caller }: Context): AccessedField[] {
    return Object.entries(fields).flatMap(([item, all]) => {
      const subjects = caller.kind === 'person' ? all.filter((subject) => subject === caller.person) : [...all];
      return subjects.length === 0 ? [] : [Object.assign(new AccessedField(), { item, subjects })];
    });
  }
}
