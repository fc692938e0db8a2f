import { action } from '#kit/actions/action';
import { id, text } from '#kit/actions/input';
import { ensure } from '#kit/actions/problem';
import { chinaDate } from '#kit/deadlines/china-date';
import { newId } from '#lib/new-id';
import { events } from '../events.js';
import { maySeeSharing, organizationOf, partyOf } from '../sharing/sharing-parties.policy.js';
import { SharingGrant } from '../sharing/sharing-grant.entity.js';
import { SharingRequest } from '../sharing/sharing-request.entity.js';
import { DisputeState, SharingDispute } from './sharing-dispute.entity.js';

const ENDED = [DisputeState.SETTLED, DisputeState.UPHELD, DisputeState.DISMISSED, DisputeState.WITHDRAWN];

export const raiseSharingDispute = action({
  about:
    'Objects to how a request was answered: refused, granted in part, not answered in time, or a grant taken back. 提出数据共享争议',
  row: 'Decree-809',
  may: (caller) => partyOf(caller) !== undefined,
  input: {
    request: id('The request. 申请'),
    claim: text('What is objected to, and why. 争议事项及理由', { min: 4, max: 1000 }),
  },
  returns: SharingDispute,
  async run(act, { request: key, claim }) {
    const request = await act.lock(SharingRequest, key, 'request');
    const isApplicant = maySeeSharing(act.caller, { ...request, owner: '' });
    ensure(isApplicant, 'FORBIDDEN', 'who asked for the data disputes the answer', { field: 'request' });
    const isOverdue = request.state === 'SUBMITTED' && request.dueOn < chinaDate(act.now);
    const revoked = await act.em.count(SharingGrant, { request: request.id, state: 'REVOKED' });
    ensure(
      isOverdue || revoked > 0 || request.state === 'REFUSED' || request.state === 'PARTLY_GRANTED',
      'RULE_BROKEN',
      'there is nothing to dispute: it was granted, withdrawn, or is still to be answered in time',
      { field: 'request' },
    );
    const open = await act.em.count(SharingDispute, { request: request.id, state: { $nin: ENDED } });
    ensure(open === 0, 'DUPLICATE', 'a dispute about it is open already', { field: 'request' });
    const dispute = act.em.create(SharingDispute, {
      id: newId('dsp'),
      request: request.id,
      party: request.party,
      applicant: request.applicant,
      owner: request.owner,
      claim,
      state: DisputeState.NEGOTIATION,
      acceptedByApplicant: false,
      acceptedByOwner: false,
      raisedAt: act.now,
    });
    act.announce(events.DisputeRaised, {
      subject: dispute,
      organization: organizationOf(dispute),
      facts: { owner: dispute.owner },
    });
    return dispute;
  },
});
