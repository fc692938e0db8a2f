import { defineEntity, p } from '@mikro-orm/core';
import { publish } from '#kit/publishing/publish';
import { open } from '#kit/publishing/sharing';
import { vocabulary } from '#kit/vocabulary';
import { FundraisingCampaign, FundraisingCampaignTable } from '../campaigns/campaign.entity.js';
import { DonorTable } from '../donors/donor.entity.js';
import { CommunityCharityFund, CommunityCharityFundTable } from '../funds/fund.entity.js';
import { District } from '../references/district.reference.js';
import { Organization } from '../references/organization.reference.js';
import { ServiceProject } from '../references/service-project.reference.js';
import { DonationSite, DonationSiteTable } from '../sites/site.entity.js';
import { maySeeDonation } from './donation-rows.policy.js';

export const DonationState = vocabulary('DonationState', 'State of a donation. 捐赠状态', {
  PLEDGED: 'Promised. 已认捐',
  PAID: 'Paid, on its way to the account of the charity. 已付款',
  CONFIRMED: 'In the account of the charity; only now it counts as raised. 已到账',
  REFUNDED: 'Given back. 已退款',
});

export const DonationChannel = vocabulary('DonationChannel', 'How a donation was paid. 捐赠渠道', {
  ONLINE_PLATFORM: 'Through a designated internet platform. 互联网募捐平台',
  BANK_TRANSFER: 'Bank transfer. 银行转账',
  CASH: 'Cash at the charity. 现金',
  DONATION_SITE: 'At a community donation site. 社区慈善捐赠站点',
});

export const DonationPurpose = vocabulary('DonationPurpose', 'What a donation is designated to. 定向捐赠对象类别', {
  CAMPAIGN: 'A fundraising campaign. 募捐活动',
  FUND: 'A community charity fund. 社区慈善基金',
  PROJECT: 'A service project. 服务项目',
  SITE: 'A donation site. 捐赠站点',
});

export const DonationTable = defineEntity({
  name: 'Donation',
  properties: {
    id: p.string().length(40).primary(),
    donor: () => p.manyToOne(DonorTable).mapToPk().nullable().index(),
    anonymous: p.boolean(),
    amountFen: p.bigint('number'),
    purpose: p.enum(() => DonationPurpose),
    campaign: () => p.manyToOne(FundraisingCampaignTable).mapToPk().nullable().index(),
    fund: () => p.manyToOne(CommunityCharityFundTable).mapToPk().nullable().index(),
    site: () => p.manyToOne(DonationSiteTable).mapToPk().nullable().index(),
    projectId: p.string().length(40).nullable().index(),
    wish: p.string().length(200).nullable(),
    charityUscc: p.string().length(18).index(),
    districtCode: p.string().length(12).nullable().index(),
    channel: p.enum(() => DonationChannel),
    state: p.enum(() => DonationState),
    pledgedAt: p.datetime(),
    receivedAt: p.datetime().nullable(),
    confirmedAt: p.datetime().nullable(),
    refundedAt: p.datetime().nullable(),
    refundReason: p.string().length(200).nullable(),
  },
});

export class Donation extends DonationTable.class {}

publish(Donation, DonationTable, {
  about: 'A donation of money, kept to what it was given for. 捐赠',
  row: 'S4-14',
  visible: maySeeDonation,
  keep: 'P30Y',
  fields: {
    id: open('Key. 标识'),
    anonymous: open('Whether the giver stays unnamed. 是否匿名'),
    amountFen: open('Amount in fen. 金额(分)'),
    purpose: open('What kind of thing it is designated to. 定向对象类别'),
    campaign: open('The campaign that it was given to. 募捐活动', { ref: () => FundraisingCampaign }),
    fund: open('The fund into which it is booked, directly or through its campaign. 入账基金', {
      ref: () => CommunityCharityFund,
    }),
    site: open('The donation site that it was given at. 捐赠站点', { ref: () => DonationSite }),
    projectId: open('The project that it serves, directly or through its campaign. 受益项目', {
      as: 'project',
      ref: () => ServiceProject,
    }),
    wish: open('What the giver asked it to be used for. 捐赠意向'),
    charityUscc: open('The charity that received it. 受赠慈善组织', { as: 'charity', ref: () => Organization }),
    districtCode: open('Where it is raised. 募集地区', { as: 'district', ref: () => District }),
    channel: open('How it was paid. 渠道'),
    state: open('State. 状态'),
    pledgedAt: open('When it was promised. 认捐时间'),
    receivedAt: open('When it was paid. 付款时间'),
    confirmedAt: open('When it reached the account of the charity. 到账时间'),
    refundedAt: open('When it was given back. 退款时间'),
    refundReason: open('Why it was given back. 退款原因'),
  },
});
