import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { officials } from '#kit/identity/access';
import type { Context } from '#kit/identity/context';
import { byKey } from '#kit/loading/by-key';
import { is, within } from '#kit/queries/filter';
import { register } from '#kit/queries/register';
import { SocialWorker } from '../social-workers/social-worker.entity.js';
import { Person } from './person.entity.js';

export const personRegister = register(Person, {
  one: 'person',
  many: 'persons',
  about: 'Natural persons; the list is for the owner only. 自然人(列表仅限主管部门)',
  listFor: officials('civil-affairs'),
  filter: {
    within: within('district', 'Lives in this division or below. 居住区划'),
    community: is('community', 'Lives in this community. 所在社区'),
  },
});

@Resolver(() => Person)
export class PersonResolver {
  @FieldResolver(() => SocialWorker, { nullable: true, description: 'The person as a social worker. 社工身份' })
  socialWorker(@Root() { id }: Person, @Ctx() { load }: Context) {
    return load(byKey(SocialWorker, 'person'), id);
  }
}
