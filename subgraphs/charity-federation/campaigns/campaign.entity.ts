import { defineEntity, p } from '@mikro-orm/core';
import { publish } from '#kit/publishing/publish';
import { open, personal, sensitive } from '#kit/publishing/sharing';
import { vocabulary } from '#kit/vocabulary';
import { CommunityCharityFund, CommunityCharityFundTable } from '../funds/fund.entity.js';
import { FundraisingPlatform, FundraisingPlatformTable } from '../platforms/platform.entity.js';
import { District } from '../references/district.reference.js';
import { Organization } from '../references/organization.reference.js';
import { ServiceProject } from '../references/service-project.reference.js';

export const CampaignState = vocabulary('CampaignState', 'State of a fundraising campaign. 募捐活动状态', {
  FILED: 'Plan filed. 已备案',
  RUNNING: 'Raising. 募捐中',
  PAUSED: 'Paused. 暂停',
  CLOSED: 'Ended; the final account is due. 已结束',
  DISCLOSED: 'Final account published. 已公开',
});

export const CampaignChannel = vocabulary('CampaignChannel', 'How a campaign raises (Charity Law art. 23). 募捐方式', {
  ONLINE: 'On a designated internet platform. 互联网公开募捐',
  EVENT: 'Charity sale, performance, auction or dinner. 义演、义赛、义卖、义展、义拍、慈善晚会',
  BOX: 'Donation boxes in public places. 公共场所设置募捐箱',
});

export const FundraisingCampaignTable = defineEntity({
  name: 'FundraisingCampaign',
  properties: {
    id: p.string().length(40).primary(),
    filingNo: p.string().length(40).unique(),
    title: p.string().length(120),
    charityUscc: p.string().length(18).index(),
    partnerUscc: p.string().length(18).nullable(),
    agreementNo: p.string().length(60).nullable(),
    projectId: p.string().length(40).nullable().index(),
    fund: () => p.manyToOne(CommunityCharityFundTable).mapToPk().nullable().index(),
    districtCode: p.string().length(12).index(),
    channel: p.enum(() => CampaignChannel),
    platform: () => p.manyToOne(FundraisingPlatformTable).mapToPk().nullable(),
    goalFen: p.bigint('number'),
    costFen: p.bigint('number'),
    useOfFunds: p.string().length(500),
    beneficiaries: p.string().length(200),
    surplusUse: p.string().length(200),
    personInCharge: p.string().length(40),
    bankAccount: p.string().length(40),
    filedOn: p.date(),
    startsOn: p.date(),
    endsOn: p.date(),
    state: p.enum(() => CampaignState),
    closedOn: p.date().nullable(),
    goalReachedAt: p.datetime().nullable(),
  },
});

export class FundraisingCampaign extends FundraisingCampaignTable.class {}

publish(FundraisingCampaign, FundraisingCampaignTable, {
  about: 'A public fundraising campaign with its filed plan (Charity Law art. 24). 公开募捐活动及其方案',
  row: 'S4-13',
  keep: 'P10Y',
  fields: {
    id: open('Key. 标识'),
    filingNo: open('Number of the filed plan. 方案备案编号'),
    title: open('Title. 名称'),
    charityUscc: open('The charity, which must be qualified. 慈善组织', { as: 'charity', ref: () => Organization }),
    partnerUscc: open('Unqualified partner named in the plan (art. 26). 合作组织', {
      as: 'partner',
      ref: () => Organization,
    }),
    agreementNo: open('Written agreement with the partner. 合作协议编号'),
    projectId: open('The project that it raises for. 受益项目', { as: 'project', ref: () => ServiceProject }),
    fund: open('The community fund into which its income is booked. 入账社区慈善基金', {
      ref: () => CommunityCharityFund,
    }),
    districtCode: open('Where it raises. 募捐地区', { as: 'district', ref: () => District }),
    channel: open('How it raises. 募捐方式'),
    platform: open('The designated platform, when online. 互联网募捐平台', { ref: () => FundraisingPlatform }),
    goalFen: open('Goal in fen. 目标金额(分)'),
    costFen: open('Planned cost of raising, in fen. 募捐成本(分)'),
    useOfFunds: open('What the money is for. 募得款物用途'),
    beneficiaries: open('Who benefits. 受益人'),
    surplusUse: open('What happens to a surplus. 剩余财产处理'),
    personInCharge: personal('Person in charge, masked for others. 负责人(脱敏)', 'name'),
    bankAccount: sensitive('Account of the charity, masked for others. 银行账户(脱敏)', 'account'),
    filedOn: open('Day of filing. 备案日期'),
    startsOn: open('First day. 开始日期'),
    endsOn: open('Last day. 结束日期'),
    state: open('State. 状态'),
    closedOn: open('Day on which it ended. 实际结束日期'),
    goalReachedAt: open('When the goal was reached. 达到目标时间'),
  },
});
