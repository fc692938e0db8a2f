import { type Guard, lifecycle } from '#kit/lifecycle';
import { Disbursement, DisbursementState } from '../disbursements/disbursement.entity.js';
import { isQualified } from '../qualifications/ensure-qualified.js';
import { CharityFundState, type CommunityCharityFund } from './fund.entity.js';

const byQualifiedHost: Guard<CommunityCharityFund> = async (act, { hostUscc }) => {
  if (await isQualified(act, hostUscc)) return undefined;
  return { code: 'RULE_BROKEN', message: 'the host is not a qualified charity', field: 'id', rule: 'S4-06' };
};

const nothingLeft: Guard<CommunityCharityFund> = (_, { balanceFen }) => {
  if (balanceFen === 0) return undefined;
  return { code: 'RULE_BROKEN', message: 'a fund closes with nothing left in it', field: 'id', rule: 'S4-06' };
};

const nothingCommitted: Guard<CommunityCharityFund> = async ({ em }, { id }) => {
  const waiting = await em.count(Disbursement, { fund: id, state: DisbursementState.COMMITTED });
  if (waiting === 0) return undefined;
  return { code: 'RULE_BROKEN', message: 'a commitment is not paid yet', field: 'id', rule: 'S4-06' };
};

export const fundLifecycle = lifecycle<
  typeof CharityFundState,
  'approve' | 'activate' | 'rest' | 'wake' | 'close',
  CommunityCharityFund
>(CharityFundState, {
  initial: 'APPLIED',
  transitions: {
    approve: { from: ['APPLIED'], to: 'APPROVED', guards: [byQualifiedHost] },
    activate: { from: ['APPROVED'], to: 'ACTIVE', guards: [byQualifiedHost] },
    rest: { from: ['ACTIVE'], to: 'DORMANT' },
    wake: { from: ['DORMANT'], to: 'ACTIVE', guards: [byQualifiedHost] },
    close: { from: ['ACTIVE', 'DORMANT'], to: 'CLOSED', guards: [nothingLeft, nothingCommitted] },
  },
});
