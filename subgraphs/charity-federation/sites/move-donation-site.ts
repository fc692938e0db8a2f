import { stepAction } from '#kit/actions/step-action';
import { chinaDate } from '#kit/deadlines/china-date';
import { anyOf, isForeignPartner, officials, partners } from '#kit/identity/access';
import { events } from '../events.js';
import { DonationSite } from './site.entity.js';
import { siteLifecycle } from './site.lifecycle.js';

const common = {
  row: 'S4-04',
  may: anyOf(officials('charity-federation'), partners),
  entity: DonationSite,
  lifecycle: siteLifecycle,
  own: ({ caller }: Parameters<typeof siteLifecycle.fire>[0], { sponsorUscc }: DonationSite) =>
    !isForeignPartner(caller, sponsorUscc),
  announce: ({ sponsorUscc, districtCode, accepts }: DonationSite) => ({
    organization: sponsorUscc,
    district: districtCode,
    facts: { money: accepts.includes('MONEY'), goods: accepts.includes('GOODS') },
  }),
};

export const openDonationSite = stepAction({
  ...common,
  about: 'Opens a planned or suspended site; its sponsor must be qualified. 开放捐赠站点',
  transition: 'open',
  event: events.DonationSiteOpened,
  apply({ now }, site) {
    site.openedOn ??= chinaDate(now);
  },
});

export const suspendDonationSite = stepAction({
  ...common,
  about: 'Suspends an open site. 暂停捐赠站点',
  transition: 'suspend',
  event: events.DonationSiteSuspended,
});

export const closeDonationSite = stepAction({
  ...common,
  about: 'Closes a site for good. 撤销捐赠站点',
  transition: 'close',
  event: events.DonationSiteClosed,
  apply({ now }, site) {
    site.closedOn = chinaDate(now);
  },
});
