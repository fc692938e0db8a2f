import type { Migration } from '#kit/migrations/migration';

/** Rules that must hold whoever writes: they stand in the database. */
export const rules: Migration = {
  name: '0002-rules',
  up: [
    `alter table target add constraint target_goal check (goal > 0)`,
    // S0-12: each task has one owner and a due date; done tasks know when.
    `alter table action_item add constraint action_item_done check ((state = 'DONE') = (done_on is not null))`,
    `alter table meeting add constraint meeting_held check ((state in ('HELD', 'MINUTED')) = (held_on is not null))`,
    `create index joint_conference_member on joint_conference using gin (member_usccs)`,
    // S0-09: a nominated project carries a linkage mode, and nothing else does.
    `alter table nomination add constraint nomination_linkage check ((nominee_type = 'SERVICE_PROJECT') = (linkage_mode is not null))`,
  ],
};
