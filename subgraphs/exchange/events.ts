import { defineEvents } from '#kit/feed/events';

/** What the exchange itself announces: who asks for data and who may read it. Facts name no person. */
export const events = defineEvents({
  SharingRequested: { about: 'Data was asked for. 提交共享申请', audience: 'departments' },
  SharingDeadlineExtended: { about: 'The owner takes longer to answer. 延长答复期限', audience: 'departments' },
  SharingGranted: { about: 'A request was granted. 同意共享申请', audience: 'departments' },
  SharingRefused: { about: 'A request was refused. 不予同意共享申请', audience: 'departments' },
  SharingWithdrawn: { about: 'A request was withdrawn. 撤回共享申请', audience: 'departments' },
  SharingGrantRevoked: { about: 'A grant was taken back. 撤销共享授权', audience: 'departments' },
});
