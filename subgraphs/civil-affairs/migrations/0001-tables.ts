import type { Migration } from '#kit/migrations/migration';

/** Tables as the entities define them; written by `npm run migration`. */
export const tables: Migration = {
  name: '0001-tables',
  up: [
    "create table \"district\" (\"code\" varchar(12) not null, \"name\" varchar(60) not null, \"level\" text not null, \"kind\" text not null, \"parent_code\" varchar(12) null, \"valid_from\" date not null, \"valid_to\" date null, primary key (\"code\"))",
    "create index \"district_parent_code_index\" on \"district\" (\"parent_code\")",
    "alter table \"district\" add constraint \"district_level_check\" check (\"level\" in ('PROVINCE', 'CITY', 'COUNTY', 'TOWN'))",
    "alter table \"district\" add constraint \"district_kind_check\" check (\"kind\" in ('STATUTORY', 'FUNCTIONAL_ZONE'))",
    "create table \"idempotency_key\" (\"owner\" varchar(200) not null, \"action\" varchar(80) not null, \"key\" varchar(64) not null, \"input_hash\" varchar(64) not null, \"result\" varchar(120) null, \"created_at\" timestamptz not null default now(), primary key (\"owner\", \"action\", \"key\"))",
    "create table \"organization\" (\"uscc\" varchar(18) not null, \"name\" varchar(120) not null, \"type\" text not null, \"role\" varchar(40) null, \"authority\" varchar(120) not null, \"state\" text not null, \"district_code\" varchar(12) not null, \"registered_on\" date null, \"refusal_reason\" text null, primary key (\"uscc\"))",
    "create index \"organization_name_index\" on \"organization\" (\"name\")",
    "create index \"organization_district_code_index\" on \"organization\" (\"district_code\")",
    "alter table \"organization\" add constraint \"organization_type_check\" check (\"type\" in ('PUBLIC_BODY', 'SOCIAL_ASSOCIATION', 'SOCIAL_SERVICE_INSTITUTION', 'FOUNDATION', 'OTHER'))",
    "alter table \"organization\" add constraint \"organization_state_check\" check (\"state\" in ('SUBMITTED', 'ACCEPTED', 'ACTIVE', 'REFUSED', 'REVOKED'))",
    "create table \"outbox\" (\"seq\" bigserial primary key, \"xid\" xid8 not null default pg_current_xact_id(), \"id\" varchar(36) not null, \"type\" varchar(80) not null, \"subject_type\" varchar(80) not null, \"subject_key\" varchar(120) not null, \"occurred_at\" timestamptz not null, \"district\" varchar(12) null, \"organization\" varchar(18) null, \"project\" varchar(64) null, \"audience\" varchar(12) not null, \"facts\" jsonb not null)",
    "alter table \"outbox\" add constraint \"outbox_id_unique\" unique (\"id\")",
    "create index \"outbox_xid_seq_index\" on \"outbox\" (\"xid\", \"seq\")",
    "create table \"seed_state\" (\"id\" int not null, \"people\" int not null, \"seed\" int not null, \"today\" date not null, \"finished_at\" timestamptz not null default now(), primary key (\"id\"))",
    "alter table \"district\" add constraint \"district_parent_code_foreign\" foreign key (\"parent_code\") references \"district\" (\"code\") on delete set null",
    "alter table \"organization\" add constraint \"organization_district_code_foreign\" foreign key (\"district_code\") references \"district\" (\"code\")",
  ],
};
