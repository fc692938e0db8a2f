import { addDays, chinaDate } from '#kit/deadlines/china-date';
import type { SeedCampaign, World } from '#seed/world-types';
import type { FundraisingCampaign } from '../campaigns/campaign.entity.js';
import { disclosureDuties } from '../campaigns/disclosure-calendar.js';
import type { CampaignReport } from '../campaigns/report.entity.js';
import { seedDonations } from './donations.js';

/** A campaign that is over ended on its last planned day. */
function closedOn({ state, to }: SeedCampaign): string | null {
  return state === 'CLOSED' || state === 'DISCLOSED' ? to : null;
}

export function* campaignRows(world: World): Generator<Partial<FundraisingCampaign>> {
  for (const campaign of world.campaigns) {
    const { index, id, title, charityUscc, projectId, districtCode, goalFen, filedOn, from, to, state } = campaign;
    yield {
      id,
      filingNo: `${charityUscc}A${String(index + 1).padStart(5, '0')}`,
      title,
      charityUscc,
      projectId,
      districtCode,
      channel: 'ONLINE',
      platform: 'GYLM',
      goalFen,
      costFen: Math.floor(goalFen / 50),
      useOfFunds: '用于项目服务活动、物资及志愿者保障',
      beneficiaries: '项目服务对象',
      surplusUse: '用于同类项目',
      personInCharge: '项目负责人',
      bankAccount: `9900${String(index).padStart(12, '0')}`,
      filedOn,
      startsOn: from,
      endsOn: to,
      state,
      closedOn: closedOn(campaign),
    };
  }
}

/** Every periodic account that was due, and the final one of those that are disclosed. */
export function* reportRows(world: World): Generator<Partial<CampaignReport>> {
  const reports = new Map(world.campaigns.map((campaign) => [campaign.id, reportsOf(campaign, world.options.today)]));
  for (const { donation, state } of seedDonations(world)) {
    const day = chinaDate(donation.receivedAt);
    if (state !== 'CONFIRMED') continue;
    for (const report of reports.get(donation.designation.id) ?? []) {
      if (day <= report.periodTo) report.raisedFen += donation.amountFen;
    }
  }
  for (const report of [...reports.values()].flat()) {
    const share = report.kind === 'FINAL' ? 0.9 : 0.4;
    yield { ...report, spentFen: Math.floor(report.raisedFen * share), summary: '按备案方案使用,明细见慈善中国' };
  }
}

function reportsOf(campaign: SeedCampaign, today: string) {
  const { id, from, to, state } = campaign;
  if (state === 'FILED') return [];
  return disclosureDuties({ startsOn: from, endsOn: to, closedOn: closedOn(campaign) })
    .filter(({ kind, dueOn }) => (kind === 'FINAL' ? state === 'DISCLOSED' : dueOn <= today))
    .map((duty, n) => ({
      ...duty,
      id: `rep_${id.slice(4, -1)}${n}`,
      campaign: id,
      publishedOn: addDays(duty.dueOn, duty.kind === 'FINAL' ? -30 : 0),
      raisedFen: 0,
    }));
}
