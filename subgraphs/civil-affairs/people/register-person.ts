import { action } from '#kit/actions/action';
import { divisionCode, id, idNumber, optional, text } from '#kit/actions/input';
import { ensure } from '#kit/actions/problem';
import { birthDateOf, normaliseIdNumber } from '#kit/identifiers/id-number';
import { personId } from '#kit/identifiers/person-id';
import { officials } from '#kit/identity/access';
import { Community } from '../communities/community.entity.js';
import { District } from '../districts/district.entity.js';
import { events } from '../events.js';
import { Person, Sex } from './person.entity.js';

export const registerPerson = action({
  about: 'Enters a person; PersonId, birth date and sex follow from the ID number. 人员入库',
  row: 'S0-26',
  may: officials('civil-affairs'),
  input: {
    idNumber: idNumber('Citizen identification number. 公民身份号码'),
    name: text('Name. 姓名', { max: 60 }),
    districtCode: divisionCode('Where the person lives. 居住地区划代码'),
    communityId: optional(id('Community of residence. 所在社区')),
    phone: optional(text('Telephone. 电话', { max: 20 })),
    address: optional(text('Address. 住址', { max: 200 })),
  },
  returns: Person,
  async run(act, input) {
    const number = normaliseIdNumber(input.idNumber);
    const district = await act.require(District, input.districtCode, 'districtCode');
    const community = input.communityId && (await act.require(Community, input.communityId, 'communityId'));
    const birthDate = birthDateOf(number);
    ensure(birthDate, 'INVALID_ID_NUMBER', 'the number has no birth date', { field: 'idNumber' });
    const person = act.em.create(Person, {
      id: personId(number, act.personIdKey),
      idNumber: number,
      name: input.name,
      sex: Number(number[16]) % 2 === 1 ? Sex.MALE : Sex.FEMALE,
      birthDate,
      phone: input.phone ?? null,
      address: input.address ?? null,
      district: district.code,
      community: community ? community.id : null,
    });
    act.announce(events.PersonRegistered, { subject: person, district: district.code });
    return person;
  },
});
