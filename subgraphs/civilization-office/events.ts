import { defineEvents } from '#kit/feed/events';

/** What the civilization office announces. */
export const events = defineEvents({
  PolicyPublished: { about: 'A policy document was published. 政策发布', audience: 'public' },
  PolicyRepealed: { about: 'A policy document was repealed. 政策废止', audience: 'public' },
  MeetingScheduled: { about: 'A meeting of a joint conference was scheduled. 会议安排', audience: 'departments' },
  MeetingHeld: { about: 'A meeting of a joint conference was held. 会议召开', audience: 'public' },
  ActionItemAssigned: { about: 'A task was assigned. 任务分派', audience: 'departments' },
  ActionItemClosed: { about: 'A task was done. 任务办结', audience: 'departments' },
  NominationOpened: { about: 'Somebody was nominated. 推荐提名', audience: 'departments' },
  NominationPublicised: { about: 'A nomination is open to objections. 提名公示', audience: 'public' },
  CommendationConferred: { about: 'A commendation was conferred. 表彰授予', audience: 'public' },
  CommendationRevoked: { about: 'A commendation was revoked. 表彰撤销', audience: 'public' },
});
