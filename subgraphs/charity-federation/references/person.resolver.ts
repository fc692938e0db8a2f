import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Context } from '#kit/identity/context';
import { byKey } from '#kit/loading/by-key';
import { Donor } from '../donors/donor.entity.js';
import { mayKnow } from '../donors/donor-identity.policy.js';
import { Person } from './person.reference.js';

@Resolver(() => Person)
export class PersonResolver {
  @FieldResolver(() => Donor, {
    nullable: true,
    description: 'The donor that this person is; for our officials and the person only. 捐赠人身份',
  })
  donor(@Root() person: Person, @Ctx() { load, caller }: Context) {
    return mayKnow(caller, { personId: person.id }) ? load(byKey(Donor, 'personId'), person.id) : null;
  }
}
