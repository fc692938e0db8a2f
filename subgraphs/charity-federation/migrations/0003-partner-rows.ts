import type { Migration } from '#kit/migrations/migration';
import { partnerRows as rowsOf } from '#kit/migrations/partner-rows';

/** The second lock beside `visible`: givers who did not agree to be named (Charity Law art. 82). */
export const partnerRows: Migration = {
  name: '0003-partner-rows',
  up: rowsOf({ donor: 'consent_to_publish or organization_uscc = (select hub_partner())' }),
};
