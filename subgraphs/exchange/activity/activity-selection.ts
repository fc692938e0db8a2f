import type { Caller } from '#kit/identity/caller';
import { divisionPrefix } from '#kit/queries/division-prefix';
import type { SqlValue } from '#kit/sql';
import type { ActivityEvent } from './activity-event.entity.js';

/** What a client asks of the log; all given conditions must hold. */
export interface ActivityFilter {
  readonly department?: string | null | undefined;
  readonly types?: readonly string[] | null | undefined;
  readonly within?: string | null | undefined;
  readonly organization?: string | null | undefined;
  readonly project?: string | null | undefined;
  readonly subjectType?: string | null | undefined;
  readonly subjectKey?: string | null | undefined;
  readonly since?: Date | null | undefined;
}

/** One condition, once as SQL for reading the log and once as a predicate for live events. */
interface Condition {
  readonly sql: string;
  readonly parameters: readonly SqlValue[];
  readonly holds: (event: ActivityEvent) => boolean;
}

/** The events that a caller may see among those that he asks for. */
export interface ActivitySelection {
  readonly sql: string;
  readonly parameters: readonly SqlValue[];
  readonly holds: (event: ActivityEvent) => boolean;
}

export function selectActivity(filter: ActivityFilter, caller: Caller): ActivitySelection {
  const conditions = [audienceOf(caller), ...conditionsOf(filter)];
  return {
    sql: conditions.map((condition) => `(${condition.sql})`).join(' and '),
    parameters: conditions.flatMap((condition) => condition.parameters),
    holds: (event) => conditions.every((condition) => condition.holds(event)),
  };
}

/** Records about a volunteer: to an organisation, those of others do not exist, so neither does what happens to them. */
const OF_VOLUNTEERS: ReadonlySet<string> = new Set(['Volunteer', 'Application', 'ServiceRecord', 'RecordCertificate']);
const OF_VOLUNTEERS_SQL = [...OF_VOLUNTEERS].map((type) => `'${type}'`).join(', ');

/**
 * Everyone sees public events; departments see those meant for departments; the announcing department sees its own;
 * a partner sees what is public and not about the volunteers of others, and what concerns its own organisation and is meant for departments.
 */
function audienceOf(caller: Caller): Condition {
  switch (caller.kind) {
    case 'department':
      return {
        sql: `audience <> 'owner' or department = ?`,
        parameters: [caller.department],
        holds: (event) => event.audience !== 'owner' || event.department === caller.department,
      };
    case 'system':
      return { sql: `audience <> 'owner'`, parameters: [], holds: (event) => event.audience !== 'owner' };
    case 'partner':
      return {
        sql: `(audience = 'public' and subject_type not in (${OF_VOLUNTEERS_SQL})) or (audience <> 'owner' and organization_uscc = ?)`,
        parameters: [caller.organization],
        holds: (event) =>
          (event.audience === 'public' && !OF_VOLUNTEERS.has(event.subjectType)) ||
          (event.audience !== 'owner' && event.organizationUscc === caller.organization),
      };
    case 'dashboard':
    case 'person':
      return { sql: `audience = 'public'`, parameters: [], holds: (event) => event.audience === 'public' };
    default:
      return caller satisfies never;
  }
}

function conditionsOf(filter: ActivityFilter): Condition[] {
  const { types, within, since } = filter;
  const conditions: Condition[] = [];
  equals(conditions, 'department', 'department', filter.department);
  equals(conditions, 'organization_uscc', 'organizationUscc', filter.organization);
  equals(conditions, 'project_id', 'projectId', filter.project);
  equals(conditions, 'subject_type', 'subjectType', filter.subjectType);
  equals(conditions, 'subject_key', 'subjectKey', filter.subjectKey);
  if (types) {
    const wanted = new Set(types);
    const list = [...wanted].map(() => '?').join(', ');
    conditions.push({
      sql: wanted.size === 0 ? 'false' : `type in (${list})`,
      parameters: [...wanted],
      holds: (event) => wanted.has(event.type),
    });
  }
  if (within) {
    const prefix = divisionPrefix(within);
    conditions.push({
      sql: 'district_code like ?',
      parameters: [`${prefix}%`],
      holds: (event) => event.districtCode?.startsWith(prefix) ?? false,
    });
  }
  if (since) {
    conditions.push({ sql: 'occurred_at >= ?', parameters: [since], holds: (event) => event.occurredAt >= since });
  }
  return conditions;
}

function equals(into: Condition[], column: string, property: keyof ActivityEvent, value: string | null | undefined) {
  if (value === null || value === undefined) return;
  into.push({ sql: `${column} = ?`, parameters: [value], holds: (event) => event[property] === value });
}
