import { action } from '#kit/actions/action';
import { divisionCode, fen, id, optional, text } from '#kit/actions/input';
import { ensure } from '#kit/actions/problem';
import { anyOf, isForeignPartner, officials, partners } from '#kit/identity/access';
import { divisionPrefix } from '#kit/queries/division-prefix';
import { newId } from '#lib/new-id';
import { events } from '../events.js';
import { CommunityCharityFund } from '../funds/fund.entity.js';
import { postEntry } from '../funds/post-entry.js';
import { Disbursement, DisbursementState } from './disbursement.entity.js';

export const disburse = action({
  about:
    'Commits money of an active fund to a project, and pays it when a voucher is given. Outside the district of the fund it needs a reason. 基金拨付',
  row: 'S4-08',
  may: anyOf(officials('charity-federation'), partners),
  idempotent: true,
  input: {
    fundId: id('The fund. 基金'),
    projectId: id('The project. 项目'),
    districtCode: divisionCode('Where the project serves. 项目所在地区'),
    amountFen: fen('Amount in fen; the balance must cover it. 金额(分)'),
    reason: optional(text('Why outside the district. 辖区外使用理由')),
    voucherNo: optional(text('Payment voucher; left out, it is committed only. 付款凭证号', { max: 60 })),
  },
  returns: Disbursement,
  async run(act, { fundId, projectId, districtCode, amountFen, reason, voucherNo }) {
    await act.require(CommunityCharityFund, fundId, 'fundId');
    const fund = await act.lock(CommunityCharityFund, fundId, 'fundId');
    ensure(!isForeignPartner(act.caller, fund.hostUscc), 'FORBIDDEN', 'another charity hosts this fund', {
      field: 'fundId',
    });
    ensure(fund.state === 'ACTIVE', 'ILLEGAL_TRANSITION', 'the fund is not active', { field: 'fundId', rule: 'S4-06' });
    const outOfDistrict = !districtCode.startsWith(divisionPrefix(fund.districtCode));
    ensure(!outOfDistrict || reason, 'RULE_BROKEN', 'spending outside the district needs a reason', {
      field: 'reason',
      rule: 'S4-08',
    });
    ensure(fund.balanceFen >= amountFen, 'INSUFFICIENT_FUNDS', 'the balance of the fund does not cover the amount', {
      field: 'amountFen',
      rule: 'S1-18',
    });
    const payment = act.em.create(Disbursement, {
      id: newId('dsb'),
      fund: fund.id,
      projectId,
      districtCode,
      outOfDistrict,
      reason: outOfDistrict ? (reason ?? null) : null,
      amountFen,
      state: voucherNo ? DisbursementState.PAID : DisbursementState.COMMITTED,
      voucherNo: voucherNo ?? null,
      committedAt: act.now,
      paidAt: voucherNo ? act.now : null,
    });
    postEntry(act, {
      fund: fund.id,
      kind: 'SPENT',
      amountFen: -amountFen,
      counter: 'PROJECTS',
      disbursement: payment.id,
    });
    act.announce(events.FundSpent, {
      subject: payment,
      organization: fund.hostUscc,
      district: districtCode,
      project: projectId,
      facts: { amountFen, fund: fund.id, outOfDistrict, paid: voucherNo !== undefined },
    });
    return payment;
  },
});
