import { Args, createUnionType, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Context } from '#kit/identity/context';
import { childrenOf } from '#kit/pagination/children';
import { connectionOf } from '#kit/pagination/connection';
import { PageArgs } from '#kit/pagination/page';
import { is, term } from '#kit/queries/filter';
import { register } from '#kit/queries/register';
import { ActionItem } from '../conferences/action-item.entity.js';
import { conferencesByMember } from '../conferences/conferences-by-member.loader.js';
import { JointConference } from '../conferences/joint-conference.entity.js';
import { Organization } from '../references/organization.reference.js';
import { Person } from '../references/person.reference.js';
import { ServiceProject } from '../references/service-project.reference.js';
import { SocialWorker } from '../references/social-worker.reference.js';
import { Volunteer } from '../references/volunteer.reference.js';
import { AwardProgramme, ProgrammeState } from './award-programme.entity.js';
import { Commendation, CommendationLevel } from './commendation.entity.js';
import { Nomination, NominationState, NomineeType } from './nomination.entity.js';
import { nomineeOf, NOMINEES } from './nominee.js';

const Honoured = createUnionType({
  name: 'Honoured',
  description: 'Who or what is honoured; fields come from the department that owns it. 表彰对象',
  types: () => Object.values(NOMINEES) as never,
  resolveType: (value: object) => value.constructor.name,
});

const HONOURS = 'Commendations that stand. 所获表彰';

function honoursOf(type: keyof typeof NOMINEES, key: string, page: PageArgs, { load }: Context) {
  const where = ['nominee_type = ? and revoked_on is null', type] as const;
  return load(childrenOf(Commendation, 'nomineeKey', page, { where, order: 'desc' }), key);
}

export const awardProgrammeRegister = register(AwardProgramme, {
  one: 'awardProgramme',
  many: 'awardProgrammes',
  about: 'Award programmes. 表彰项目',
  filter: { state: term('state', ProgrammeState, 'State. 状态') },
});

export const nominationRegister = register(Nomination, {
  one: 'nomination',
  many: 'nominations',
  about: 'Nominations. 推荐提名',
  order: 'desc',
  filter: {
    state: term('state', NominationState, 'State. 状态'),
    programme: is('programme', 'The programme. 表彰项目'),
  },
});

export const commendationRegister = register(Commendation, {
  one: 'commendation',
  many: 'commendations',
  about: 'Commendations. 表彰',
  order: 'desc',
  filter: {
    level: term('level', CommendationLevel, 'Level. 级别'),
    nomineeType: term('nomineeType', NomineeType, 'Kind of who was honoured. 对象类型'),
  },
});

@Resolver(() => Nomination)
export class NominationResolver {
  @FieldResolver(() => Honoured, { description: 'The nominee. 推荐对象' })
  nominee(@Root() nomination: Nomination) {
    return nomineeOf(nomination);
  }
}

@Resolver(() => Commendation)
export class CommendationResolver {
  @FieldResolver(() => Honoured, { description: 'Who or what was honoured. 表彰对象' })
  honoured(@Root() commendation: Commendation) {
    return nomineeOf(commendation);
  }
}

@Resolver(() => Person)
export class PersonHonoursResolver {
  @FieldResolver(() => connectionOf(Commendation), { description: HONOURS })
  honours(@Root() { id }: Person, @Args(() => PageArgs) page: PageArgs, @Ctx() context: Context) {
    return honoursOf('PERSON', id, page, context);
  }
}

@Resolver(() => ServiceProject)
export class ServiceProjectHonoursResolver {
  @FieldResolver(() => connectionOf(Commendation), { description: HONOURS })
  honours(@Root() { id }: ServiceProject, @Args(() => PageArgs) page: PageArgs, @Ctx() context: Context) {
    return honoursOf('SERVICE_PROJECT', id, page, context);
  }
}

@Resolver(() => Volunteer)
export class VolunteerHonoursResolver {
  @FieldResolver(() => connectionOf(Commendation), { description: HONOURS })
  honours(@Root() { id }: Volunteer, @Args(() => PageArgs) page: PageArgs, @Ctx() context: Context) {
    return honoursOf('VOLUNTEER', id, page, context);
  }
}

@Resolver(() => SocialWorker)
export class SocialWorkerHonoursResolver {
  @FieldResolver(() => connectionOf(Commendation), { description: HONOURS })
  honours(@Root() { id }: SocialWorker, @Args(() => PageArgs) page: PageArgs, @Ctx() context: Context) {
    return honoursOf('SOCIAL_WORKER', id, page, context);
  }
}

@Resolver(() => Organization)
export class OrganizationHonoursResolver {
  @FieldResolver(() => connectionOf(Commendation), { description: HONOURS })
  honours(@Root() { uscc }: Organization, @Args(() => PageArgs) page: PageArgs, @Ctx() context: Context) {
    return honoursOf('ORGANIZATION', uscc, page, context);
  }

  @FieldResolver(() => connectionOf(ActionItem), { description: 'Tasks that meetings gave it (S0-12). 承担事项' })
  actionItems(@Root() { uscc }: Organization, @Args(() => PageArgs) page: PageArgs, @Ctx() { load }: Context) {
    return load(childrenOf(ActionItem, 'assigneeUscc', page, { order: 'desc' }), uscc);
  }

  @FieldResolver(() => [JointConference], {
    description: 'Joint conferences in which it sits, at most 50 (S0-11). 参加的联席会议',
  })
  conferences(@Root() { uscc }: Organization, @Ctx() { load }: Context) {
    return load(conferencesByMember, uscc);
  }
}
