import { action } from '#kit/actions/action';
import { id, oneOf, optional, text } from '#kit/actions/input';
import { ensure } from '#kit/actions/problem';
import { anyOf, isOtherPerson, officials, persons } from '#kit/identity/access';
import { newId } from '#lib/new-id';
import { Community } from '../communities/community.entity.js';
import { events } from '../events.js';
import { Person } from '../people/person.entity.js';
import { BeneficiaryGroup, ResidentNeed } from './resident-need.entity.js';

export const fileNeed = action({
  about: 'Files a resident’s need. 居民需求建档',
  row: 'S3-24',
  may: anyOf(officials('civil-affairs'), persons),
  input: {
    communityId: id('Community. 所在社区'),
    group: oneOf(BeneficiaryGroup, 'Group of beneficiaries. 服务对象'),
    category: text('Category. 类别', { max: 60 }),
    description: text('What is needed. 需求描述', { max: 1000 }),
    personId: optional(id('Whose need it is. 需求人')),
  },
  returns: ResidentNeed,
  async run(act, input) {
    ensure(
      !input.personId || !isOtherPerson(act.caller, input.personId),
      'FORBIDDEN',
      'a person files for himself only',
      { field: 'personId' },
    );
    const community = await act.require(Community, input.communityId, 'communityId');
    const person = input.personId && (await act.require(Person, input.personId, 'personId'));
    const need = act.em.create(ResidentNeed, {
      id: newId('need'),
      community: community.id,
      group: input.group,
      category: input.category,
      description: input.description,
      person: person ? person.id : null,
      state: 'FILED',
      activityId: null,
      filedAt: act.now,
    });
    act.announce(events.NeedFiled, { subject: need, district: community.district, facts: { group: input.group } });
    return need;
  },
});
