import type { Migration } from '#kit/migrations/migration';
import { partnerRows as rowsOf } from '#kit/migrations/partner-rows';

/** The second lock beside `organizationRows` and `projectRows`: what others applied for and nobody has approved. */
export const partnerRows: Migration = {
  name: '0003-partner-rows',
  up: rowsOf({
    organization: `state not in ('SUBMITTED', 'ACCEPTED', 'REFUSED') or uscc = (select hub_partner())`,
    service_project: `state not in ('PROPOSED', 'REJECTED') or lead_organization_uscc = (select hub_partner())`,
  }),
};
