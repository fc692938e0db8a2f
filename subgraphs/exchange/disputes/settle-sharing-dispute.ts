import { type Act, action } from '#kit/actions/action';
import { id, text } from '#kit/actions/input';
import { ensure } from '#kit/actions/problem';
import { callerName } from '#kit/identity/caller';
import { events } from '../events.js';
import { COORDINATOR, isNeutral, maySeeSharing, organizationOf, partyOf } from '../sharing/sharing-parties.policy.js';
import { disputeLifecycle } from './sharing-dispute.lifecycle.js';
import { SharingDispute } from './sharing-dispute.entity.js';

const dispute = id('The dispute. 争议');

/** Which side of a dispute the caller is; a department that is both is refused when it asks for data. */
function sideOf({ caller }: Act, row: SharingDispute): 'applicant' | 'owner' | undefined {
  if (caller.kind === 'department' && caller.department === row.owner) return 'owner';
  return maySeeSharing(caller, { ...row, owner: '' }) ? 'applicant' : undefined;
}

/** What has ended, or is before the government, is not settled between the sides any more. */
function ensureOpen({ state }: SharingDispute): void {
  ensure(
    state === 'NEGOTIATION' || state === 'MEDIATION',
    'ILLEGAL_TRANSITION',
    `nothing is settled any more: the dispute is ${state}`,
    { field: 'state' },
  );
}

export const proposeSettlement = action({
  about:
    'Puts a settlement on the table: one side while they negotiate, the competent body while it mediates. 提出解决方案',
  row: 'Decree-809',
  may: (caller) => partyOf(caller) !== undefined,
  input: { dispute, proposal: text('What both sides should agree to. 方案', { min: 4, max: 1000 }) },
  returns: SharingDispute,
  async run(act, { dispute: key, proposal }) {
    const found = await act.lock(SharingDispute, key, 'dispute');
    const side = sideOf(act, found);
    const mayPropose = found.state === 'MEDIATION' ? isNeutral(act.caller, COORDINATOR, found) : side !== undefined;
    ensure(mayPropose, 'FORBIDDEN', 'the sides propose while they negotiate, the competent body while it mediates', {
      field: 'dispute',
    });
    ensureOpen(found);
    found.proposal = proposal;
    found.proposedBy = callerName(act.caller);
    // Who proposes agrees to it.
    found.acceptedByApplicant = side === 'applicant';
    found.acceptedByOwner = side === 'owner';
    act.announce(events.SettlementProposed, {
      subject: found,
      organization: organizationOf(found),
      facts: { owner: found.owner, state: found.state },
    });
    return found;
  },
});

export const acceptSettlement = action({
  about: 'Agrees to the settlement on the table; with both sides’ consent the dispute is settled. 接受解决方案',
  row: 'Decree-809',
  may: (caller) => partyOf(caller) !== undefined,
  input: { dispute },
  returns: SharingDispute,
  async run(act, { dispute: key }) {
    const found = await act.lock(SharingDispute, key, 'dispute');
    const side = sideOf(act, found);
    ensure(side, 'FORBIDDEN', 'the two sides settle a dispute', { field: 'dispute' });
    ensureOpen(found);
    ensure(found.proposal, 'RULE_BROKEN', 'there is no settlement on the table', { field: 'dispute' });
    if (side === 'applicant') found.acceptedByApplicant = true;
    else found.acceptedByOwner = true;
    if (!(found.acceptedByApplicant && found.acceptedByOwner)) return found;
    await disputeLifecycle.fire(act, found, 'settle');
    found.endedAt = act.now;
    act.announce(events.DisputeEnded, {
      subject: found,
      organization: organizationOf(found),
      facts: { owner: found.owner, state: found.state },
    });
    return found;
  },
});
