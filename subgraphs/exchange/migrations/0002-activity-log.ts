import { ACTIVITY_GENESIS } from '#kit/feed/activity-chain';
import type { Migration } from '#kit/migrations/migration';

/** The activity log as a table for each month, and the row that holds its two ends. */
export const activityLog: Migration = {
  name: '0002-activity-log',
  up: [
    'alter table activity_event rename to activity_event_shape',
    'create table activity_event (like activity_event_shape including defaults, primary key (position, recorded_at)) partition by range (recorded_at)',
    'drop table activity_event_shape',
    'create index activity_event_id on activity_event (id)',
    'create index activity_event_subject on activity_event (subject_type, subject_key, position)',
    'create index activity_event_organization on activity_event (organization_uscc, position)',
    'create index activity_event_project on activity_event (project_id, position)',
    'create index activity_event_person on activity_event (person_id, position)',
    'create index activity_event_district on activity_event (district_code text_pattern_ops, position)',
    'create index activity_event_type on activity_event (type, position)',
    `insert into activity_log (one, head, head_hash, head_at, floor, floor_hash, floor_at)
     values (true, 0, '${ACTIVITY_GENESIS}', 'epoch', 0, '${ACTIVITY_GENESIS}', 'epoch')`,
  ],
};
