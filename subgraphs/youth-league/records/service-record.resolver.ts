import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Context } from '#kit/identity/context';
import { byId } from '#kit/loading/by-key';
import { is, term } from '#kit/queries/filter';
import { register } from '#kit/queries/register';
import { maySee, visibleRows } from '../volunteers/volunteer-privacy.policy.js';
import { Volunteer } from '../volunteers/volunteer.entity.js';
import { RecordState, ServiceRecord } from './service-record.entity.js';

export const serviceRecordRegister = register(ServiceRecord, {
  one: 'serviceRecord',
  many: 'serviceRecords',
  about: 'Service records, newest first; an organisation sees those of its activities, a person his own. 服务记录',
  order: 'desc',
  filter: {
    state: term('state', RecordState, 'State. 状态'),
    volunteer: is('volunteer', 'Volunteer. 志愿者'),
    project: is('projectId', 'Project. 项目'),
  },
  rowsFor: (caller) =>
    caller.kind === 'dashboard'
      ? undefined
      : visibleRows<ServiceRecord>(caller, { person: 'personId', organization: 'hostUscc' }),
});

@Resolver(() => ServiceRecord)
export class ServiceRecordResolver {
  @FieldResolver(() => Volunteer, {
    nullable: true,
    description: 'The volunteer, for officials, the host and himself; null to others. 志愿者',
  })
  volunteer(@Root() { volunteer, personId, hostUscc }: ServiceRecord, @Ctx() { load, caller }: Context) {
    return maySee(caller, { personId, organization: hostUscc }) ? load(byId(Volunteer), volunteer) : null;
  }
}
