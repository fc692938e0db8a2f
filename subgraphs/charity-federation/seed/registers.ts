import { addDays } from '#kit/deadlines/china-date';
import type { OrganizationRole, World } from '#seed/world-types';
import type { Disbursement } from '../disbursements/disbursement.entity.js';
import type { Donor } from '../donors/donor.entity.js';
import type { CommunityCharityFund } from '../funds/fund.entity.js';
import type { FundraisingQualification } from '../qualifications/qualification.entity.js';
import type { DonationSite } from '../sites/site.entity.js';

const QUALIFIED: readonly OrganizationRole[] = [
  'CHARITY_FEDERATION',
  'DISTRICT_CHARITY_FEDERATION',
  'COMMUNITY_FOUNDATION',
];

/** The federations and the community foundation, a year after their registration (Charity Law art. 22). */
export function* qualificationRows(world: World): Generator<Partial<FundraisingQualification>> {
  for (const { uscc, registeredOn } of world.byRole(...QUALIFIED)) {
    yield { certNo: `GKMJ-${uscc}`, organization: uscc, validFrom: addDays(registeredOn, 380), state: 'VALID' };
  }
}

export function* donorRows(world: World): Generator<Partial<Donor>> {
  for (const { index, id, personIndex, consentToPublish } of world.donors()) {
    const person = world.person(personIndex);
    yield {
      id,
      personId: person.id,
      displayName: person.name,
      consentToPublish,
      registeredAt: new Date(Date.parse(`${addDays(world.options.today, -400)}T04:00:00Z`) + (index % 1000) * 60_000),
    };
  }
}

export function* fundRows(world: World): Generator<Partial<CommunityCharityFund>> {
  const served = new Set<string>();
  for (const fund of world.funds) {
    const communityId = fund.communityId !== null && !served.has(fund.communityId) ? fund.communityId : null;
    if (communityId !== null) served.add(communityId);
    yield {
      id: fund.id,
      name: fund.name,
      hostUscc: fund.hostUscc,
      initiatorUscc: fund.initiatorUscc,
      seedGrantorUscc: fund.hostUscc,
      districtCode: fund.districtCode,
      communityId,
      seedFen: fund.seedFen,
      balanceFen: 0,
      state: 'ACTIVE',
      appliedOn: addDays(fund.openedOn, -60),
      openedOn: fund.openedOn,
    };
  }
}

export function* siteRows(world: World): Generator<Partial<DonationSite>> {
  const stations = new Map(world.sites.map((site) => [site.id, site]));
  for (const { id, siteId, sponsorUscc, openedOn, accepts } of world.donationSites) {
    yield {
      id,
      siteId,
      sponsorUscc,
      districtCode: stations.get(siteId)?.districtCode ?? '',
      accepts: [...accepts],
      state: 'OPEN',
      plannedOn: addDays(openedOn, -30),
      openedOn,
    };
  }
}

export function* disbursementRows(world: World): Generator<Partial<Disbursement>> {
  for (const { id, fund, projectId, districtCode, amountFen, paidAt, reason } of world.disbursements()) {
    yield {
      id,
      fund: fund.id,
      projectId,
      districtCode,
      outOfDistrict: !districtCode.startsWith(fund.districtCode),
      reason,
      amountFen,
      state: 'PAID',
      voucherNo: `FK${id.slice(-12).toUpperCase()}`,
      committedAt: new Date(paidAt.getTime() - 86_400_000),
      paidAt,
    };
  }
}
