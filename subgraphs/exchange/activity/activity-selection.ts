import { forbidden } from '#kit/errors';
import type { Caller } from '#kit/identity/caller';
import { divisionPrefix } from '#kit/queries/division-prefix';
import type { SqlValue } from '#kit/sql';
import type { ActivityEvent } from './activity-event.entity.js';
import { ANY, isIndexedPrefix, keyOf, type Selecting } from './listener-index.js';

/** What a client asks of the log; all given conditions must hold. */
export interface ActivityFilter {
  readonly department?: string | null | undefined;
  readonly types?: readonly string[] | null | undefined;
  readonly within?: string | null | undefined;
  readonly organization?: string | null | undefined;
  readonly project?: string | null | undefined;
  readonly person?: string | null | undefined;
  readonly subjectType?: string | null | undefined;
  readonly subjectKey?: string | null | undefined;
  readonly audience?: string | null | undefined;
  readonly since?: Date | null | undefined;
}

/** One condition, once as SQL for reading the log and once as a predicate for live events. */
interface Condition {
  readonly sql: string;
  readonly parameters: readonly SqlValue[];
  readonly holds: (event: ActivityEvent) => boolean;
}

/** The events that a caller may see among those that he asks for. */
export interface ActivitySelection extends Selecting {
  readonly sql: string;
  readonly parameters: readonly SqlValue[];
}

export const EVERYTHING: ActivitySelection = { sql: 'true', parameters: [], keys: [ANY], holds: () => true };

/** Throws FORBIDDEN when the caller may not ask for what concerns that person. */
export function selectActivity(filter: ActivityFilter, caller: Caller): ActivitySelection {
  if (filter.person && !mayAskAbout(filter.person, caller)) {
    throw forbidden('Only departments, and the person himself, may ask for what concerns a person.');
  }
  const conditions = [audienceOf(caller), ...conditionsOf(filter)];
  return {
    sql: conditions.map((condition) => `(${condition.sql})`).join(' and '),
    parameters: conditions.flatMap((condition) => condition.parameters),
    keys: keysOf(filter),
    holds: (event) => conditions.every((condition) => condition.holds(event)),
  };
}

/** By what live events are found, the rarest that the filter names. */
function keysOf(filter: ActivityFilter): string[] {
  const { subjectType, subjectKey, project, organization, within, types, department } = filter;
  if (filter.person) return [keyOf.person(filter.person)];
  if (subjectType && subjectKey) return [keyOf.subject(subjectType, subjectKey)];
  if (project) return [keyOf.project(project)];
  if (organization) return [keyOf.organization(organization)];
  const prefix = within ? divisionPrefix(within) : undefined;
  if (prefix !== undefined && prefix.length > 2 && isIndexedPrefix(prefix)) return [keyOf.district(prefix)];
  if (types && types.length > 0) return [...new Set(types)].map(keyOf.type);
  if (prefix !== undefined && isIndexedPrefix(prefix)) return [keyOf.district(prefix)];
  return [department ? keyOf.department(department) : ANY];
}

/** To others a public event must not say whom it concerns. */
function mayAskAbout(person: string, caller: Caller): boolean {
  return caller.kind === 'department' || (caller.kind === 'person' && caller.person === person);
}

/** Records about a volunteer: to an organisation, those of others do not exist, so neither does what happens to them. */
const OF_VOLUNTEERS: ReadonlySet<string> = new Set(['Volunteer', 'Application', 'ServiceRecord', 'RecordCertificate']);
const OF_VOLUNTEERS_SQL = [...OF_VOLUNTEERS].map((type) => `'${type}'`).join(', ');

/**
 * Everyone sees public events; departments see those meant for departments; the announcing department sees its own;
 * a partner sees what is public and not about the volunteers of others, and what concerns its own organisation and is meant for departments;
 * a person sees what is public, and what concerns him and is not its owner's alone.
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
    case 'person':
      return {
        sql: `audience = 'public' or (audience <> 'owner' and person_id = ?)`,
        parameters: [caller.person],
        holds: (event) =>
          event.audience === 'public' || (event.audience !== 'owner' && event.personId === caller.person),
      };
    case 'dashboard':
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
  equals(conditions, 'person_id', 'personId', filter.person);
  equals(conditions, 'subject_type', 'subjectType', filter.subjectType);
  equals(conditions, 'subject_key', 'subjectKey', filter.subjectKey);
  equals(conditions, 'audience', 'audience', filter.audience);
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
