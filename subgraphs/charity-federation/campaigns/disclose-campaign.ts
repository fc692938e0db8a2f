import { type Act, action } from '#kit/actions/action';
import { fen, id, oneOf, text } from '#kit/actions/input';
import { ensure } from '#kit/actions/problem';
import { chinaDate } from '#kit/deadlines/china-date';
import { anyOf, isForeignPartner, officials, partners } from '#kit/identity/access';
import { sql } from '#kit/sql';
import { newId } from '#lib/new-id';
import { events } from '../events.js';
import { FundraisingCampaign } from './campaign.entity.js';
import { campaignLifecycle } from './campaign.lifecycle.js';
import { type DisclosureDuty, disclosureDuties } from './disclosure-calendar.js';
import { CampaignDisclosureKind, CampaignReport } from './report.entity.js';

export const discloseCampaign = action({
  about:
    'Publishes the next periodic account, or the final one of a closed campaign, which ends its life (art. 79). 公开募捐情况',
  row: 'S4-20',
  may: anyOf(officials('charity-federation'), partners),
  input: {
    campaignId: id('The campaign. 募捐活动'),
    kind: oneOf(CampaignDisclosureKind, 'Periodic or final. 类别'),
    spentFen: fen('Spent up to now, in fen; not more than raised. 累计支出(分)', { min: 0 }),
    summary: text('How the money was used. 使用情况', { max: 1000 }),
  },
  returns: FundraisingCampaign,
  async run(act, { campaignId, kind, spentFen, summary }) {
    const campaign = await act.lock(FundraisingCampaign, campaignId, 'campaignId');
    ensure(!isForeignPartner(act.caller, campaign.charityUscc), 'FORBIDDEN', 'another charity runs this campaign', {
      field: 'campaignId',
    });
    const duty = await nextDuty(act, campaign, kind);
    if (kind === 'FINAL') await campaignLifecycle.fire(act, campaign, 'disclose');
    const publishedOn = chinaDate(act.now);
    const raisedFen = await confirmedFen(act, campaign.id);
    ensure(spentFen <= raisedFen, 'RULE_BROKEN', 'no more is spent than was raised', {
      field: 'spentFen',
      rule: 'S4-20',
    });
    act.em.create(CampaignReport, {
      id: newId('rep'),
      campaign: campaign.id,
      ...duty,
      publishedOn,
      raisedFen,
      spentFen,
      summary,
    });
    act.announce(events.DisclosurePublished, {
      subject: campaign,
      organization: campaign.charityUscc,
      district: campaign.districtCode,
      project: campaign.projectId ?? null,
      facts: { kind, raisedFen, spentFen, late: publishedOn > duty.dueOn },
    });
    return campaign;
  },
});

/** The first duty of this kind that is not met; a final account only after all periodic ones. */
async function nextDuty(
  act: Act,
  campaign: FundraisingCampaign,
  kind: DisclosureDuty['kind'],
): Promise<DisclosureDuty> {
  const published = await act.em.find(CampaignReport, { campaign: campaign.id });
  const open = disclosureDuties(campaign).filter(
    (duty) =>
      !published.some(
        (report) => report.kind === duty.kind && (duty.kind === 'FINAL' || report.periodFrom === duty.periodFrom),
      ),
  );
  const [duty] = open.filter((each) => each.kind === kind);
  ensure(duty, 'RULE_BROKEN', 'nothing of this kind is to be published', { field: 'kind', rule: 'S4-20' });
  if (kind === 'FINAL') {
    ensure(open.length === 1, 'RULE_BROKEN', 'the periodic accounts come before the final one', {
      field: 'kind',
      rule: 'S4-20',
    });
  } else {
    ensure(campaign.state !== 'FILED', 'ILLEGAL_TRANSITION', 'the campaign never began', { field: 'campaignId' });
    ensure(duty.periodTo < chinaDate(act.now), 'RULE_BROKEN', 'the period is not over yet', {
      field: 'kind',
      rule: 'S4-20',
    });
  }
  return duty;
}

async function confirmedFen({ em }: Act, campaign: string): Promise<number> {
  const [sum] = await sql<{ total: string }>(
    em,
    `select coalesce(sum(amount_fen), 0) as total from donation where campaign_id = ? and state = 'CONFIRMED'`,
    [campaign],
  );
  return Number(sum?.total ?? 0);
}
