import { defineEntity, p } from '@mikro-orm/core';
import { publish } from '#kit/publishing/publish';
import { open } from '#kit/publishing/sharing';
import { vocabulary } from '#kit/vocabulary';
import { CommunityCharityFund, CommunityCharityFundTable } from '../funds/fund.entity.js';
import { District } from '../references/district.reference.js';
import { ServiceProject } from '../references/service-project.reference.js';

export const DisbursementState = vocabulary('DisbursementState', 'State of a disbursement. 拨付状态', {
  COMMITTED: 'Taken out of the balance, not yet paid. 已承诺',
  PAID: 'Paid to the project. 已拨付',
  REVERSED: 'Undone; the money is back in the fund. 已冲回',
});

export const DisbursementTable = defineEntity({
  name: 'Disbursement',
  properties: {
    id: p.string().length(40).primary(),
    fund: () => p.manyToOne(CommunityCharityFundTable).mapToPk().index(),
    projectId: p.string().length(40).index(),
    districtCode: p.string().length(12).index(),
    outOfDistrict: p.boolean(),
    reason: p.string().length(200).nullable(),
    amountFen: p.bigint('number'),
    state: p.enum(() => DisbursementState),
    voucherNo: p.string().length(60).nullable(),
    committedAt: p.datetime(),
    paidAt: p.datetime().nullable(),
  },
});

export class Disbursement extends DisbursementTable.class {}

publish(Disbursement, DisbursementTable, {
  about: 'Money of a community charity fund for a service project. 社区慈善基金拨付',
  row: 'S4-08',
  keep: 'P30Y',
  fields: {
    id: open('Key. 标识'),
    fund: open('The fund that pays. 基金', { ref: () => CommunityCharityFund }),
    projectId: open('The project that is paid. 受助项目', { as: 'project', ref: () => ServiceProject }),
    districtCode: open('Where the project serves. 项目所在地区', { as: 'district', ref: () => District }),
    outOfDistrict: open('Spent outside the district of the fund. 是否辖区外使用'),
    reason: open('Why outside the district. 辖区外使用理由'),
    amountFen: open('Amount in fen. 金额(分)'),
    state: open('State. 状态'),
    voucherNo: open('Payment voucher. 付款凭证号'),
    committedAt: open('When it was committed. 承诺时间'),
    paidAt: open('When it was paid. 拨付时间'),
  },
});
