import { defineEntity, p } from '@mikro-orm/core';

/** Last receipt number of a charity in a year; locked while one is issued, so that numbers have no gaps. */
export const ReceiptCounterTable = defineEntity({
  name: 'ReceiptCounter',
  properties: {
    charityUscc: p.string().length(18).primary(),
    year: p.integer().primary(),
    last: p.integer(),
  },
});

export class ReceiptCounter extends ReceiptCounterTable.class {}

ReceiptCounterTable.setClass(ReceiptCounter);
