import type { Migration } from '#kit/migrations/migration';

/** Tables as the entities define them; written by `npm run migration`. */
export const tables: Migration = {
  name: '0001-tables',
  up: [
    'create table "activity_event" ("position" bigserial primary key, "id" varchar(36) not null, "department" varchar(40) not null, "type" varchar(80) not null, "subject_type" varchar(80) not null, "subject_key" varchar(120) not null, "occurred_at" timestamptz not null, "recorded_at" timestamptz not null default now(), "district_code" varchar(12) null, "organization_uscc" varchar(18) null, "project_id" varchar(64) null, "audience" varchar(12) not null, "facts" jsonb not null)',
    'alter table "activity_event" add constraint "activity_event_id_unique" unique ("id")',
    'create index "activity_event_subject_type_subject_key_position_index" on "activity_event" ("subject_type", "subject_key", "position")',
    'create index "activity_event_organization_uscc_position_index" on "activity_event" ("organization_uscc", "position")',
    'create index "activity_event_project_id_position_index" on "activity_event" ("project_id", "position")',
    'create index "activity_event_district_code_position_index" on "activity_event" ("district_code", "position")',
    'create index "activity_event_type_position_index" on "activity_event" ("type", "position")',
    'create table "idempotency_key" ("owner" varchar(200) not null, "action" varchar(80) not null, "key" varchar(64) not null, "input_hash" varchar(64) not null, "result" varchar(120) null, "created_at" timestamptz not null default now(), primary key ("owner", "action", "key"))',
    'create table "outbox_position" ("department" varchar(40) not null, "cursor" varchar(44) not null, "advanced_at" timestamptz not null, primary key ("department"))',
    'create table "outbox" ("seq" bigserial primary key, "xid" xid8 not null default pg_current_xact_id(), "id" varchar(36) not null, "type" varchar(80) not null, "subject_type" varchar(80) not null, "subject_key" varchar(120) not null, "occurred_at" timestamptz not null, "district" varchar(12) null, "organization" varchar(18) null, "project" varchar(64) null, "audience" varchar(12) not null, "facts" jsonb not null)',
    'alter table "outbox" add constraint "outbox_id_unique" unique ("id")',
    'create index "outbox_xid_seq_index" on "outbox" ("xid", "seq")',
    'create table "seed_state" ("id" int not null, "people" int not null, "seed" int not null, "today" date not null, "finished_at" timestamptz not null default now(), primary key ("id"))',
    'create table "sharing_request" ("id" varchar(40) not null, "party" text not null, "applicant" varchar(40) not null, "owner" varchar(40) not null, "items" text[] not null, "purpose" varchar(200) not null, "legal_basis" varchar(300) not null, "case_no" varchar(80) not null, "days" int not null, "state" text not null, "submitted_at" timestamptz not null, "due_on" date not null, "is_due_provisional" boolean not null, "extension_reason" varchar(300) null, "answered_at" timestamptz null, "reason" varchar(300) null, primary key ("id"))',
    'create index "sharing_request_applicant_index" on "sharing_request" ("applicant")',
    'create index "sharing_request_owner_index" on "sharing_request" ("owner")',
    'alter table "sharing_request" add constraint "sharing_request_party_check" check ("party" in (\'DEPARTMENT\', \'PARTNER\'))',
    "alter table \"sharing_request\" add constraint \"sharing_request_state_check\" check (\"state\" in ('SUBMITTED', 'GRANTED', 'PARTLY_GRANTED', 'REFUSED', 'WITHDRAWN'))",
    'create table "sharing_grant" ("id" varchar(40) not null, "request_id" varchar(40) not null, "party" text not null, "applicant" varchar(40) not null, "owner" varchar(40) not null, "items" text[] not null, "purpose" varchar(200) not null, "state" text not null, "granted_at" timestamptz not null, "until" timestamptz not null, "revoked_at" timestamptz null, "reason" varchar(300) null, primary key ("id"))',
    'alter table "sharing_grant" add constraint "sharing_grant_request_id_unique" unique ("request_id")',
    'create index "sharing_grant_applicant_index" on "sharing_grant" ("applicant")',
    'create index "sharing_grant_owner_index" on "sharing_grant" ("owner")',
    'create index "sharing_grant_until_index" on "sharing_grant" ("until")',
    'alter table "sharing_grant" add constraint "sharing_grant_party_check" check ("party" in (\'DEPARTMENT\', \'PARTNER\'))',
    'alter table "sharing_grant" add constraint "sharing_grant_state_check" check ("state" in (\'ACTIVE\', \'REVOKED\'))',
    'alter table "sharing_grant" add constraint "sharing_grant_request_id_foreign" foreign key ("request_id") references "sharing_request" ("id")',
  ],
};
