import { action } from '#kit/actions/action';
import { creditCode, id, optional } from '#kit/actions/input';
import { ensure } from '#kit/actions/problem';
import { officials } from '#kit/identity/access';
import { newId } from '#lib/new-id';
import { Community } from '../communities/community.entity.js';
import { events } from '../events.js';
import { Organization } from '../organizations/organization.entity.js';
import { Person } from '../people/person.entity.js';
import { SocialWorker } from './social-worker.entity.js';

export const registerSocialWorker = action({
  about: 'Registers a person as a social worker of an organisation. 社工登记',
  row: 'S3-30',
  may: officials('civil-affairs'),
  input: {
    personId: id('The person. 本人'),
    employerUscc: creditCode('Employing organisation. 聘用单位'),
    communityId: optional(id('Community of work. 服务社区')),
  },
  returns: SocialWorker,
  async run(act, input) {
    const person = await act.require(Person, input.personId, 'personId');
    const employer = await act.require(Organization, input.employerUscc, 'employerUscc');
    ensure(employer.state === 'ACTIVE', 'RULE_BROKEN', 'the employer is not an active organisation', {
      field: 'employerUscc',
      rule: 'S2-05',
    });
    const community = input.communityId && (await act.require(Community, input.communityId, 'communityId'));
    const worker = act.em.create(SocialWorker, {
      id: newId('sw'),
      person: person.id,
      employer: employer.uscc,
      community: community ? community.id : null,
      level: null,
      state: 'ACTIVE',
    });
    act.announce(events.SocialWorkerRegistered, {
      subject: worker,
      organization: employer.uscc,
      district: employer.district,
    });
    return worker;
  },
});
