import { defineEntity, p } from '@mikro-orm/core';
import { publish } from '#kit/publishing/publish';
import { open } from '#kit/publishing/sharing';
import { vocabulary } from '#kit/vocabulary';
import { FundraisingCampaign, FundraisingCampaignTable } from './campaign.entity.js';

export const CampaignDisclosureKind = vocabulary('CampaignDisclosureKind', 'Kind of a disclosure. 信息公开类别', {
  PERIODIC: 'During a campaign longer than six months, every three months (art. 79). 定期公开',
  FINAL: 'Full account within three months after the end (art. 79). 全面公开',
});

export const CampaignReportTable = defineEntity({
  name: 'CampaignReport',
  properties: {
    id: p.string().length(40).primary(),
    campaign: () => p.manyToOne(FundraisingCampaignTable).mapToPk().index(),
    kind: p.enum(() => CampaignDisclosureKind),
    periodFrom: p.date(),
    periodTo: p.date(),
    dueOn: p.date(),
    publishedOn: p.date(),
    raisedFen: p.bigint('number'),
    spentFen: p.bigint('number'),
    summary: p.string().length(1000),
  },
});

export class CampaignReport extends CampaignReportTable.class {}

publish(CampaignReport, CampaignReportTable, {
  about: 'A published account of a campaign. 募捐情况公开报告',
  row: 'S4-20',
  keep: 'P10Y',
  fields: {
    id: open('Key. 标识'),
    campaign: open('The campaign. 募捐活动', { ref: () => FundraisingCampaign }),
    kind: open('Periodic or final. 类别'),
    periodFrom: open('First day covered. 报告期开始'),
    periodTo: open('Last day covered. 报告期结束'),
    dueOn: open('Last day on which it had to be published. 应公开日期'),
    publishedOn: open('Day of publication. 公开日期'),
    raisedFen: open('Raised up to then, in fen. 累计募得(分)'),
    spentFen: open('Spent up to then, in fen. 累计支出(分)'),
    summary: open('How the money was used. 使用情况'),
  },
});
