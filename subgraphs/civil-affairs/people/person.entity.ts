import { defineEntity, p } from '@mikro-orm/core';
import { publish } from '#kit/publishing/publish';
import { open, personal, sensitive } from '#kit/publishing/sharing';
import { vocabulary } from '#kit/vocabulary';
import { isUnderFourteen } from './minors.policy.js';
import { Community, CommunityTable } from '../communities/community.entity.js';
import { District, DistrictTable } from '../districts/district.entity.js';

export const Sex = vocabulary('Sex', 'Sex as the ID number says. 性别', { MALE: 'Male. 男', FEMALE: 'Female. 女' });

export const PersonTable = defineEntity({
  name: 'Person',
  properties: {
    id: p.string().length(40).primary(),
    idNumber: p.string().length(18).unique(),
    name: p.string().length(60),
    sex: p.enum(() => Sex),
    birthDate: p.date(),
    phone: p.string().length(20).nullable(),
    address: p.string().length(200).nullable(),
    district: () => p.manyToOne(DistrictTable).mapToPk().index(),
    community: () => p.manyToOne(CommunityTable).mapToPk().nullable().index(),
  },
});

export class Person extends PersonTable.class {}

publish(Person, PersonTable, {
  about:
    'A natural person, named by PersonId in all departments. Of children under 14 others than the owner, the child and holders of a grant see nothing, not even masked (PIPL art. 28). 自然人(未满十四周岁者不向他方展示)',
  row: 'S0-26',
  keep: 'P10Y',
  share: 'conditional',
  self: 'id',
  division: 'district',
  isProtected: isUnderFourteen,
  fields: {
    id: open('PersonId: a keyed hash of the ID number. 人员编号'),
    idNumber: sensitive('Citizen identification number. 公民身份号码', 'id-number'),
    name: personal('Name. 姓名', 'name'),
    sex: personal('Sex. 性别', undefined),
    birthDate: sensitive('Birth date; hidden outside the owner. 出生日期', 'hidden', {
      coarse: { as: 'birthYear', about: 'Year of birth. 出生年份', mask: 'year' },
    }),
    phone: personal('Telephone. 电话', 'phone'),
    address: personal('Address. 住址', 'address'),
    district: personal('Where the person lives. 居住地', undefined, { ref: () => District }),
    community: personal('Community of residence. 所在社区', undefined, { ref: () => Community }),
  },
});
