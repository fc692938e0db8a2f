import { addDays } from '#kit/deadlines/china-date';
import { chinaTime } from './days.js';
import { cycle, draw } from './draw.js';
import { KIND } from './kinds.js';
import type {
  SeedCampaign,
  SeedCommunity,
  SeedDisbursement,
  SeedDonation,
  SeedDonationSite,
  SeedFund,
  SeedOrganization,
  SeedProject,
  SeedSite,
  WorldOptions,
} from './world-types.js';

const CAMPAIGN_STATES = ['RUNNING', 'RUNNING', 'CLOSED', 'DISCLOSED', 'RUNNING', 'FILED'] as const;

export function makeCampaigns(
  { people, seed, today }: WorldOptions,
  charities: readonly SeedOrganization[],
  projects: readonly SeedProject[],
): SeedCampaign[] {
  return Array.from({ length: Math.min(500, 8 + Math.floor(people / 400)) }, (_, index) => {
    const choose = draw(seed, KIND.campaign, index);
    const state = cycle(CAMPAIGN_STATES, index);
    const running = projects.filter((project) => project.state === 'RUNNING');
    const project = cycle(state === 'RUNNING' && running.length > 0 ? running : projects, index * 3);
    const over = state === 'CLOSED' || state === 'DISCLOSED';
    const from = addDays(
      today,
      state === 'FILED' ? choose.int(15, 30) : -choose.int(over ? 300 : 60, over ? 350 : 150),
    );
    return {
      index,
      id: choose.id('cmp', Date.parse(from)),
      title: `${project.title.replace(/项目$/, '')}联合募捐`,
      charityUscc: cycle(charities, index).uscc,
      projectId: project.id,
      districtCode: project.districtCode,
      goalFen: choose.int(5, 50) * 1_000_000,
      // Filed in time: at least ten days before (Order 74, art. 11).
      filedOn: addDays(from, -choose.int(12, 30)),
      from,
      to: addDays(from, over ? choose.int(120, 200) : choose.int(200, 330)),
      state,
    };
  });
}

export function makeFunds(
  { people, seed, today }: WorldOptions,
  hosts: readonly SeedOrganization[],
  governments: readonly SeedOrganization[],
  communities: readonly SeedCommunity[],
): SeedFund[] {
  const count = Math.min(governments.length, 8 + Math.floor(people / 1000));
  return Array.from({ length: count }, (_, index) => {
    const choose = draw(seed, KIND.fund, index);
    const initiator = cycle(governments, index);
    const openedOn = addDays(today, -choose.int(380, 1200));
    return {
      index,
      id: choose.id('fnd', Date.parse(openedOn)),
      name: `${initiator.name.replace(/(办事处|人民政府)$/, '')}社区慈善基金`,
      hostUscc: cycle(hostsNear(hosts, initiator.districtCode), index).uscc,
      initiatorUscc: initiator.uscc,
      districtCode: initiator.districtCode,
      communityId: communities.find(({ districtCode }) => districtCode === initiator.districtCode)?.id ?? null,
      seedFen: choose.int(5, 30) * 1_000_000,
      openedOn,
    };
  });
}

/** Hosts of the same city where there is one. */
function hostsNear(hosts: readonly SeedOrganization[], districtCode: string): readonly SeedOrganization[] {
  const near = hosts.filter((host) => host.districtCode.slice(0, 4) === districtCode.slice(0, 4));
  return near.length > 0 ? near : hosts;
}

/** One to three donations of each donor, and one in ten that nobody's name stands behind. */
export function* makeDonations(
  { seed, today }: WorldOptions,
  donors: number,
  campaigns: readonly SeedCampaign[],
  funds: readonly SeedFund[],
  projects: readonly SeedProject[],
): Generator<SeedDonation> {
  const started = campaigns.filter(({ state }) => state !== 'FILED');
  const receiving = projects.filter(({ state }) => state === 'RUNNING');
  for (let donor = 0; donor < donors; donor++) {
    const times = draw(seed, KIND.donation, donor).int(1, 3);
    for (let n = 0; n < times; n++) {
      const choose = draw(seed, KIND.donation, donor, n + 1);
      const kind = choose.next();
      const campaign = kind < 0.6 && started.length > 0 ? choose.pick(started) : undefined;
      const fund = !campaign && kind < 0.85 && funds.length > 0 ? choose.pick(funds) : undefined;
      const project = campaign || fund ? undefined : choose.pick(receiving.length > 0 ? receiving : projects);
      const days = campaign ? daysOf(campaign, today) : ([-350, -1] as const);
      const receivedAt = chinaTime(addDays(today, choose.int(days[0], days[1])), choose.int(480, 1320));
      yield {
        id: choose.id('don', receivedAt.getTime()),
        donorIndex: choose.chance(0.1) ? null : donor,
        anonymous: choose.chance(0.2),
        amountFen: choose.int(1, 200) * 1000,
        receivedAt,
        designation: designationOf(campaign, fund, project),
        projectId: campaign?.projectId ?? project?.id ?? null,
      };
    }
  }
}

function designationOf(
  campaign: SeedCampaign | undefined,
  fund: SeedFund | undefined,
  project: SeedProject | undefined,
) {
  if (campaign) return { kind: 'CAMPAIGN', id: campaign.id } as const;
  if (fund) return { kind: 'FUND', id: fund.id } as const;
  return { kind: 'PROJECT', id: project?.id ?? '' } as const;
}

/** First and last day on which a campaign could receive, as days after today. */
function daysOf({ from, to }: SeedCampaign, today: string): readonly [number, number] {
  const daysAfter = (day: string) => Math.round((Date.parse(day) - Date.parse(today)) / 86_400_000);
  return [daysAfter(from), Math.min(-1, daysAfter(to))];
}

export function* makeDisbursements(
  { seed, today }: WorldOptions,
  funds: readonly SeedFund[],
  projects: readonly SeedProject[],
): Generator<SeedDisbursement> {
  const running = projects.filter(({ state }) => state === 'RUNNING' || state === 'COMPLETED');
  for (const fund of funds) {
    const near = running.filter(({ districtCode }) => districtCode === fund.districtCode);
    for (let n = 0; n < 2 && running.length > 0; n++) {
      const choose = draw(seed, KIND.disbursement, fund.index, n);
      const project = n === 0 && near.length > 0 ? choose.pick(near) : cycle(running, fund.index + n * 5);
      const paidAt = chinaTime(addDays(today, -choose.int(5, 300)), choose.int(540, 1020));
      yield {
        id: choose.id('dsb', paidAt.getTime()),
        fund,
        projectId: project.id,
        districtCode: project.districtCode,
        amountFen: Math.floor(fund.seedFen / 10) * choose.int(1, 3),
        paidAt,
        reason: project.districtCode === fund.districtCode ? null : '支持结对帮扶地区的同类服务',
      };
    }
  }
}

export function makeDonationSites(
  { seed, today }: WorldOptions,
  sites: readonly SeedSite[],
  sponsors: readonly SeedOrganization[],
) {
  return sites
    .filter(({ kind, index }) => kind === 'STATION' && index % 3 === 0)
    .map((site, index): SeedDonationSite => {
      const choose = draw(seed, KIND.donationSite, index);
      const openedOn = addDays(today, -choose.int(60, 190));
      return {
        id: choose.id('dst', Date.parse(openedOn)),
        siteId: site.id,
        sponsorUscc: cycle(sponsors, index).uscc,
        openedOn,
        accepts: choose.chance(0.5) ? ['MONEY', 'GOODS'] : ['MONEY'],
      };
    });
}
