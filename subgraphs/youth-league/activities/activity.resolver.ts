import { Args, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { Context } from '#kit/identity/context';
import { childrenOf } from '#kit/pagination/children';
import { connectionOf } from '#kit/pagination/connection';
import { PageArgs } from '#kit/pagination/page';
import { is, term, within } from '#kit/queries/filter';
import { register } from '#kit/queries/register';
import { Application } from '../applications/application.entity.js';
import { StarPolicy } from '../stars/star-policy.entity.js';
import { minutesByActivity } from '../statistics/minutes.loader.js';
import { FEW, toldMinutes } from '../statistics/told.js';
import { TeamState, VolunteerTeam } from '../teams/volunteer-team.entity.js';
import { Volunteer } from '../volunteers/volunteer.entity.js';
import { visibleSql } from '../volunteers/volunteer-privacy.policy.js';
import { ActivityShift } from './activity-shift.entity.js';
import { visibleActivities } from './visible-activities.policy.js';
import { ActivityState, VolunteerActivity } from './volunteer-activity.entity.js';

export const volunteerActivityRegister = register(VolunteerActivity, {
  one: 'volunteerActivity',
  many: 'volunteerActivities',
  about: 'Volunteer activities, newest first. 志愿活动',
  order: 'desc',
  filter: {
    within: within('districtCode', 'In this division or below. 活动地区'),
    state: term('state', ActivityState, 'State. 状态'),
    host: is('hostUscc', 'Host organisation. 主办机构'),
    project: is('projectId', 'Project. 所属项目'),
    need: is('needId', 'Need. 对应需求'),
  },
  rowsFor: visibleActivities,
});

export const volunteerTeamRegister = register(VolunteerTeam, {
  one: 'volunteerTeam',
  many: 'volunteerTeams',
  about: 'Volunteer teams. 志愿队伍',
  filter: {
    within: within('districtCode', 'In this division or below. 活动地区'),
    state: term('state', TeamState, 'State. 状态'),
    sponsor: is('sponsorUscc', 'Sponsoring organisation. 发起机构'),
  },
});

export const starPolicyRegister = register(StarPolicy, { many: 'starPolicies', about: 'Star policies. 星级评定标准' });

@Resolver(() => VolunteerActivity)
export class VolunteerActivityResolver {
  @FieldResolver(() => connectionOf(ActivityShift), { description: 'Shifts. 班次' })
  shifts(@Root() { id }: VolunteerActivity, @Args(() => PageArgs) page: PageArgs, @Ctx() { load }: Context) {
    return load(childrenOf(ActivityShift, 'activity', page), id);
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description: `Confirmed minutes of service${FEW} 已确认服务时长(分钟,人数过少时不公布)`,
  })
  async confirmedMinutes(@Root() { id }: VolunteerActivity, @Ctx() context: Context) {
    return toldMinutes(id, await context.load(minutesByActivity, id), context);
  }
}

@Resolver(() => ActivityShift)
export class ActivityShiftResolver {
  @FieldResolver(() => connectionOf(Application), {
    description: 'Applications, as far as the caller may see them. 报名',
  })
  applications(@Root() { id }: ActivityShift, @Args(() => PageArgs) page: PageArgs, @Ctx() { load, caller }: Context) {
    const where = visibleSql(caller, { person: 'person_id', organization: 'host_uscc' });
    return load(childrenOf(Application, 'shift', page, { where }), id);
  }
}

@Resolver(() => VolunteerTeam)
export class VolunteerTeamResolver {
  @FieldResolver(() => connectionOf(Volunteer), { description: 'Members, as far as the caller may see them. 成员' })
  members(@Root() { id }: VolunteerTeam, @Args(() => PageArgs) page: PageArgs, @Ctx() { load, caller }: Context) {
    const where = visibleSql(caller, { person: 'person_id', organization: 'recruiter_uscc' });
    return load(childrenOf(Volunteer, 'team', page, { where }), id);
  }
}
