import { defineEntity, p } from '@mikro-orm/core';
import { publish } from '#kit/publishing/publish';
import { open, personal } from '#kit/publishing/sharing';
import { Donation, DonationTable } from '../donations/donation.entity.js';
import { Organization } from '../references/organization.reference.js';

/** Name on the receipt of a donation without a named giver. */
export const ANONYMOUS_NAME = '匿名';

export const DonationReceiptTable = defineEntity({
  name: 'DonationReceipt',
  properties: {
    no: p.string().length(40).primary(),
    donation: () => p.manyToOne(DonationTable).mapToPk().unique(),
    donorName: p.string().length(120),
    amountFen: p.bigint('number'),
    amountInWords: p.string().length(120),
    charityUscc: p.string().length(18).index(),
    handler: p.string().length(40),
    issuedOn: p.date(),
    voidedOn: p.date().nullable(),
  },
});

export class DonationReceipt extends DonationReceiptTable.class {}

publish(DonationReceipt, DonationReceiptTable, {
  about: 'The receipt of a donation with what Charity Law art. 38 asks for. 捐赠票据',
  row: 'S4-14',
  keep: 'P30Y',
  keys: ['no'],
  fields: {
    no: open('Number, without gaps per charity and year. 票据编号'),
    donation: open('The donation. 捐赠', { ref: () => Donation }),
    amountFen: open('Amount in fen. 金额(分)'),
    amountInWords: open('Amount in capital characters. 金额大写'),
    charityUscc: open('The charity. 受赠单位', { as: 'charity', ref: () => Organization }),
    handler: personal('Who handled it, masked for others. 经手人(脱敏)', 'name'),
    issuedOn: open('Day of issue. 开具日期'),
    voidedOn: open('Day on which it lost its validity by a refund. 作废日期'),
  },
});
