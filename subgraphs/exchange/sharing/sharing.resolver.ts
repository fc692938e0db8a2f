import { Arg, Ctx, Directive, Field, FieldResolver, ID, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { computed } from '#kit/publishing/sharing';
import { chinaDate } from '#kit/deadlines/china-date';
import { forbidden } from '#kit/errors';
import type { Context } from '#kit/identity/context';
import { is, term } from '#kit/queries/filter';
import { register } from '#kit/queries/register';
import { DateTimeScalar } from '#kit/scalars';
import { vocabulary } from '#kit/vocabulary';
import { decideAccess } from './decide-access.js';
import { grantsInForce } from './grants-in-force.js';
import { publishedItems } from './published-items.js';
import { SharingGrant, SharingGrantState } from './sharing-grant.entity.js';
import { partyOf, visibleSharing } from './sharing-parties.policy.js';
import { SharingRequest, SharingRequestState } from './sharing-request.entity.js';

export const sharingRequestRegister = register(SharingRequest, {
  one: 'sharingRequest',
  many: 'sharingRequests',
  about: 'Requests for data that the caller made or must answer. 数据共享申请',
  order: 'desc',
  rowsFor: (caller) => visibleSharing<SharingRequest>(caller),
  filter: {
    state: term('state', SharingRequestState, 'State. 状态'),
    owner: is('owner', 'Department that answers. 提供部门'),
    applicant: is('applicant', 'Who asked. 申请方'),
  },
});

export const sharingGrantRegister = register(SharingGrant, {
  one: 'sharingGrant',
  many: 'sharingGrants',
  about: 'Grants that the caller has or gave. 数据共享授权',
  order: 'desc',
  rowsFor: (caller) => visibleSharing<SharingGrant>(caller),
  filter: {
    state: term('state', SharingGrantState, 'State. 状态'),
    owner: is('owner', 'Department that gave it. 提供部门'),
    applicant: is('applicant', 'Who has it. 使用方'),
  },
});

export const AccessDecision = vocabulary('AccessDecision', 'What a caller gets of a field. 访问结果', {
  ALLOWED: 'In clear. 明文',
  MASKED: 'Masked. 脱敏',
  DENIED: 'Nothing. 不可见',
});

@computed('Decree-809')
@ObjectType({ description: 'Why a caller gets a field or not, and what to do. 访问说明' })
export class AccessExplanation {
  @Field(() => ID, { description: 'Item of the data catalogue. 数据目录条目' })
  item!: string;

  @Field(() => AccessDecision, { description: 'What the caller gets. 访问结果' })
  decision!: string;

  @Field(() => String, { description: 'Department that owns it. 提供部门' })
  owner!: string;

  @Field(() => String, { description: 'Why, in a sentence. 原因' })
  because!: string;

  @Field(() => String, {
    nullable: true,
    description: 'What to do to get more; null when there is nothing more. 申请方式',
  })
  apply!: string | null;

  @Field(() => SharingGrant, { nullable: true, description: 'The grant that it rests on. 依据的授权' })
  grant!: SharingGrant | null;
}

@computed('Decree-809')
@ObjectType({ description: 'A grant as the gateway needs it. 授权(网关用)' })
export class GrantInForce {
  @Field(() => String, { description: 'DEPARTMENT or PARTNER. 使用方类别' })
  party!: string;

  @Field(() => String, { description: 'Who has it. 使用方' })
  applicant!: string;

  @Field(() => String, { description: 'For what alone it holds. 使用目的' })
  purpose!: string;

  @Field(() => [String], {
    description:
      'Items of the data catalogue; Type.field@440106 for records of that division only, Type.field#key for one record. 数据目录条目(可限定区划或记录)',
  })
  items!: string[];

  @Field(() => DateTimeScalar, { description: 'When it ends. 到期时间' })
  until!: Date;
}

@Resolver(() => SharingRequest)
export class SharingRequestResolver {
  @FieldResolver(() => Boolean, { description: 'Whether the owner should have answered by now. 是否逾期' })
  isOverdue(@Root() { state, dueOn }: SharingRequest): boolean {
    return state === 'SUBMITTED' && dueOn < chinaDate(new Date());
  }

  @Query(() => AccessExplanation, {
    nullable: true,
    description: 'Why the caller gets a field or not; null for an unknown one. 访问说明',
  })
  async explainAccess(
    @Arg('item', () => ID, { description: 'Item of the data catalogue, such as Person.birthDate. 数据目录条目' })
    id: string,
    @Arg('purpose', () => String, {
      nullable: true,
      description: 'Instead of the purpose that the request declares. 使用目的',
    })
    given: string | null,
    @Ctx() { em, caller }: Context,
  ): Promise<AccessExplanation | null> {
    const item = (await publishedItems()).get(id);
    if (!item) return null;
    const party = partyOf(caller);
    const grants = party ? await grantsInForce(em, new Date(), party) : [];
    const decided = decideAccess(item, caller, given ?? caller.purpose, grants);
    return Object.assign(new AccessExplanation(), {
      item: id,
      owner: item.owner,
      apply: null,
      grant: null,
      ...decided,
    });
  }

  @Directive('@inaccessible')
  @Query(() => [GrantInForce], { description: 'All grants that hold now; for the gateway. 有效授权' })
  async grantsInForce(@Ctx() { em, caller }: Context): Promise<GrantInForce[]> {
    if (caller.kind !== 'system') throw forbidden('grantsInForce is for the gateway');
    const grants = await grantsInForce(em, new Date());
    return grants.map(({ party, applicant, purpose, items, within, records, until }) => {
      const limits = records?.map((record) => `#${record}`) ?? [within ? `@${within}` : ''];
      return Object.assign(new GrantInForce(), {
        party,
        applicant,
        purpose,
        items: items.flatMap((item) => limits.map((limit) => `${item}${limit}`)),
        until,
      });
    });
  }
}
