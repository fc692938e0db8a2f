import type { Migration } from '#kit/migrations/migration';
import { partnerRows as rowsOf } from '#kit/migrations/partner-rows';

/**
 * The second lock beside `visible` and `rowsFor`: givers who did not agree to be named (Charity Law art. 82), promises that were not kept yet,
 * and funds that nobody has opened.
 */
export const partnerRows: Migration = {
  name: '0003-partner-rows',
  up: rowsOf({
    donor: 'consent_to_publish or organization_uscc = (select hub_partner())',
    donation: `state <> 'PLEDGED' or charity_uscc = (select hub_partner())
      or donor_id in (select id from donor where organization_uscc = (select hub_partner()))`,
    community_charity_fund: `state not in ('APPLIED', 'APPROVED')
      or host_uscc = (select hub_partner()) or initiator_uscc = (select hub_partner())`,
  }),
};
