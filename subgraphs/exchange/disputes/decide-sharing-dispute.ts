import { action } from '#kit/actions/action';
import { flag, id, text } from '#kit/actions/input';
import { ensure } from '#kit/actions/problem';
import { stepAction } from '#kit/actions/step-action';
import { callerName } from '#kit/identity/caller';
import { events } from '../events.js';
import { answerDue } from '../sharing/answer-deadline.js';
import { GOVERNMENT, isNeutral, maySeeSharing, organizationOf, partyOf } from '../sharing/sharing-parties.policy.js';
import { sharingRequestLifecycle } from '../sharing/sharing-request.lifecycle.js';
import { SharingRequest } from '../sharing/sharing-request.entity.js';
import { disputeLifecycle } from './sharing-dispute.lifecycle.js';
import { SharingDispute } from './sharing-dispute.entity.js';

export const escalateSharingDispute = action({
  about: 'Takes a dispute to the next layer: the competent body, then the government. 争议升级',
  row: 'Decree-809',
  may: (caller) => partyOf(caller) !== undefined,
  input: {
    dispute: id('The dispute. 争议'),
    reason: text('Why this layer did not end it. 理由', { min: 4, max: 500 }),
  },
  returns: SharingDispute,
  async run(act, { dispute: key, reason }) {
    const found = await act.lock(SharingDispute, key, 'dispute');
    ensure(maySeeSharing(act.caller, found), 'FORBIDDEN', 'the two sides take it further', { field: 'dispute' });
    await disputeLifecycle.fire(act, found, found.state === 'NEGOTIATION' ? 'mediate' : 'refer');
    found.escalationReason = reason;
    // What was on the table below is not on this one.
    found.proposal = null;
    found.proposedBy = null;
    found.acceptedByApplicant = false;
    found.acceptedByOwner = false;
    act.announce(events.DisputeEscalated, {
      subject: found,
      organization: organizationOf(found),
      facts: { owner: found.owner, state: found.state },
    });
    return found;
  },
});

export const decideSharingDispute = action({
  about:
    'Decides a dispute for one side; decided for the applicant of a refused request, the owner has to answer it again. 决定数据共享争议',
  row: 'Decree-809',
  may: (caller) => caller.kind === 'department' && caller.roles.includes(GOVERNMENT),
  input: {
    dispute: id('The dispute. 争议'),
    upheld: flag('Whether the applicant is right. 是否支持申请方'),
    decision: text('The decision with its reasons. 决定及理由', { min: 4, max: 1000 }),
  },
  returns: SharingDispute,
  async run(act, { dispute: key, upheld, decision }) {
    const found = await act.lock(SharingDispute, key, 'dispute');
    ensure(isNeutral(act.caller, GOVERNMENT, found), 'FORBIDDEN', 'nobody decides in his own matter', {
      field: 'dispute',
    });
    await disputeLifecycle.fire(act, found, upheld ? 'uphold' : 'dismiss');
    found.decidedBy = callerName(act.caller);
    found.decision = decision;
    found.endedAt = act.now;
    if (upheld) {
      const request = await act.lock(SharingRequest, found.request, 'dispute');
      if (request.state === 'REFUSED') {
        await sharingRequestLifecycle.fire(act, request, 'reopen');
        const due = answerDue(act.now);
        Object.assign(request, { dueOn: due.date, isDueProvisional: due.provisional, answeredAt: null });
      }
    }
    act.announce(events.DisputeEnded, {
      subject: found,
      organization: organizationOf(found),
      facts: { owner: found.owner, state: found.state },
    });
    return found;
  },
});

export const withdrawSharingDispute = stepAction({
  about: 'Withdraws a dispute that is still open. 撤回数据共享争议',
  row: 'Decree-809',
  may: (caller) => partyOf(caller) !== undefined,
  entity: SharingDispute,
  lifecycle: disputeLifecycle,
  transition: 'withdraw',
  own: ({ caller }, row) => maySeeSharing(caller, { ...row, owner: '' }),
  apply: ({ now }, row) => {
    row.endedAt = now;
  },
  event: events.DisputeEnded,
  announce: (row) => ({ organization: organizationOf(row), facts: { owner: row.owner, state: row.state } }),
});
