import type { Migration } from '#kit/migrations/migration';

/** Rules that must hold whoever writes, also at the same time: they stand in the database. */
export const rules: Migration = {
  name: '0002-rules',
  up: [
    `create extension if not exists btree_gist`,
    `create sequence volunteer_no start 500000001`,
    `create sequence certificate_no`,
    // S0-29: accepted never exceeds positions.
    `alter table activity_shift add constraint shift_capacity check (accepted between 0 and positions)`,
    `alter table activity_shift add constraint shift_period check (ends_at > starts_at)`,
    // S0-29: a volunteer has no two shifts at once.
    `alter table application add constraint application_no_overlap exclude using gist
       (volunteer_id with =, tstzrange(starts_at, ends_at) with &&) where (state in ('ACCEPTED', 'CONFIRMED', 'ATTENDED'))`,
    // S0-24: no two live records of one volunteer overlap.
    `alter table service_record add constraint record_no_overlap exclude using gist
       (volunteer_id with =, tstzrange(started_at, ended_at) with &&) where (state <> 'VOIDED')`,
    `alter table service_record add constraint record_minutes check (minutes > 0 and minutes = floor(extract(epoch from (ended_at - started_at)) / 60))`,
    // S0-24: append-only; only the state moves.
    `create function record_is_append_only() returns trigger language plpgsql as $$ begin
       if tg_op = 'DELETE' or (old.hash, old.minutes, old.started_at, old.ended_at, old.volunteer_id, old.shift_id) is distinct from
          (new.hash, new.minutes, new.started_at, new.ended_at, new.volunteer_id, new.shift_id) then
         raise exception 'a service record is never edited' using errcode = 'restrict_violation';
       end if; return new; end $$`,
    `create trigger record_append_only before update or delete on service_record for each row execute function record_is_append_only()`,
    `create index record_confirmed_district on service_record (district_code text_pattern_ops) where state = 'CONFIRMED'`,
    `create index volunteer_district on volunteer (district_code text_pattern_ops)`,
  ],
};
