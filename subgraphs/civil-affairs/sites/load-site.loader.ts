import type { EntityManager } from '@mikro-orm/postgresql';
import type { Context } from '#kit/identity/context';
import { byId } from '#kit/loading/by-key';
import { sql, type SqlValue } from '#kit/sql';
import { ServiceCenter } from './service-center.entity.js';
import { ServiceStation } from './service-station.entity.js';

/** Ids tell the kind, so that a reference to the interface costs no second lookup. */
export async function loadSite(
  { load }: Pick<Context, 'load'>,
  id: string,
): Promise<ServiceStation | ServiceCenter | null> {
  return id.startsWith('ctr_') ? load(byId(ServiceCenter), id) : load(byId(ServiceStation), id);
}

export interface SiteSelection {
  /** Prefix of division codes. */
  readonly within: string | undefined;
  readonly operator: string | undefined;
}

/** Ids of stations and centres after one id, in order. */
export async function siteIds(
  em: EntityManager,
  selection: SiteSelection,
  after: string | undefined,
  limit: number,
): Promise<string[]> {
  const { condition, parameters } = conditionOf(selection);
  const rows = await sql<{ id: string }>(
    em,
    `select id from (select id, district_code, operator_uscc from service_station union all select id, district_code, operator_uscc from service_center) site
     where id > ? and ${condition} order by id limit ?`,
    [after ?? '', ...parameters, limit],
  );
  return rows.map(({ id }) => id);
}

export async function siteTotal(em: EntityManager, selection: SiteSelection): Promise<number> {
  const { condition, parameters } = conditionOf(selection);
  const [row] = await sql<{ n: string }>(
    em,
    `select count(*) as n from (select district_code, operator_uscc from service_station union all select district_code, operator_uscc from service_center) site where ${condition}`,
    parameters,
  );
  return Number(row?.n ?? 0);
}

function conditionOf({ within, operator }: SiteSelection): { condition: string; parameters: SqlValue[] } {
  const parts: string[] = ['true'];
  const parameters: SqlValue[] = [];
  if (within !== undefined) {
    parts.push('district_code like ?');
    parameters.push(`${within}%`);
  }
  if (operator !== undefined) {
    parts.push('operator_uscc = ?');
    parameters.push(operator);
  }
  return { condition: parts.join(' and '), parameters };
}
