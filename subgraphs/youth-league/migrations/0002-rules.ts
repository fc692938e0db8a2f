import type { Migration } from '#kit/migrations/migration';

/**
 * The volunteer in an exclusion constraint. Its 64-bit hash is five times as fast to index and to check as the text; two of a
 * million volunteers share one with a chance below 1 in 30 million.
 */
const VOLUNTEER = 'hashtextextended(volunteer_id, 0)';

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
       (${VOLUNTEER} with =, tstzrange(starts_at, ends_at) with &&) where (state in ('ACCEPTED', 'CONFIRMED', 'ATTENDED'))`,
    // S0-24: no two live records of one volunteer overlap.
    `alter table service_record add constraint record_no_overlap exclude using gist
       (${VOLUNTEER} with =, tstzrange(started_at, ended_at) with &&) where (state <> 'VOIDED')`,
    `alter table service_record add constraint record_minutes check (minutes > 0 and minutes = floor(extract(epoch from (ended_at - started_at)) / 60))`,
    // S0-24: append-only; only the state moves, and only forward.
    `create function keep_record() returns trigger language plpgsql as $$ begin
       if tg_op <> 'UPDATE' or (new.state <> old.state and (old.state, new.state) not in
            (('PENDING', 'CONFIRMED'), ('PENDING', 'VOIDED'), ('CONFIRMED', 'VOIDED')))
          or (new.id, new.volunteer_id, new.shift_id, new.activity_id, new.person_id, new.host_uscc, new.project_id, new.district_code,
              new.started_at, new.ended_at, new.minutes, new.recorder, new.corrects, new.recorded_at, new.hash)
             is distinct from
             (old.id, old.volunteer_id, old.shift_id, old.activity_id, old.person_id, old.host_uscc, old.project_id, old.district_code,
              old.started_at, old.ended_at, old.minutes, old.recorder, old.corrects, old.recorded_at, old.hash)
       then raise exception 'a service record is never changed' using errcode = 'restrict_violation'; end if;
       return new; end $$`,
    `create trigger record_append_only before update or delete on service_record for each row execute function keep_record()`,
    `create trigger record_never_emptied before truncate on service_record for each statement execute function keep_record()`,
    // S0-24: what a certificate says is frozen at issue.
    `alter table record_certificate add constraint certificate_period check (period_to >= period_from)`,
    `create function keep_certificate() returns trigger language plpgsql as $$ begin
       if old.state <> 'REQUESTED' and (new.cert_no, new.volunteer_id, new.person_id, new.period_from, new.period_to, new.minutes, new.records, new.issued_on)
          is distinct from (old.cert_no, old.volunteer_id, old.person_id, old.period_from, old.period_to, old.minutes, old.records, old.issued_on)
       then raise exception 'a certificate is frozen at issue' using errcode = 'restrict_violation'; end if;
       return new; end $$`,
    `create trigger certificate_frozen before update on record_certificate for each row execute function keep_certificate()`,
    // S0-22: an active team is in the division of its body (440100 stands for 4401…, 440000 for 44…).
    `alter table volunteer_team add constraint team_territorial check (state <> 'ACTIVE' or (supervising_uscc is not null and supervising_district is not null
       and starts_with(district_code, case when length(supervising_district) = 6 then regexp_replace(supervising_district, '(00){1,2}$', '')
         else supervising_district end)))`,
    // S0-29: one application per shift that is not taken back or refused.
    `create unique index application_once_per_shift on application (volunteer_id, shift_id) where state not in ('WITHDRAWN', 'DECLINED')`,
    `create index application_waiting on application (shift_id, applied_at, id) where state = 'WAITLISTED'`,
    // Star levels are policy: rows with validity. These are of the national measure of 2012.
    `alter table star_policy add constraint star_policy_range check (level between 1 and 5 and minimum_hours > 0)`,
    `alter table star_policy add constraint star_policy_one_at_a_time
       exclude using gist (level with =, daterange(effective_from, effective_to, '[]') with &&)`,
    `insert into star_policy (id, level, minimum_hours, effective_from)
       select 'star_' || level, level, hours, date '2012-10-23' from (values (1, 100), (2, 300), (3, 600), (4, 1000), (5, 1500)) as star(level, hours)`,
    `create index record_confirmed_district on service_record (district_code) include (minutes) where state = 'CONFIRMED'`,
    `create index volunteer_district on volunteer (district_code text_pattern_ops)`,
    `create index activity_district on volunteer_activity (district_code text_pattern_ops)`,
    `create index team_district on volunteer_team (district_code text_pattern_ops)`,
  ],
};
