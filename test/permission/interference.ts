import { createHash } from 'node:crypto';
import { parse, validate } from 'graphql';
import pg from 'pg';
import { random } from '#lib/random';
import { randomOperation, type RandomOperation } from '../engine/random-operation.js';
import type { RunningHub } from '../hub.js';
import type { LeakWorld } from './leaks.js';

/**
 * What changes by itself: the log of what happened, cursors, and how the hub does. Of everything else the same question has the same
 * answer, whatever others do that a partner must not know.
 */
const CHANGES_BY_ITSELF = /activity(Events|Cursor)|accessLogCursor|hubStatus|accessCheckpoints/;

export interface Question {
  readonly operation: RandomOperation;
  readonly answer: string;
}

/** Random questions with their answers, each asked twice: those that are not answered alike are left out. */
export async function askQuestions(
  hub: RunningHub,
  world: LeakWorld,
  { seed, count, as }: { readonly seed: number; readonly count: number; readonly as: string },
): Promise<Question[]> {
  const questions: Question[] = [];
  const token = await hub.token(as);
  for (let number = 0; questions.length < count && number < count * 5; number++) {
    const next = random(seed, number, 7);
    const operation = randomOperation(world.schema, next, {
      kind: 'query',
      maxDepth: 2 + Math.floor(next() * 4),
      size: 10 + Math.floor(next() * 40),
      keysOf: world.keysOf,
    });
    if (CHANGES_BY_ITSELF.test(operation.query) || validate(world.schema, parse(operation.query)).length > 0) continue;
    const answer = await askOnce(hub, token, operation);
    if (answer === (await askOnce(hub, token, operation))) questions.push({ operation, answer });
  }
  return questions;
}

/** Questions that are answered otherwise than before. */
export async function changedAnswers(
  hub: RunningHub,
  questions: readonly Question[],
  as: string,
): Promise<{ readonly operation: RandomOperation; readonly before: string; readonly now: string }[]> {
  const token = await hub.token(as);
  const changed = [];
  for (const { operation, answer: before } of questions) {
    const now = await askOnce(hub, token, operation);
    if (now !== before) changed.push({ operation, before: before.slice(0, 1000), now: now.slice(0, 1000) });
  }
  return changed;
}

async function askOnce(hub: RunningHub, token: string, operation: RandomOperation): Promise<string> {
  const requestId = createHash('sha256').update(operation.query).digest('hex').slice(0, 32);
  const response = await fetch(`${hub.url}/graphql`, {
    method: 'POST',
    // Errors name the request.
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, 'x-request-id': requestId },
    body: JSON.stringify(operation),
  });
  const { data, errors = [] } = (await response.json()) as { data?: unknown; errors?: readonly object[] };
  // Departments answer in any order.
  const told = errors.map((error) => JSON.stringify(error)).toSorted();
  return JSON.stringify({ status: response.status, data, told });
}

/** Copies of rows with some columns changed, under keys that nobody else has. */
function copies(table: string, where: string, changed: string, count = 8): string {
  return `insert into ${table} select (jsonb_populate_record(whole, jsonb_build_object(${changed}))).*
    from (select each as whole, each.* from ${table} each where ${where} order by random() limit ${count}) t`;
}

const NEW_ID = `'id', left(id, 10) || substr(md5(random()::text), 1, 16)`;
const OTHER = `'53441900MJL0000004'`;

/** What others do and a partner must not know, written behind the hub's back: rows that are not his, in every department. */
export async function changeWhatIsNotHis(hub: RunningHub, partner: string): Promise<void> {
  const statements: Readonly<Record<string, readonly string[]>> = {
    YOUTH_LEAGUE: [
      copies(
        'volunteer',
        'true',
        `${NEW_ID}, 'volunteer_no', 'X' || substr(md5(random()::text), 1, 12), 'person_id', 'P' || substr(md5(random()::text), 1, 24), 'recruiter_uscc', ${OTHER}, 'state', 'ACTIVE'`,
      ),
      copies(
        'service_record',
        `host_uscc <> '${partner}'`,
        `${NEW_ID}, 'host_uscc', ${OTHER}, 'started_at', started_at - interval '20 years', 'ended_at', ended_at - interval '20 years'`,
      ),
      copies('volunteer_activity', 'true', `${NEW_ID}, 'host_uscc', ${OTHER}, 'state', 'DRAFT'`),
    ],
    CIVIL_AFFAIRS: [
      copies(
        'organization',
        `state = 'ACTIVE'`,
        `'uscc', '5' || substr(md5(random()::text), 1, 17), 'state', 'SUBMITTED'`,
      ),
      copies(
        'service_project',
        `lead_organization_uscc <> '${partner}'`,
        `${NEW_ID}, 'code', substr(md5(random()::text), 1, 20), 'state', 'PROPOSED'`,
      ),
      copies(
        'person',
        'true',
        `'id', 'P' || substr(md5(random()::text), 1, 24), 'id_number', substr(md5(random()::text), 1, 18)`,
      ),
    ],
    CHARITY_FEDERATION: [
      copies(
        'donor',
        'not consent_to_publish',
        `${NEW_ID}, 'person_id', 'P' || substr(md5(random()::text), 1, 24), 'organization_uscc', null`,
      ),
      copies(
        'donation',
        `charity_uscc <> '${partner}' and donor_id is null`,
        `${NEW_ID}, 'state', 'PLEDGED', 'received_at', null, 'confirmed_at', null`,
      ),
      copies(
        'community_charity_fund',
        `host_uscc <> '${partner}' and initiator_uscc <> '${partner}'`,
        `${NEW_ID}, 'name', 'new ' || id, 'balance_fen', 0, 'state', 'APPLIED', 'community_id', null, 'opened_on', null, 'closed_on', null`,
      ),
    ],
    EXCHANGE: [
      copies('sharing_request', 'true', `${NEW_ID}`),
      `insert into token_revocation (id, subject, reason, revoked_by, revoked_at)
       values ('rev_interference', 'partner:53441900MJL0000004', 'reason', 'department:civil-affairs', now())`,
    ],
  };
  for (const [database, list] of Object.entries(statements)) {
    const client = new pg.Client(hub.databases[`DATABASE_URL_${database}`]);
    await client.connect();
    try {
      for (const statement of list) {
        const { rowCount } = await client.query(statement);
        if (!rowCount) throw new Error(`nothing was changed by: ${statement}`);
      }
    } finally {
      await client.end();
    }
  }
}
