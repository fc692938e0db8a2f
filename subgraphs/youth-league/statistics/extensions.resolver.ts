import { Args, Ctx, Directive, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { Context } from '#kit/identity/context';
import { byKey } from '#kit/loading/by-key';
import { childrenOf } from '#kit/pagination/children';
import { connectionOf } from '#kit/pagination/connection';
import { PageArgs } from '#kit/pagination/page';
import { countsExactly, safeCount } from '#kit/queries/small-cells';
import { visibleActivitiesSql } from '../activities/visible-activities.policy.js';
import { VolunteerActivity } from '../activities/volunteer-activity.entity.js';
import { District } from '../references/district.reference.js';
import { Organization } from '../references/organization.reference.js';
import { Person } from '../references/person.reference.js';
import { ResidentNeed } from '../references/resident-need.reference.js';
import { ServiceProject } from '../references/service-project.reference.js';
import { ServiceSite } from '../references/service-site.reference.js';
import { SocialWorker } from '../references/social-worker.reference.js';
import { VolunteerTeam } from '../teams/volunteer-team.entity.js';
import { maySee } from '../volunteers/volunteer-privacy.policy.js';
import { Volunteer } from '../volunteers/volunteer.entity.js';
import {
  minutesByDistrict,
  minutesByPerson,
  minutesByProject,
  servingByDistrict,
  volunteersByDistrict,
} from './minutes.loader.js';
import { FEW, toldMinutes } from './told.js';

const ACTIVITIES = 'Volunteer activities. 志愿活动';
const TEAMS = 'Volunteer teams. 志愿队伍';
/** The volunteer who a person is, as far as the caller may know. */
async function volunteerOf(personId: string, { load, caller }: Context): Promise<Volunteer | null> {
  const found = await load(byKey(Volunteer, 'personId'), personId);
  return found && maySee(caller, { personId, organization: found.recruiterUscc ?? null }) ? found : null;
}

@Resolver(() => Person)
export class PersonExtension {
  @FieldResolver(() => Volunteer, { nullable: true, description: 'The person as a volunteer. 志愿者身份' })
  volunteer(@Root() { id }: Person, @Ctx() context: Context) {
    return volunteerOf(id, context);
  }

  @FieldResolver(() => Int, {
    description:
      'Confirmed minutes of voluntary service, in the records that the caller may see: an organisation counts its own. 志愿服务时长(分钟)',
  })
  serviceMinutes(@Root() { id }: Person, @Ctx() { load, caller }: Context): number | Promise<number> {
    switch (caller.kind) {
      case 'department':
      case 'system':
        return load(minutesByPerson(), id);
      case 'partner':
        return load(minutesByPerson(caller.organization), id);
      case 'person':
        return caller.person === id ? load(minutesByPerson(), id) : 0;
      case 'dashboard':
        return 0;
      default:
        return caller satisfies never;
    }
  }
}

@Resolver(() => Organization)
export class OrganizationExtension {
  @FieldResolver(() => connectionOf(VolunteerTeam), { description: TEAMS })
  volunteerTeams(@Root() { uscc }: Organization, @Args(() => PageArgs) page: PageArgs, @Ctx() { load }: Context) {
    return load(childrenOf(VolunteerTeam, 'sponsorUscc', page), uscc);
  }

  @FieldResolver(() => connectionOf(VolunteerActivity), { description: ACTIVITIES })
  volunteerActivities(
    @Root() { uscc }: Organization,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { load, caller }: Context,
  ) {
    const where = visibleActivitiesSql(caller);
    return load(childrenOf(VolunteerActivity, 'hostUscc', page, { order: 'desc', where }), uscc);
  }
}

@Resolver(() => District)
export class DistrictExtension {
  @FieldResolver(() => Int, {
    nullable: true,
    description: `Active volunteers here and below${FEW} 活跃志愿者人数(人数过少时不公布)`,
  })
  async volunteerCount(@Root() { code }: District, @Ctx() { load, caller, cells }: Context) {
    const count = await load(volunteersByDistrict, code);
    return countsExactly(caller) ? count : safeCount(count, `volunteers ${code}`, cells);
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description: `Confirmed minutes served here and below${FEW} 志愿服务时长(分钟,人数过少时不公布)`,
  })
  async serviceMinutes(@Root() { code }: District, @Ctx() context: Context) {
    const { load, caller } = context;
    const sum = await load(minutesByDistrict, code);
    return countsExactly(caller)
      ? sum
      : toldMinutes(code, { sum, persons: await load(servingByDistrict, code) }, context);
  }
}

@Resolver(() => ServiceProject)
export class ServiceProjectExtension {
  @FieldResolver(() => connectionOf(VolunteerActivity), { description: ACTIVITIES })
  activities(@Root() { id }: ServiceProject, @Args(() => PageArgs) page: PageArgs, @Ctx() { load, caller }: Context) {
    const where = visibleActivitiesSql(caller);
    return load(childrenOf(VolunteerActivity, 'projectId', page, { order: 'desc', where }), id);
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description: `Confirmed minutes of service for the project${FEW} 志愿服务时长(分钟,人数过少时不公布)`,
  })
  async volunteerMinutes(@Root() { id }: ServiceProject, @Ctx() context: Context) {
    return toldMinutes(id, await context.load(minutesByProject, id), context);
  }
}

@Resolver(() => ResidentNeed)
export class ResidentNeedExtension {
  @FieldResolver(() => connectionOf(VolunteerActivity), {
    description: 'Activities that answer the need. 对应志愿活动',
  })
  activities(@Root() { id }: ResidentNeed, @Args(() => PageArgs) page: PageArgs, @Ctx() { load, caller }: Context) {
    const where = visibleActivitiesSql(caller);
    return load(childrenOf(VolunteerActivity, 'needId', page, { order: 'desc', where }), id);
  }
}

@Resolver(() => SocialWorker)
export class SocialWorkerExtension {
  @Directive('@requires(fields: "person { id }")')
  @FieldResolver(() => Volunteer, { nullable: true, description: 'The same person as a volunteer (S0-26). 双重身份' })
  alsoVolunteer(@Root() { person }: SocialWorker, @Ctx() context: Context) {
    return volunteerOf(person.id, context);
  }
}

@Resolver(() => ServiceSite)
export class ServiceSiteExtension {
  @FieldResolver(() => connectionOf(VolunteerTeam), { description: TEAMS })
  volunteerTeams(@Root() { id }: ServiceSite, @Args(() => PageArgs) page: PageArgs, @Ctx() { load }: Context) {
    return load(childrenOf(VolunteerTeam, 'siteId', page), id);
  }

  @FieldResolver(() => connectionOf(VolunteerActivity), { description: ACTIVITIES })
  activities(@Root() { id }: ServiceSite, @Args(() => PageArgs) page: PageArgs, @Ctx() { load, caller }: Context) {
    const where = visibleActivitiesSql(caller);
    return load(childrenOf(VolunteerActivity, 'siteId', page, { order: 'desc', where }), id);
  }
}
