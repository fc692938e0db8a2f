import { stepAction } from '#kit/actions/step-action';
import { events } from '../events.js';
import { maySeeSharing, organizationOf, partyOf } from './sharing-parties.policy.js';
import { SharingRequest } from './sharing-request.entity.js';
import { sharingRequestLifecycle } from './sharing-request.lifecycle.js';

export const withdrawSharingRequest = stepAction({
  about: 'Withdraws a request that was not answered yet. 撤回共享申请',
  row: 'Decree-809',
  may: (caller) => partyOf(caller) !== undefined,
  entity: SharingRequest,
  lifecycle: sharingRequestLifecycle,
  transition: 'withdraw',
  own: ({ caller }, row) => maySeeSharing(caller, { ...row, owner: '' }),
  event: events.SharingWithdrawn,
  announce: (request) => ({ organization: organizationOf(request), facts: { owner: request.owner } }),
});
