import { action } from '#kit/actions/action';
import { creditCode, divisionCode, oneOf, text } from '#kit/actions/input';
import { ensure } from '#kit/actions/problem';
import { anyOf, isForeignPartner, officials, partners } from '#kit/identity/access';
import { District } from '../districts/district.entity.js';
import { events } from '../events.js';
import { Organization, OrganizationState, OrganizationType } from './organization.entity.js';

/** Credit-code prefix that each legal kind must have (GB 32100, S0-15). */
const PREFIX = {
  PUBLIC_BODY: '1',
  SOCIAL_ASSOCIATION: '51',
  SOCIAL_SERVICE_INSTITUTION: '52',
  FOUNDATION: '53',
  OTHER: '',
} as const;

export const submitRegistration = action({
  about: 'Applies for the registration of an organisation. 申请社会组织登记',
  row: 'S0-15',
  may: anyOf(officials('civil-affairs'), partners),
  input: {
    uscc: creditCode('Unified social credit code. 统一社会信用代码'),
    name: text('Name. 名称', { max: 120 }),
    type: oneOf(OrganizationType, 'Legal kind. 组织类型'),
    districtCode: divisionCode('Where it is to be registered. 登记地区划代码'),
  },
  returns: Organization,
  async run(act, { uscc, name, type, districtCode }) {
    ensure(!isForeignPartner(act.caller, uscc), 'FORBIDDEN', 'a partner applies for itself only', { field: 'uscc' });
    ensure(uscc.startsWith(PREFIX[type]), 'RULE_BROKEN', `the code of this kind starts with ${PREFIX[type]}`, {
      field: 'uscc',
      rule: 'S0-15',
    });
    const district = await act.require(District, districtCode, 'districtCode');
    const organization = act.em.create(Organization, {
      uscc,
      name,
      type,
      authority: `${district.name}民政部门`,
      state: OrganizationState.SUBMITTED,
      district: district.code,
    });
    act.announce(events.OrganizationApplied, { subject: organization, organization: uscc, district: district.code });
    return organization;
  },
});
