import { heldBack } from '#kit/identity/row-rule';
import type { Organization } from './organization.entity.js';

/** Applications for registration, until they are approved: the applicant's and the departments'. */
export const organizationRows = heldBack<Organization>({
  in: ['SUBMITTED', 'ACCEPTED', 'REFUSED'],
  organizations: { uscc: 'uscc' },
});
