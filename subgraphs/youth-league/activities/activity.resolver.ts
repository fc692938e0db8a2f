import { Args, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { Context } from '#kit/identity/context';
import { childrenOf } from '#kit/pagination/children';
import { connectionOf } from '#kit/pagination/connection';
import { PageArgs } from '#kit/pagination/page';
import { is, term, within } from '#kit/queries/filter';
import { register } from '#kit/queries/register';
import { Application } from '../applications/application.entity.js';
import { RecordState, ServiceRecord } from '../records/service-record.entity.js';
import { StarPolicy } from '../stars/star-policy.entity.js';
import { minutesByActivity } from '../statistics/minutes.loader.js';
import { TeamState, VolunteerTeam } from '../teams/volunteer-team.entity.js';
import { Volunteer } from '../volunteers/volunteer.entity.js';
import { ActivityShift } from './activity-shift.entity.js';
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

export const serviceRecordRegister = register(ServiceRecord, {
  one: 'serviceRecord',
  many: 'serviceRecords',
  about: 'Service records, newest first. 服务记录',
  order: 'desc',
  filter: {
    state: term('state', RecordState, 'State. 状态'),
    volunteer: is('volunteer', 'Volunteer. 志愿者'),
    project: is('projectId', 'Project. 项目'),
  },
});

export const applicationRegister = register(Application, {
  one: 'application',
  about: 'An application for a shift. 报名',
});
export const starPolicyRegister = register(StarPolicy, { many: 'starPolicies', about: 'Star policies. 星级评定标准' });

@Resolver(() => VolunteerActivity)
export class VolunteerActivityResolver {
  @FieldResolver(() => connectionOf(ActivityShift), { description: 'Shifts. 班次' })
  shifts(@Root() { id }: VolunteerActivity, @Args(() => PageArgs) page: PageArgs, @Ctx() { load }: Context) {
    return load(childrenOf(ActivityShift, 'activity', page), id);
  }

  @FieldResolver(() => Int, { description: 'Confirmed minutes of service. 已确认服务时长(分钟)' })
  confirmedMinutes(@Root() { id }: VolunteerActivity, @Ctx() { load }: Context) {
    return load(minutesByActivity, id);
  }
}

@Resolver(() => ActivityShift)
export class ActivityShiftResolver {
  @FieldResolver(() => connectionOf(Application), { description: 'Applications. 报名' })
  applications(@Root() { id }: ActivityShift, @Args(() => PageArgs) page: PageArgs, @Ctx() { load }: Context) {
    return load(childrenOf(Application, 'shift', page), id);
  }
}

@Resolver(() => VolunteerTeam)
export class VolunteerTeamResolver {
  @FieldResolver(() => connectionOf(Volunteer), { description: 'Members. 成员' })
  members(@Root() { id }: VolunteerTeam, @Args(() => PageArgs) page: PageArgs, @Ctx() { load }: Context) {
    return load(childrenOf(Volunteer, 'team', page), id);
  }
}
