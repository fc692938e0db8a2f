import { type Guard, lifecycle } from '#kit/lifecycle';
import { isQualified } from '../qualifications/ensure-qualified.js';
import { type DonationSite, DonationSiteState } from './site.entity.js';

const byQualifiedSponsor: Guard<DonationSite> = async (act, { sponsorUscc }) => {
  if (await isQualified(act, sponsorUscc)) return undefined;
  return { code: 'RULE_BROKEN', message: 'the sponsor is not a qualified charity', field: 'id', rule: 'S4-05' };
};

export const siteLifecycle = lifecycle<typeof DonationSiteState, 'open' | 'suspend' | 'close', DonationSite>(
  DonationSiteState,
  {
    initial: 'PLANNED',
    transitions: {
      open: { from: ['PLANNED', 'SUSPENDED'], to: 'OPEN', guards: [byQualifiedSponsor] },
      suspend: { from: ['OPEN'], to: 'SUSPENDED' },
      close: { from: ['PLANNED', 'OPEN', 'SUSPENDED'], to: 'CLOSED' },
    },
  },
);
