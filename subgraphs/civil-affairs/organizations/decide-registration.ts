import { action } from '#kit/actions/action';
import { creditCode, text } from '#kit/actions/input';
import { stepAction } from '#kit/actions/step-action';
import { chinaDate } from '#kit/deadlines/china-date';
import { officials } from '#kit/identity/access';
import { events } from '../events.js';
import { Organization } from './organization.entity.js';
import { registration } from './organization.lifecycle.js';

const about = ({ uscc, district }: Organization) => ({ organization: uscc, district });

export const acceptRegistration = stepAction({
  about: 'Accepts an application for decision; `id` is the credit code. 受理登记申请',
  row: 'S0-15',
  may: officials('civil-affairs'),
  entity: Organization,
  lifecycle: registration,
  transition: 'accept',
});

export const approveRegistration = stepAction({
  about: 'Registers the organisation; `id` is the credit code. 准予登记',
  row: 'S0-15',
  may: officials('civil-affairs'),
  entity: Organization,
  lifecycle: registration,
  transition: 'approve',
  apply: (act, organization) => void (organization.registeredOn = chinaDate(act.now)),
  event: events.OrganizationRegistered,
  announce: about,
});

export const refuseRegistration = action({
  about: 'Refuses a registration, with the reason. 不予登记并说明理由',
  row: 'S0-15',
  may: officials('civil-affairs'),
  input: { uscc: creditCode('Credit code. 统一社会信用代码'), reason: text('Reason. 理由', { max: 500, min: 4 }) },
  returns: Organization,
  async run(act, { uscc, reason }) {
    const organization = await act.lock(Organization, uscc, 'uscc');
    await registration.fire(act, organization, 'refuse');
    organization.refusalReason = reason;
    act.announce(events.OrganizationRefused, { subject: organization, ...about(organization) });
    return organization;
  },
});
