import { loader } from '#kit/loading/loader';
import { CharityFundState, CommunityCharityFund } from './fund.entity.js';

/** The fund of a community that is not closed; the database allows one at most. */
export const fundByCommunity = loader<string, CommunityCharityFund | null>('fund by community', async (em, keys) => {
  const funds = await em.find(CommunityCharityFund, {
    communityId: { $in: [...keys] },
    state: { $ne: CharityFundState.CLOSED },
  });
  const byCommunity = new Map(funds.map((fund) => [fund.communityId, fund]));
  return keys.map((key) => byCommunity.get(key) ?? null);
});
