import type { Act } from '#kit/actions/action';
import { ensure } from '#kit/actions/problem';
import { chinaDate } from '#kit/deadlines/china-date';
import type { EntityClass } from '#kit/publishing/entity-class';
import type { Term } from '#kit/vocabulary';
import { FundraisingCampaign } from '../campaigns/campaign.entity.js';
import { CommunityCharityFund } from '../funds/fund.entity.js';
import { ensureQualified } from '../qualifications/ensure-qualified.js';
import { DonationSite } from '../sites/site.entity.js';
import type { DonationPurpose } from './donation.entity.js';

/** What a donation is kept to, as its columns. */
export interface DonationTarget {
  readonly campaign: string | null;
  readonly fund: string | null;
  readonly site: string | null;
  readonly projectId: string | null;
  readonly charityUscc: string;
  readonly districtCode: string | null;
}

interface Designation {
  readonly purpose: Term<typeof DonationPurpose>;
  readonly targetId: string;
  readonly charityUscc: string | undefined;
  readonly districtCode: string | undefined;
}

const NOTHING = { campaign: null, fund: null, site: null, projectId: null, districtCode: null } as const;

/**
 * Finds and locks what a donation is designated to, and checks that it may receive now: a campaign that runs within its
 * filed period, an active fund, an open site that accepts money; always a qualified charity behind it.
 */
export async function findTarget(act: Act, designation: Designation): Promise<DonationTarget> {
  const target = await locate(act, designation);
  await ensureQualified(act, target.charityUscc, designation.purpose === 'PROJECT' ? 'charityUscc' : 'targetId');
  return target;
}

async function locate(act: Act, designation: Designation): Promise<DonationTarget> {
  const { purpose, targetId, charityUscc, districtCode } = designation;
  switch (purpose) {
    case 'CAMPAIGN': {
      const campaign = await lockTarget(act, FundraisingCampaign, targetId);
      const today = chinaDate(act.now);
      const runs = campaign.state === 'RUNNING' && campaign.startsOn <= today && today <= campaign.endsOn;
      ensure(runs, 'RULE_BROKEN', 'the campaign does not raise now', { field: 'targetId', rule: 'S4-13' });
      if (campaign.fund) await lockActiveFund(act, campaign.fund);
      const { id, fund, projectId } = campaign;
      const raisedAt = { charityUscc: campaign.charityUscc, districtCode: campaign.districtCode };
      return { ...NOTHING, campaign: id, fund: fund ?? null, projectId: projectId ?? null, ...raisedAt };
    }
    case 'FUND': {
      const fund = await lockActiveFund(act, targetId);
      return { ...NOTHING, fund: fund.id, charityUscc: fund.hostUscc, districtCode: fund.districtCode };
    }
    case 'SITE': {
      const site = await lockTarget(act, DonationSite, targetId);
      const open = site.state === 'OPEN' && site.accepts.includes('MONEY');
      ensure(open, 'RULE_BROKEN', 'the site is not open for money', { field: 'targetId', rule: 'S4-04' });
      return { ...NOTHING, site: site.id, charityUscc: site.sponsorUscc, districtCode: site.districtCode };
    }
    case 'PROJECT':
      ensure(charityUscc, 'INVALID_INPUT', 'a project receives through a charity', { field: 'charityUscc' });
      return { ...NOTHING, projectId: targetId, charityUscc, districtCode: districtCode ?? null };
    default:
      return purpose satisfies never;
  }
}

async function lockActiveFund(act: Act, key: string): Promise<CommunityCharityFund> {
  const fund = await lockTarget(act, CommunityCharityFund, key);
  ensure(fund.state === 'ACTIVE', 'RULE_BROKEN', 'the fund is not active', { field: 'targetId', rule: 'S4-06' });
  return fund;
}

async function lockTarget<T extends object>(act: Act, entity: EntityClass<T>, key: string): Promise<T> {
  await act.require(entity, key, 'targetId');
  return act.lock(entity, key, 'targetId');
}
