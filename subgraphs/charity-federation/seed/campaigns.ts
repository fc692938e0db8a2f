import { addDays } from '#kit/deadlines/china-date';
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

/** Every account that was due and one in each that a disclosed campaign owes at its end. */
export function* reportRows(world: World): Generator<Partial<CampaignReport>> {
  const { today } = world.options;
  const byId = new Map(world.campaigns.map((campaign) => [campaign.id, campaign]));
  const received = new Map<string, { readonly day: string; readonly fen: number }[]>();
  for (const { donation, state } of seedDonations(world)) {
    const { designation, receivedAt, amountFen } = donation;
    if (state !== 'CONFIRMED' || !byId.has(designation.id)) continue;
    const list = received.get(designation.id) ?? [];
    list.push({ day: receivedAt.toISOString().slice(0, 10), fen: amountFen });
    received.set(designation.id, list);
  }
  for (const campaign of world.campaigns) {
    const { id, from, to, state } = campaign;
    if (state === 'FILED') continue;
    const duties = disclosureDuties({ startsOn: from, endsOn: to, closedOn: closedOn(campaign) });
    for (const [n, { kind, periodFrom, periodTo, dueOn }] of duties.entries()) {
      if (kind === 'FINAL' ? state !== 'DISCLOSED' : dueOn > today) continue;
      const raisedFen = (received.get(id) ?? []).reduce((sum, { day, fen }) => (day <= periodTo ? sum + fen : sum), 0);
      yield {
        id: `rep_${id.slice(4, -1)}${n}`,
        campaign: id,
        kind,
        periodFrom,
        periodTo,
        dueOn,
        publishedOn: addDays(dueOn, kind === 'FINAL' ? -30 : 0),
        raisedFen,
        spentFen: Math.floor(raisedFen * (kind === 'FINAL' ? 0.9 : 0.4)),
        summary: '按备案方案使用,明细见慈善中国',
      };
    }
  }
}
