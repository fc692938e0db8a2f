import type { Client } from 'pg';
import { ACTIVITY_GENESIS, activityFaultOf, type ChainedEvent } from '#protocol/activity-chain';

const PAGE = 1000;

interface EventRow extends Record<string, unknown> {
  readonly position: string;
  readonly occurred_at: Date;
  readonly recorded_at: Date;
}

/** From the oldest event that is still there to the newest, and that the newest is the one that was appended last. */
export async function verifyActivity(
  exchange: Client,
): Promise<{ readonly count: number; readonly fault: string | undefined }> {
  const { rows: ends } = await exchange.query<Record<'head' | 'head_hash' | 'floor' | 'floor_hash', string>>(
    'select head, head_hash, floor, floor_hash from activity_log',
  );
  const [log] = ends;
  let last = { position: Number(log?.floor ?? 0), hash: log?.floor_hash ?? ACTIVITY_GENESIS };
  const floor = last.position;
  for (;;) {
    const { rows } = await exchange.query<EventRow>(
      'select * from activity_event where position > $1 order by position limit $2',
      [last.position, PAGE],
    );
    for (const row of rows) {
      const event = eventOf(row);
      const fault = activityFaultOf(last, event);
      if (fault !== undefined) return { count: last.position - floor, fault };
      last = event;
    }
    if (rows.length === PAGE) continue;
    const count = last.position - floor;
    const { rows: now } = await exchange.query<{ head: string }>('select head from activity_log');
    // More can have been appended meanwhile, but not less.
    if (Number(now[0]?.head) < last.position || last.position < Number(log?.head))
      return { count, fault: `the log ends at ${last.position}, but ${log?.head} events were appended` };
    if (last.position === Number(log?.head) && last.hash !== log?.head_hash)
      return { count, fault: 'the newest event is not the one that was appended' };
    return { count, fault: undefined };
  }
}

function eventOf(row: EventRow): ChainedEvent {
  return {
    position: Number(row.position),
    id: row['id'] as string,
    department: row['department'] as string,
    type: row['type'] as string,
    subjectType: row['subject_type'] as string,
    subjectKey: row['subject_key'] as string,
    occurredAt: row.occurred_at.toISOString(),
    recordedAt: row.recorded_at.toISOString(),
    districtCode: row['district_code'] as string | null,
    organizationUscc: row['organization_uscc'] as string | null,
    projectId: row['project_id'] as string | null,
    personId: row['person_id'] as string | null,
    audience: row['audience'] as string,
    facts: row['facts'] as ChainedEvent['facts'],
    hash: row['hash'] as string,
  };
}
