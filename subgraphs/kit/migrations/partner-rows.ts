/**
 * Statements that let partner organisations reach their own rows only, whatever a query asks: `PostgreSQL` itself leaves the others out, also
 * for the table's owner. The organisation is the one that `RowScope` names; without a name (departments, persons, the hub) all rows are reached,
 * and the department's own rules are what holds.
 * @param tables table → condition on its columns; `hub_partner()` is the organisation's credit code.
 */
export function partnerRows(tables: Readonly<Record<string, string>>): string[] {
  return [
    `create function hub_partner() returns text language sql stable as $$ select nullif(current_setting('hub.partner', true), '') $$`,
    ...Object.entries(tables).flatMap(([table, condition]) => [
      `alter table ${table} enable row level security`,
      `alter table ${table} force row level security`,
      `create policy partner_rows on ${table} using ((select hub_partner()) is null or (${condition}))`,
    ]),
  ];
}
