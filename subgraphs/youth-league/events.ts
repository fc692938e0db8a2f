import { defineEvents } from '#kit/feed/events';

/** What the youth league announces. Facts are numbers and codes; a volunteer is never named. */
export const events = defineEvents({
  VolunteerRegistered: { about: 'A volunteer was registered. 志愿者注册', audience: 'public' },
  VolunteerActivated: { about: 'A volunteer became active. 志愿者启用', audience: 'departments' },
  TeamFormed: { about: 'A team was formed. 志愿队伍组建', audience: 'public' },
  TeamAffiliated: { about: 'A team went under a supervising body. 队伍归口', audience: 'public' },
  ActivityPublished: { about: 'An activity was published. 活动发布', audience: 'public' },
  ActivityCancelled: { about: 'An activity was cancelled. 活动取消', audience: 'public' },
  ActivityFinished: { about: 'An activity is over. 活动结束', audience: 'public' },
  PositionFilled: { about: 'A position of a shift was filled. 岗位录用', audience: 'public' },
  ServiceRecorded: { about: 'Service was recorded. 服务记录录入', audience: 'departments' },
  ServiceConfirmed: { about: 'Service was confirmed. 服务记录确认', audience: 'public' },
  ServiceVoided: { about: 'A record was voided. 服务记录作废', audience: 'departments' },
  CertificateIssued: { about: 'A certificate was issued. 出具服务证明', audience: 'departments' },
  CertificateRevoked: { about: 'A certificate was revoked. 撤销服务证明', audience: 'departments' },
  TeamActivated: { about: 'A team is at work. 队伍启用', audience: 'public' },
  TeamDissolved: { about: 'A team was dissolved. 队伍解散', audience: 'public' },
  StarLevelReached: { about: 'A volunteer reached a star level. 达到星级', audience: 'public' },
});
