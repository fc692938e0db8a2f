import { Args, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { Context } from '#kit/identity/context';
import { childrenOf } from '#kit/pagination/children';
import { connectionOf } from '#kit/pagination/connection';
import { PageArgs } from '#kit/pagination/page';
import { is, term, within } from '#kit/queries/filter';
import { register } from '#kit/queries/register';
import { Application } from '../applications/application.entity.js';
import { RecordCertificate } from '../certificates/record-certificate.entity.js';
import { ServiceRecord } from '../records/service-record.entity.js';
import { minutesByVolunteer } from '../statistics/minutes.loader.js';
import { visibleRows, visibleSql } from './volunteer-privacy.policy.js';
import { Volunteer, VolunteerState } from './volunteer.entity.js';

const SERVICE = { person: 'person_id', organization: 'host_uscc' } as const;

export const volunteerRegister = register(Volunteer, {
  one: 'volunteer',
  many: 'volunteers',
  about:
    'The city-wide register of volunteers; an organisation sees those whom it recruited, a person himself. 志愿者登记',
  filter: {
    within: within('districtCode', 'Serves in this division or below. 服务地区'),
    state: term('state', VolunteerState, 'State. 状态'),
    team: is('team', 'Team. 所属队伍'),
  },
  rowsFor: (caller) => visibleRows<Volunteer>(caller, { person: 'personId', organization: 'recruiterUscc' }),
});

@Resolver(() => Volunteer)
export class VolunteerResolver {
  @FieldResolver(() => Int, { description: 'Confirmed minutes of service. 已确认服务时长(分钟)' })
  async confirmedMinutes(@Root() { id }: Volunteer, @Ctx() { load }: Context) {
    return (await load(minutesByVolunteer, id)).sum;
  }

  @FieldResolver(() => connectionOf(ServiceRecord), { description: 'Service records. 服务记录' })
  records(@Root() { id }: Volunteer, @Args(() => PageArgs) page: PageArgs, @Ctx() { load, caller }: Context) {
    const where = visibleSql(caller, SERVICE);
    return load(childrenOf(ServiceRecord, 'volunteer', page, { order: 'desc', where }), id);
  }

  @FieldResolver(() => connectionOf(Application), { description: 'Applications. 报名' })
  applications(@Root() { id }: Volunteer, @Args(() => PageArgs) page: PageArgs, @Ctx() { load, caller }: Context) {
    const where = visibleSql(caller, SERVICE);
    return load(childrenOf(Application, 'volunteer', page, { order: 'desc', where }), id);
  }

  @FieldResolver(() => connectionOf(RecordCertificate), { description: 'Certificates. 服务证明' })
  certificates(@Root() { id }: Volunteer, @Args(() => PageArgs) page: PageArgs, @Ctx() { load, caller }: Context) {
    const where = visibleSql(caller, { person: 'person_id', organization: 'null::text' });
    return load(childrenOf(RecordCertificate, 'volunteer', page, { order: 'desc', where }), id);
  }
}
