import { Directive, Field, ID, InterfaceType } from 'type-graphql';
import { District } from '../districts/district.entity.js';
import { Organization } from '../organizations/organization.entity.js';

/**
 * A place where services are given: stations and centres are two kinds of it, never one (matrix §7.4). An entity interface, so that
 * other departments extend both at once.
 */
@InterfaceType({
  description: 'A place where services are given: a station or a centre. 服务站点',
  resolveType: (value: object) => value.constructor.name,
})
@Directive('@key(fields: "id")')
@Directive('@tag(name: "row:S2-03")')
@Directive('@tag(name: "share:unconditional")')
export class ServiceSite {
  @Field(() => ID, { description: 'Id. 编号' })
  id!: string;

  @Field(() => String, { description: 'Code of the site. 站点代码' })
  code!: string;

  @Field(() => String, { description: 'Name. 名称' })
  name!: string;

  @Field(() => District, { description: 'Town or street. 所属镇街' })
  district!: unknown;

  @Field(() => Organization, { description: 'Operating organisation. 运营机构' })
  operator!: unknown;
}
