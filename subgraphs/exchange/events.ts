import { defineEvents } from '#kit/feed/events';

/** What the exchange itself announces: who asks for data and who may read it. Facts name no person. */
export const events = defineEvents({
  SharingRequested: { about: 'Data was asked for. 提交共享申请', audience: 'departments' },
  SharingDeadlineExtended: { about: 'The owner takes longer to answer. 延长答复期限', audience: 'departments' },
  SharingGranted: { about: 'A request was granted. 同意共享申请', audience: 'departments' },
  SharingRefused: { about: 'A request was refused. 不予同意共享申请', audience: 'departments' },
  SharingWithdrawn: { about: 'A request was withdrawn. 撤回共享申请', audience: 'departments' },
  CorrectionRequested: { about: 'A value was said to be wrong. 提交校核纠错申请', audience: 'departments' },
  CorrectionAnswered: { about: 'A correction request was answered. 答复校核纠错申请', audience: 'departments' },
  CorrectionWithdrawn: { about: 'A correction request was withdrawn. 撤回校核纠错申请', audience: 'departments' },
  DisputeRaised: { about: 'An answer to a sharing request is disputed. 提出共享争议', audience: 'departments' },
  SettlementProposed: { about: 'A settlement of a dispute was proposed. 提出争议解决方案', audience: 'departments' },
  DisputeEscalated: { about: 'A dispute went to the next layer. 共享争议升级', audience: 'departments' },
  DisputeEnded: { about: 'A dispute was settled, decided or withdrawn. 共享争议结束', audience: 'departments' },
  SharingGrantRevoked: { about: 'A grant was taken back. 撤销共享授权', audience: 'departments' },
});
