import pg from 'pg';
import { buildSchema, type GraphQLSchema, parse, validate } from 'graphql';
import { random } from '#lib/random';
import { randomOperation, type RandomOperation } from '../engine/random-operation.js';
import type { RunningHub } from '../hub.js';

/** A hub, one partner organisation, and what it must never read. */
export interface LeakWorld {
  readonly partner: string;
  readonly schema: GraphQLSchema;
  /** Keys of records of a type, its own and others'. */
  readonly keysOf: (type: string) => readonly string[];
  /** Forbidden value → what it is. */
  readonly forbidden: ReadonlyMap<string, string>;
}

export interface Leak {
  readonly what: string;
  readonly operation: RandomOperation;
  readonly answer: string;
}

export interface LeakCounts {
  asked: number;
  /** Answers that held something of the partner's own or public. */
  answered: number;
  readonly leaks: Leak[];
}

/** Takes from the departments' databases, behind the hub's back, what one partner must not read. */
export async function leakWorld(hub: RunningHub, apiSdl: string): Promise<LeakWorld> {
  const partner = String(
    (
      await rows(
        hub,
        'YOUTH_LEAGUE',
        'select host_uscc from service_record group by 1 order by count(*) desc, 1 limit 1',
      )
    )[0]?.[0],
  );
  const forbidden = new Map<string, string>();
  const forbid = async (what: string, database: string, text: string) => {
    for (const values of await rows(hub, database, text.replaceAll('$partner', `'${partner}'`))) {
      for (const value of values) if (typeof value === 'string' && value.length > 1) forbidden.set(value, what);
    }
  };
  const served = `(select volunteer_id from application where host_uscc = $partner union select volunteer_id from service_record where host_uscc = $partner)`;
  await forbid(
    'a volunteer of others',
    'YOUTH_LEAGUE',
    `select id, volunteer_no from volunteer where recruiter_uscc is distinct from $partner and id not in ${served}`,
  );
  await forbid('an application elsewhere', 'YOUTH_LEAGUE', 'select id from application where host_uscc <> $partner');
  await forbid('a record of others', 'YOUTH_LEAGUE', 'select id from service_record where host_uscc <> $partner');
  await forbid(
    'a draft of others',
    'YOUTH_LEAGUE',
    `select id, title from volunteer_activity where host_uscc <> $partner and state = 'DRAFT'`,
  );
  await forbid('a certificate', 'YOUTH_LEAGUE', 'select id from record_certificate');
  await forbid('an unmasked value of a person', 'CIVIL_AFFAIRS', 'select id_number, phone, address, name from person');
  // Whoever agreed may be named as a giver (Charity Law art. 82).
  for (const [name] of await rows(
    hub,
    'CHARITY_FEDERATION',
    'select display_name from donor where consent_to_publish',
  )) {
    forbidden.delete(String(name));
  }
  await forbid('what somebody needs', 'CIVIL_AFFAIRS', 'select description from resident_need');
  await forbid(
    'a donor without consent',
    'CHARITY_FEDERATION',
    'select id from donor where not consent_to_publish and organization_uscc is distinct from $partner',
  );
  await forbid('a request of others', 'EXCHANGE', 'select id, purpose, case_no from sharing_request');
  await forbid('an access record', 'EXCHANGE', 'select id, request_id, hash from access_entry');
  const keys = new Map<string, string[]>();
  const learn = async (type: string, database: string, text: string) => {
    const found = (await rows(hub, database, text)).map(([key]) => String(key));
    if (found.length > 0) keys.set(type, found);
  };
  await learn('Volunteer', 'YOUTH_LEAGUE', 'select id from volunteer limit 100');
  await learn('Application', 'YOUTH_LEAGUE', 'select id from application limit 100');
  await learn('ServiceRecord', 'YOUTH_LEAGUE', 'select id from service_record limit 100');
  await learn('VolunteerActivity', 'YOUTH_LEAGUE', 'select id from volunteer_activity limit 100');
  await learn('RecordCertificate', 'YOUTH_LEAGUE', 'select cert_no from record_certificate limit 50');
  await learn('VolunteerTeam', 'YOUTH_LEAGUE', 'select id from volunteer_team limit 20');
  await learn('Person', 'CIVIL_AFFAIRS', 'select id from person limit 100');
  await learn('Organization', 'CIVIL_AFFAIRS', 'select uscc from organization limit 50');
  await learn('ServiceProject', 'CIVIL_AFFAIRS', 'select id from service_project limit 50');
  await learn('ResidentNeed', 'CIVIL_AFFAIRS', 'select id from resident_need limit 50');
  await learn('Community', 'CIVIL_AFFAIRS', 'select id from community limit 20');
  await learn('SocialWorker', 'CIVIL_AFFAIRS', 'select id from social_worker limit 50');
  await learn('District', 'CIVIL_AFFAIRS', 'select code from district limit 20');
  await learn('Donor', 'CHARITY_FEDERATION', 'select id from donor limit 100');
  await learn('Donation', 'CHARITY_FEDERATION', 'select id from donation limit 100');
  await learn('FundraisingCampaign', 'CHARITY_FEDERATION', 'select id from fundraising_campaign limit 20');
  await learn('DonationReceipt', 'CHARITY_FEDERATION', 'select no from donation_receipt limit 50');
  await learn('SharingRequest', 'EXCHANGE', 'select id from sharing_request limit 50');
  const all = [partner, ...[...keys.values()].flat()];
  return {
    partner,
    schema: buildSchema(apiSdl, { assumeValid: true }),
    keysOf: (type) => keys.get(type) ?? all,
    forbidden,
  };
}

