import { loader } from '#kit/loading/loader';
import { DonationSite, DonationSiteState } from './site.entity.js';

/** The donation site of a station that is not closed; the database allows one at most. */
export const siteByStation = loader<string, DonationSite | null>('donation site by station', async (em, keys) => {
  const sites = await em.find(DonationSite, {
    siteId: { $in: [...keys] },
    state: { $ne: DonationSiteState.CLOSED },
  });
  const byStation = new Map(sites.map((site) => [site.siteId, site]));
  return keys.map((key) => byStation.get(key) ?? null);
});
