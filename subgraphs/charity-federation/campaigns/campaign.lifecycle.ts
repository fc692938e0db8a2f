import { lifecycle, type Guard } from '#kit/lifecycle';
import { chinaDate } from '#kit/deadlines/china-date';
import { isQualified } from '../qualifications/ensure-qualified.js';
import { CampaignState, type FundraisingCampaign } from './campaign.entity.js';

const withinFiledPeriod: Guard<FundraisingCampaign> = ({ now }, { startsOn, endsOn }) => {
  const today = chinaDate(now);
  if (startsOn <= today && today <= endsOn) return undefined;
  return { code: 'RULE_BROKEN', message: 'a campaign raises within its filed period', field: 'id', rule: 'S4-13' };
};

const byQualifiedCharity: Guard<FundraisingCampaign> = async (act, { charityUscc }) => {
  if (await isQualified(act, charityUscc)) return undefined;
  return {
    code: 'RULE_BROKEN',
    message: 'the charity holds no valid public-fundraising qualification',
    field: 'id',
    rule: 'S4-05',
  };
};

export const campaignLifecycle = lifecycle<
  typeof CampaignState,
  'launch' | 'pause' | 'close' | 'disclose',
  FundraisingCampaign
>(CampaignState, {
  initial: 'FILED',
  transitions: {
    launch: { from: ['FILED', 'PAUSED'], to: 'RUNNING', guards: [withinFiledPeriod, byQualifiedCharity] },
    pause: { from: ['RUNNING'], to: 'PAUSED' },
    close: { from: ['RUNNING', 'PAUSED'], to: 'CLOSED' },
    disclose: { from: ['CLOSED'], to: 'DISCLOSED' },
  },
});