/** Asks random operations as the partner, or as somebody else to see that leaks are found, with keys of everybody's records; keeps at most five leaks. */
export async function findLeaks(
  hub: RunningHub,
  world: LeakWorld,
  seed: number,
  count: number,
  as = `partner:${world.partner}`,
): Promise<LeakCounts> {
  const counts: LeakCounts = { asked: 0, answered: 0, leaks: [] };
  const authorization = `Bearer ${await hub.token(as)}`;
  for (let number = 0; counts.asked < count && counts.leaks.length < 5; number++) {
    const next = random(seed, number);
    const options = {
      kind: 'query',
      maxDepth: 2 + Math.floor(next() * 4),
      size: 10 + Math.floor(next() * 50),
      keysOf: world.keysOf,
    } as const;
    const operation = randomOperation(world.schema, next, options);
    if (validate(world.schema, parse(operation.query)).length > 0) continue;
    const response = await fetch(`${hub.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization },
      body: JSON.stringify(operation),
    });
    const answer = await response.text();
    counts.asked++;
    if (/"(id|uscc|code)":"/.test(answer)) counts.answered++;
    const what = leakIn(world, operation, answer);
    if (what !== undefined) counts.leaks.push({ what, operation, answer: answer.slice(0, 1500) });
  }
  return counts;
}

/** Any forbidden value in the data, whoever named it; and in errors, if the operation did not name it itself. */
function leakIn({ forbidden }: LeakWorld, operation: RandomOperation, answer: string): string | undefined {
  const { data, errors } = JSON.parse(answer) as { data?: unknown; errors?: unknown };
  const told = (text: string, ours: string) => {
    for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[a-z]+_[0-9a-z]{26}/g)) {
      const value = token.startsWith('"') ? (JSON.parse(token) as string) : token;
      const what = forbidden.get(value);
      if (what !== undefined && !ours.includes(value)) return `${what}: ${value}`;
    }
    return undefined;
  };
  return told(JSON.stringify(data ?? null), '') ?? told(JSON.stringify(errors ?? null), JSON.stringify(operation));
}

/** What is personal and cannot stand anywhere by chance: numbers, addresses, what somebody needs. */
export async function personalValues(hub: RunningHub): Promise<string[]> {
  const found = [
    ...(await rows(hub, 'CIVIL_AFFAIRS', 'select id_number, phone, address from person')),
    ...(await rows(hub, 'CIVIL_AFFAIRS', 'select description from resident_need')),
  ];
  return found.flat().filter((value): value is string => typeof value === 'string' && value.length > 7);
}

async function rows(hub: RunningHub, database: string, text: string): Promise<unknown[][]> {
  const client = new pg.Client(hub.databases[`DATABASE_URL_${database}`]);
  await client.connect();
  const result = await client.query<unknown[]>({ text, rowMode: 'array' });
  await client.end();
  return result.rows;
}
