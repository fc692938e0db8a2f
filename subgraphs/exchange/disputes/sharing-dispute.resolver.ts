import { is, term } from '#kit/queries/filter';
import { register } from '#kit/queries/register';
import { visibleDisputes } from './dispute-parties.policy.js';
import { DisputeState, SharingDispute } from './sharing-dispute.entity.js';

export const sharingDisputeRegister = register(SharingDispute, {
  one: 'sharingDispute',
  many: 'sharingDisputes',
  about: 'Disputes of the caller; all of them for those who mediate and decide. 数据共享争议',
  order: 'desc',
  rowsFor: (caller) => visibleDisputes<SharingDispute>(caller),
  filter: {
    state: term('state', DisputeState, 'State. 状态'),
    owner: is('owner', 'Department that owns the data. 提供部门'),
    applicant: is('applicant', 'Who raised it. 申请方'),
    request: is('request', 'The request. 申请'),
  },
});
