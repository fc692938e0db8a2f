import { defineEntity, p } from '@mikro-orm/core';
import { publish } from '#kit/publishing/publish';
import { open } from '#kit/publishing/sharing';
import { vocabulary } from '#kit/vocabulary';
import { Disbursement, DisbursementTable } from '../disbursements/disbursement.entity.js';
import { Donation, DonationTable } from '../donations/donation.entity.js';
import { CommunityCharityFund, CommunityCharityFundTable } from './fund.entity.js';

export const FundEntryKind = vocabulary('FundEntryKind', 'Why money moved. 记账类别', {
  SEED: 'Seed money. 启动资金',
  RAISED: 'Raised by donation. 募集收入',
  SPENT: 'Spent on a project. 项目支出',
  REVERSAL: 'Undoes an earlier posting. 冲正',
});

export const FundAccount = vocabulary('FundAccount', 'The account of an entry. 账户', {
  FUND: 'The fund itself. 基金',
  GRANTORS: 'Charities that gave seed money. 启动资金提供方',
  DONORS: 'Donors, all together. 捐赠人',
  PROJECTS: 'Projects that were paid. 受助项目',
});

export const FundEntryTable = defineEntity({
  name: 'FundEntry',
  properties: {
    id: p.string().length(40).primary(),
    posting: p.string().length(40).index(),
    fund: () => p.manyToOne(CommunityCharityFundTable).mapToPk().index(),
    account: p.enum(() => FundAccount),
    kind: p.enum(() => FundEntryKind),
    amountFen: p.bigint('number'),
    donation: () => p.manyToOne(DonationTable).mapToPk().nullable().index(),
    disbursement: () => p.manyToOne(DisbursementTable).mapToPk().nullable().index(),
    reverses: p.string().length(40).nullable(),
    memo: p.string().length(200).nullable(),
    enteredAt: p.datetime(),
  },
});

export class FundEntry extends FundEntryTable.class {}

publish(FundEntry, FundEntryTable, {
  about:
    'One leg of a posting. The legs of a posting sum up to zero; entries are never changed, only reversed. 基金分录(复式记账)',
  row: 'S4-07',
  keep: 'P30Y',
  fields: {
    id: open('Key. 标识'),
    posting: open('The posting that it belongs to. 凭证'),
    fund: open('The fund. 基金', { ref: () => CommunityCharityFund }),
    account: open('The account. 账户'),
    kind: open('Why money moved. 类别'),
    amountFen: open('Into the account when positive, out of it when negative; in fen. 金额(分,借正贷负)'),
    donation: open('The donation booked here. 捐赠', { ref: () => Donation }),
    disbursement: open('The payment booked here. 拨付', { ref: () => Disbursement }),
    reverses: open('The posting that this one undoes. 被冲正凭证'),
    memo: open('Remark. 摘要'),
    enteredAt: open('When it was entered. 记账时间'),
  },
});
