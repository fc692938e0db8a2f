import type { Migration } from '#kit/migrations/migration';

/** Rules that must hold whoever writes: they stand in the database. */
export const rules: Migration = {
  name: '0002-rules',
  up: [
    // S2-01: one mandated station per street.
    `create unique index station_one_mandated_per_street on service_station (district_code) where coverage = 'MANDATED' and state <> 'CLOSED'`,
    `alter table service_project add constraint project_period check (ends_on > starts_on)`,
    `alter table service_project add constraint project_budget check (budget_fen > 0)`,
    `alter table service_center add constraint center_area check (floor_area_sqm > 0)`,
    `create index district_code_prefix on district (code text_pattern_ops)`,
    `create index organization_district_prefix on organization (district_code text_pattern_ops)`,
    `create index person_district_prefix on person (district_code text_pattern_ops)`,
    `create index project_district_prefix on service_project (district_code text_pattern_ops)`,
  ],
};
