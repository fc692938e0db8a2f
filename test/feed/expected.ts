import pg from 'pg';

/** An event as a department's outbox has it: the truth, whatever the exchange and the gateway do. */
export interface TrueEvent {
  readonly id: string;
  readonly seq: number;
  readonly department: string;
  readonly type: string;
  readonly subjectType: string;
  readonly subjectKey: string;
  readonly district: string | null;
  readonly organization: string | null;
  readonly project: string | null;
  readonly person: string | null;
  readonly audience: string;
  readonly version: number | null;
}

export interface TestFilter {
  readonly department?: string;
  readonly types?: readonly string[];
  readonly within?: string;
  readonly organization?: string;
  readonly project?: string;
  readonly person?: string;
  readonly subjectType?: string;
  readonly subjectKey?: string;
  readonly audience?: string;
}

export async function readOutboxes(databases: ReadonlyMap<string, string>): Promise<TrueEvent[]> {
  const events: TrueEvent[] = [];
  for (const [department, connectionString] of databases) {
    const client = new pg.Client({ connectionString });
    await client.connect();
    const { rows } = await client.query<Record<string, string | null> & { facts: { version?: number } }>(
      'select * from outbox order by seq',
    );
    await client.end();
    for (const row of rows) {
      events.push({
        id: String(row['id']),
        seq: Number(row['seq']),
        department,
        type: String(row['type']),
        subjectType: String(row['subject_type']),
        subjectKey: String(row['subject_key']),
        district: row['district'] ?? null,
        organization: row['organization'] ?? null,
        project: row['project'] ?? null,
        person: row['person'] ?? null,
        audience: String(row['audience']),
        version: row.facts.version ?? null,
      });
    }
  }
  return events;
}

const OF_VOLUNTEERS = ['Volunteer', 'Application', 'ServiceRecord', 'RecordCertificate'];

/** Whether a listener is to get an event, by `docs/security.md` and the schema alone. */
export function isFor(as: string, filter: TestFilter, event: TrueEvent): boolean {
  const [kind = '', name = ''] = as.split(':');
  return mayRead(kind, name, event) && matches(filter, event);
}

function mayRead(kind: string, name: string, event: TrueEvent): boolean {
  if (kind === 'department') return event.audience !== 'owner' || event.department === name;
  if (kind === 'partner') {
    if (event.audience !== 'owner' && event.organization === name) return true;
    return event.audience === 'public' && !OF_VOLUNTEERS.includes(event.subjectType);
  }
  if (kind === 'person' && event.audience !== 'owner' && event.person === name) return true;
  return event.audience === 'public';
}

function matches(filter: TestFilter, event: TrueEvent): boolean {
  const { types, within, ...equal } = filter;
  if (types && !types.includes(event.type)) return false;
  // A division's code ends in zeros; whatever is below it begins with the rest.
  if (within && !(event.district ?? '').startsWith(within.replace(/(00)+$/, ''))) return false;
  return Object.entries(equal).every(([name, value]) => event[name as keyof TrueEvent] === value);
}
