import type { Migration } from '#kit/migrations/migration';
import { partnerRows as rowsOf } from '#kit/migrations/partner-rows';

/** The second lock beside `visible` and `rowsFor`: volunteers, applications, records and drafts of other organisations. */
export const partnerRows: Migration = {
  name: '0003-partner-rows',
  up: rowsOf({
    volunteer: 'recruiter_uscc = (select hub_partner())',
    application: 'host_uscc = (select hub_partner())',
    service_record: 'host_uscc = (select hub_partner())',
    volunteer_activity: `state <> 'DRAFT' or host_uscc = (select hub_partner())`,
  }),
};
