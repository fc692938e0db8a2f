import { type Act, action } from '#kit/actions/action';
import { creditCode, day, divisionCode, fen, id, oneOf, optional, text } from '#kit/actions/input';
import { ensure } from '#kit/actions/problem';
import { addDays, chinaDate } from '#kit/deadlines/china-date';
import { anyOf, isForeignPartner, officials, partners } from '#kit/identity/access';
import { newId } from '#lib/new-id';
import { events } from '../events.js';
import { CommunityCharityFund } from '../funds/fund.entity.js';
import { FundraisingPlatform } from '../platforms/platform.entity.js';
import { ensureQualified } from '../qualifications/ensure-qualified.js';
import { CampaignChannel, CampaignState, FundraisingCampaign } from './campaign.entity.js';

/** Order 74 of the Ministry of Civil Affairs, art. 11: the plan is filed this many days before the start. */
export const FILING_LEAD_DAYS = 10;

export const fileCampaign = action({
  about: 'Files the plan of a public fundraising campaign (Charity Law art. 24). 公开募捐方案备案',
  row: 'S4-13',
  may: anyOf(officials('charity-federation'), partners),
  input: {
    filingNo: text('Number of the filed plan. 方案备案编号', { max: 40 }),
    title: text('Title. 名称', { max: 120 }),
    charityUscc: creditCode('The charity, which must be qualified. 慈善组织'),
    partnerUscc: optional(creditCode('Unqualified partner (art. 26). 合作组织')),
    agreementNo: optional(text('Written agreement with the partner. 合作协议编号', { max: 60 })),
    projectId: optional(id('The project that it raises for. 受益项目')),
    fundId: optional(id('The community fund into which its income is booked. 入账基金')),
    districtCode: divisionCode('Where it raises. 募捐地区'),
    channel: oneOf(CampaignChannel, 'How it raises. 募捐方式'),
    platformCode: optional(id('The designated platform; needed when online. 互联网募捐平台')),
    goalFen: fen('Goal in fen. 目标金额(分)'),
    costFen: fen('Planned cost of raising, in fen. 募捐成本(分)', { min: 0 }),
    useOfFunds: text('What the money is for. 募得款物用途', { max: 500 }),
    beneficiaries: text('Who benefits. 受益人'),
    surplusUse: text('What happens to a surplus. 剩余财产处理'),
    personInCharge: text('Person in charge. 负责人', { max: 40 }),
    bankAccount: text('Account of the charity. 银行账户', { max: 40 }),
    startsOn: day('First day. 开始日期'),
    endsOn: day('Last day. 结束日期'),
  },
  returns: FundraisingCampaign,
  async run(act, { fundId, platformCode, partnerUscc, agreementNo, projectId, ...plan }) {
    const { charityUscc, startsOn, endsOn, channel, goalFen, costFen, districtCode } = plan;
    ensure(!isForeignPartner(act.caller, charityUscc), 'FORBIDDEN', 'a partner files plans of its own', {
      field: 'charityUscc',
    });
    ensure(endsOn > startsOn, 'INVALID_PERIOD', 'the end comes after the start', { field: 'endsOn' });
    const filedOn = chinaDate(act.now);
    ensure(
      startsOn >= addDays(filedOn, FILING_LEAD_DAYS),
      'RULE_BROKEN',
      `a plan is filed at least ${FILING_LEAD_DAYS} days before the start`,
      { field: 'startsOn', rule: 'S4-13' },
    );
    ensure(costFen < goalFen, 'INVALID_INPUT', 'the cost is less than the goal', { field: 'costFen' });
    ensure(!partnerUscc || agreementNo, 'RULE_BROKEN', 'a partner needs a written agreement', {
      field: 'agreementNo',
      rule: 'S4-05',
    });
    await ensureQualified(act, charityUscc, 'charityUscc');
    const platform = await platformOf(act, channel, platformCode);
    if (fundId) {
      const fund = await act.require(CommunityCharityFund, fundId, 'fundId');
      ensure(
        fund.hostUscc === charityUscc,
        'RULE_BROKEN',
        'all income goes to the account of the charity that files the plan',
        { field: 'fundId', rule: 'S4-05' },
      );
    }
    const campaign = act.em.create(FundraisingCampaign, {
      id: newId('cmp'),
      ...plan,
      partnerUscc: partnerUscc ?? null,
      agreementNo: agreementNo ?? null,
      projectId: projectId ?? null,
      fund: fundId ?? null,
      platform,
      filedOn,
      state: CampaignState.FILED,
    });
    act.announce(events.CampaignFiled, {
      subject: campaign,
      organization: charityUscc,
      district: districtCode,
      project: projectId ?? null,
      facts: { goalFen, startsOn, endsOn },
    });
    return campaign;
  },
});

/** Online only on a designated platform (Charity Law art. 27), and a platform only online. */
async function platformOf(act: Act, channel: string, code: string | undefined): Promise<string | null> {
  const wanted = channel === CampaignChannel.ONLINE;
  ensure(wanted === (code !== undefined), 'RULE_BROKEN', 'an online campaign names its designated platform', {
    field: 'platformCode',
    rule: 'S4-13',
  });
  if (code === undefined) return null;
  const platform = await act.require(FundraisingPlatform, code, 'platformCode');
  ensure(platform.designated, 'RULE_BROKEN', 'the platform is not designated', {
    field: 'platformCode',
    rule: 'S4-13',
  });
  return platform.code;
}
