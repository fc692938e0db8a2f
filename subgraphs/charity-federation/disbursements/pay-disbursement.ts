import { action } from '#kit/actions/action';
import { id, text } from '#kit/actions/input';
import { ensure } from '#kit/actions/problem';
import { anyOf, isForeignPartner, officials, partners } from '#kit/identity/access';
import { events } from '../events.js';
import { CommunityCharityFund } from '../funds/fund.entity.js';
import { Disbursement } from './disbursement.entity.js';
import { disbursementLifecycle } from './disbursement.lifecycle.js';

export const payDisbursement = action({
  about: 'Pays what was committed. 支付已承诺的拨付',
  row: 'S4-08',
  may: anyOf(officials('charity-federation'), partners),
  input: {
    disbursementId: id('The disbursement. 拨付'),
    voucherNo: text('Payment voucher. 付款凭证号', { max: 60 }),
  },
  returns: Disbursement,
  async run(act, { disbursementId, voucherNo }) {
    const payment = await act.lock(Disbursement, disbursementId, 'disbursementId');
    const fund = await act.require(CommunityCharityFund, payment.fund, 'disbursementId');
    ensure(!isForeignPartner(act.caller, fund.hostUscc), 'FORBIDDEN', 'another charity hosts this fund', {
      field: 'disbursementId',
    });
    await disbursementLifecycle.fire(act, payment, 'pay');
    payment.voucherNo = voucherNo;
    payment.paidAt = act.now;
    act.announce(events.FundSpent, {
      subject: payment,
      organization: fund.hostUscc,
      district: payment.districtCode,
      project: payment.projectId,
      facts: { amountFen: payment.amountFen, fund: fund.id, outOfDistrict: payment.outOfDistrict, paid: true },
    });
    return payment;
  },
});
