import { defineEntity, p } from '@mikro-orm/core';
import { publish } from '#kit/publishing/publish';
import { open } from '#kit/publishing/sharing';
import { vocabulary } from '#kit/vocabulary';
import { PolicyRule, PolicyRuleTable } from '../policies/policy-rule.entity.js';
import { District } from '../references/district.reference.js';
import { Organization } from '../references/organization.reference.js';

export const ConferenceScope = vocabulary('ConferenceScope', 'Level of a joint conference. 联席会议层级', {
  CITY: 'City. 市级',
  PROVINCE: 'Province. 省级',
});

export const JointConferenceTable = defineEntity({
  name: 'JointConference',
  properties: {
    id: p.string().length(40).primary(),
    name: p.string().length(120),
    scope: p.enum(() => ConferenceScope),
    districtCode: p.string().length(12).index(),
    leadUscc: p.string().length(18),
    hostUsccs: p.array(),
    memberUsccs: p.array(),
    dutyRule: () => p.manyToOne(PolicyRuleTable).mapToPk().nullable(),
  },
});

export class JointConference extends JointConferenceTable.class {}

publish(JointConference, JointConferenceTable, {
  about: 'A joint conference of departments. 联席会议',
  row: 'S0-11',
  keep: 'P30Y',
  fields: {
    id: open('Id. 编号'),
    name: open('Name. 名称'),
    scope: open('Level. 层级'),
    districtCode: open('Where. 地区', { as: 'district', ref: () => District }),
    leadUscc: open('Leading body. 牵头单位', { as: 'leadOrganization', ref: () => Organization }),
    dutyRule: open('The rule that sets its yearly duty; none where the text sets none. 年度会议要求', {
      ref: () => PolicyRule,
    }),
  },
});
