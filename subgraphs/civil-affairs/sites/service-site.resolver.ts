import { Arg, Args, Ctx, Field, FieldResolver, ID, InputType, Int, Query, Resolver, Root } from 'type-graphql';
import type { Context } from '#kit/identity/context';
import { childrenOf } from '#kit/pagination/children';
import { connectionOf, toConnection } from '#kit/pagination/connection';
import { checkPage, PageArgs } from '#kit/pagination/page';
import { divisionPrefix } from '#kit/queries/division-prefix';
import { projectRows } from '../projects/project-rows.policy.js';
import { ServiceProject } from '../projects/service-project.entity.js';
import { FunctionRoom, MANDATORY_ROOMS } from './function-room.entity.js';
import { loadSite, siteIds, siteTotal } from './load-site.loader.js';
import { mandatoryRoomsByCenter } from './mandatory-rooms-by-center.loader.js';
import { ServiceCenter } from './service-center.entity.js';
import { ServiceSite } from './service-site.entity.js';
import { ServiceStation } from './service-station.entity.js';

@InputType('ServiceSiteFilter', { description: 'All given conditions must hold. 同时满足所有条件' })
export class ServiceSiteFilter {
  @Field(() => ID, { nullable: true, description: 'In this division or below. 区划(含下级)' })
  within?: string | null;

  @Field(() => ID, { nullable: true, description: 'Operating organisation. 运营机构' })
  operator?: string | null;
}

connectionOf(ServiceSite);

@Resolver()
export class ServiceSiteResolver {
  @Query(() => ServiceSite, { nullable: true, description: 'A station or centre. 服务站点' })
  serviceSite(@Arg('id', () => ID) id: string, @Ctx() context: Context) {
    return loadSite(context, id);
  }

  @Query(() => connectionOf(ServiceSite), { description: 'Stations and centres. 服务站点' })
  async serviceSites(
    @Arg('filter', () => ServiceSiteFilter, { nullable: true }) filter: ServiceSiteFilter | null,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() context: Context,
  ) {
    const { first, after } = checkPage(page);
    const where = {
      within: filter?.within ? divisionPrefix(filter.within) : undefined,
      operator: filter?.operator ?? undefined,
    };
    const ids = await siteIds(context.em, where, after, first + 1);
    const sites = await Promise.all(ids.map((id) => loadSite(context, id)));
    const found = sites.filter((site) => site !== null);
    return toConnection(
      found,
      first,
      ({ id }) => id,
      () => siteTotal(context.em, where),
    );
  }
}

@Resolver(() => ServiceStation)
export class ServiceStationResolver {
  @FieldResolver(() => connectionOf(ServiceProject), { description: 'Projects at the station. 站点项目' })
  projects(@Root() { id }: ServiceStation, @Args(() => PageArgs) page: PageArgs, @Ctx() { load, caller }: Context) {
    return load(childrenOf(ServiceProject, 'siteId', page, { where: projectRows.sql(caller) }), id);
  }
}

@Resolver(() => ServiceCenter)
export class ServiceCenterResolver {
  @FieldResolver(() => connectionOf(FunctionRoom), { description: 'Function rooms. 功能室' })
  rooms(@Root() { id }: ServiceCenter, @Args(() => PageArgs) page: PageArgs, @Ctx() { load }: Context) {
    return load(childrenOf(FunctionRoom, 'center', page), id);
  }

  @FieldResolver(() => Int, {
    description: 'Mandatory room kinds that are not verified yet, 0 to 4 (S1-05). 尚缺必备功能室数',
  })
  async missingMandatoryRooms(@Root() { id }: ServiceCenter, @Ctx() { load }: Context) {
    return MANDATORY_ROOMS.length - (await load(mandatoryRoomsByCenter, id));
  }
}

/** Turns a reference to the interface into the station or centre. */
export function resolveSiteReference(ref: { readonly id: string }, context: Context) {
  return loadSite(context, ref.id);
}
