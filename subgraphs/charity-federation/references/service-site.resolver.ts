import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Context } from '#kit/identity/context';
import { siteByStation } from '../sites/site-by-station.loader.js';
import { DonationSite } from '../sites/site.entity.js';
import { ServiceSite } from './service-site.reference.js';

@Resolver(() => ServiceSite)
export class ServiceSiteResolver {
  @FieldResolver(() => DonationSite, {
    nullable: true,
    description: 'The community donation site here that is not closed. 社区慈善捐赠站点',
  })
  donationSite(@Root() { id }: ServiceSite, @Ctx() { load }: Context) {
    return load(siteByStation, id);
  }
}
