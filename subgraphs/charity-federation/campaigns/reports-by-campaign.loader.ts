import { loader } from '#kit/loading/loader';
import { CampaignReport } from './report.entity.js';

/** All published accounts of a campaign. */
export const reportsByCampaign = loader<string, readonly CampaignReport[]>('reports by campaign', async (em, keys) => {
  const reports = await em.find(CampaignReport, { campaign: { $in: [...keys] } }, { orderBy: { periodTo: 'asc' } });
  const byCampaign = Map.groupBy(reports, ({ campaign }) => campaign);
  return keys.map((key) => byCampaign.get(key) ?? []);
});
