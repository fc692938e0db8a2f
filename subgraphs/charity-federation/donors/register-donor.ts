import { type Act, action } from '#kit/actions/action';
import { creditCode, flag, idNumber, optional, text } from '#kit/actions/input';
import { ensure } from '#kit/actions/problem';
import { personId } from '#kit/identifiers/person-id';
import { anyOf, officials, partners, persons } from '#kit/identity/access';
import { newId } from '#lib/new-id';
import { Donor } from './donor.entity.js';

export const registerDonor = action({
  about:
    'Registers a donor: officials anybody, a person or a partner itself only. The ID number is not kept. 登记捐赠人',
  row: 'S4-14',
  may: anyOf(officials('charity-federation'), persons, partners),
  input: {
    displayName: text('Name. 名称', { max: 120 }),
    consentToPublish: flag('Whether the name may be published (Charity Law art. 82). 是否同意公开姓名'),
    idNumber: optional(idNumber('Of a person. 公民身份号码')),
    organizationUscc: optional(creditCode('Of an organisation. 统一社会信用代码')),
  },
  returns: Donor,
  async run(act, { displayName, consentToPublish, idNumber: number, organizationUscc }) {
    const identity = identityOf(act, number, organizationUscc);
    return act.em.create(Donor, {
      id: newId('dnr'),
      ...identity,
      displayName,
      consentToPublish,
      registeredAt: act.now,
    });
  },
});

function identityOf({ caller, personIdKey }: Act, number: string | undefined, uscc: string | undefined) {
  const given = number === undefined ? undefined : personId(number, personIdKey);
  ensure(!(given && uscc), 'INVALID_INPUT', 'a donor is a person or an organisation, not both', {
    field: 'organizationUscc',
  });
  switch (caller.kind) {
    case 'person':
      ensure(!uscc && (given ?? caller.person) === caller.person, 'FORBIDDEN', 'a person registers himself only', {
        field: uscc ? 'organizationUscc' : 'idNumber',
      });
      return { personId: caller.person };
    case 'partner':
      ensure(
        !given && (uscc ?? caller.organization) === caller.organization,
        'FORBIDDEN',
        'a partner registers itself only',
        {
          field: given ? 'idNumber' : 'organizationUscc',
        },
      );
      return { organizationUscc: caller.organization };
    default:
      return { personId: given ?? null, organizationUscc: uscc ?? null };
  }
}
