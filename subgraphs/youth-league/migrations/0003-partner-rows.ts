import type { Migration } from '#kit/migrations/migration';
import { partnerRows as rowsOf } from '#kit/migrations/partner-rows';

/** The second lock beside `visible` and `rowsFor`: volunteers, applications, records and drafts of other organisations. */
export const partnerRows: Migration = {
  name: '0003-partner-rows',
  up: rowsOf({
    // Its own, and those who serve or served with it.
    volunteer: `recruiter_uscc = (select hub_partner())
      or id in (select volunteer_id from application where host_uscc = (select hub_partner()))
      or id in (select volunteer_id from service_record where host_uscc = (select hub_partner()))`,
    application: 'host_uscc = (select hub_partner())',
    service_record: 'host_uscc = (select hub_partner())',
    volunteer_activity: `state <> 'DRAFT' or host_uscc = (select hub_partner())`,
  }),
};
