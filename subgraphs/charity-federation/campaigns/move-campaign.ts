import { stepAction } from '#kit/actions/step-action';
import { chinaDate } from '#kit/deadlines/china-date';
import { anyOf, isForeignPartner, officials, partners } from '#kit/identity/access';
import { events } from '../events.js';
import { FundraisingCampaign } from './campaign.entity.js';
import { campaignLifecycle } from './campaign.lifecycle.js';

const common = {
  row: 'S4-13',
  may: anyOf(officials('charity-federation'), partners),
  entity: FundraisingCampaign,
  lifecycle: campaignLifecycle,
  own: ({ caller }: Parameters<typeof campaignLifecycle.fire>[0], { charityUscc }: FundraisingCampaign) =>
    !isForeignPartner(caller, charityUscc),
  announce: ({ charityUscc, districtCode, projectId, goalFen }: FundraisingCampaign) => ({
    organization: charityUscc,
    district: districtCode,
    project: projectId ?? null,
    facts: { goalFen },
  }),
};

export const launchCampaign = stepAction({
  ...common,
  about: 'Begins to raise, or goes on after a pause; within the filed period, by a qualified charity. 开始募捐',
  transition: 'launch',
  event: events.CampaignLaunched,
});

export const pauseCampaign = stepAction({
  ...common,
  about: 'Pauses a campaign. 暂停募捐',
  transition: 'pause',
  event: events.CampaignPaused,
});

export const closeCampaign = stepAction({
  ...common,
  about: 'Ends a campaign; its final account is due within three months. 结束募捐',
  transition: 'close',
  event: events.CampaignClosed,
  apply({ now }, campaign) {
    campaign.closedOn = chinaDate(now);
  },
});
