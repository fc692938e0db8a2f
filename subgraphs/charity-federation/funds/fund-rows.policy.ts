import { heldBack } from '#kit/identity/row-rule';
import type { CommunityCharityFund } from './fund.entity.js';

/** Funds that are applied for, until they are open: the charity's that would manage them, the initiator's, and the departments'. */
export const fundRows = heldBack<CommunityCharityFund>({
  in: ['APPLIED', 'APPROVED'],
  organizations: { hostUscc: 'host_uscc', initiatorUscc: 'initiator_uscc' },
});
