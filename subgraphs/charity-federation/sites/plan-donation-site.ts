import { action } from '#kit/actions/action';
import { creditCode, divisionCode, id, listOf, oneOf } from '#kit/actions/input';
import { ensure } from '#kit/actions/problem';
import { chinaDate } from '#kit/deadlines/china-date';
import { anyOf, isForeignPartner, officials, partners } from '#kit/identity/access';
import { newId } from '#lib/new-id';
import { events } from '../events.js';
import { AcceptedGift, DonationSite, DonationSiteState } from './site.entity.js';

export const planDonationSite = action({
  about: 'Plans a donation site at a station; one at a station at a time. 筹备社区慈善捐赠站点',
  row: 'S4-04',
  may: anyOf(officials('charity-federation'), partners),
  input: {
    stationId: id('The station or centre. 所在站点'),
    sponsorUscc: creditCode('The charity behind it; must be qualified when it opens. 合作慈善组织'),
    districtCode: divisionCode('Where it is. 所在地区'),
    accepts: listOf(oneOf(AcceptedGift, 'What it accepts. 接受捐赠类别'), { min: 1, max: 2 }),
  },
  returns: DonationSite,
  async run(act, { stationId, sponsorUscc, districtCode, accepts }) {
    ensure(!isForeignPartner(act.caller, sponsorUscc), 'FORBIDDEN', 'a partner plans sites of its own', {
      field: 'sponsorUscc',
    });
    const site = act.em.create(DonationSite, {
      id: newId('dst'),
      siteId: stationId,
      sponsorUscc,
      districtCode,
      accepts: [...new Set(accepts)],
      state: DonationSiteState.PLANNED,
      plannedOn: chinaDate(act.now),
    });
    act.announce(events.DonationSitePlanned, { subject: site, organization: sponsorUscc, district: districtCode });
    return site;
  },
});
