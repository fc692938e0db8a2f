import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '#lib/project-root';
import { chainAfter, GENESIS } from '#protocol/access-chain';
import { adults } from '../adults.js';
import { type RunningHub, startHub } from '../hub.js';
import { until } from '../until.js';

const YOUTH = 'department:youth-league';
const AFFAIRS = 'department:civil-affairs';

interface Entry {
  readonly department: string;
  readonly callerName: string;
  readonly purpose: string | null;
  readonly masked: boolean;
  readonly requestId: string;
  readonly fields: readonly { readonly item: string; readonly subjects: readonly string[] }[];
}

interface RawRecord {
  readonly seq: string;
  readonly at: string;
  readonly request_id: string;
  readonly caller_kind: string;
  readonly caller_name: string;
  readonly purpose: string | null;
  readonly masked: boolean;
  readonly fields: Record<string, string[]>;
  readonly previous: string;
  readonly hash: string;
}

let hub: RunningHub;
let persons: string[] = [];
beforeAll(async () => {
  hub = await startHub({ people: 100 });
  persons = await adults(hub);
});
afterAll(() => hub[Symbol.asyncDispose]());

async function ask(query: string, as: string, headers: Record<string, string> = {}) {
  const response = await fetch(`${hub.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${await hub.token(as)}`, ...headers },
    body: JSON.stringify({ query }),
  });
  return (await response.json()) as { data?: { person?: { name: string | null } | null } | null; errors?: unknown[] };
}

const LOG = `query ($filter: AccessEntryFilter, $after: String) { accessLog(first: 100, after: $after, filter: $filter) {
  edges { node { department callerName purpose masked requestId fields { item subjects } } } pageInfo { hasNextPage endCursor } } }`;

async function entries(as: string, filter: object = {}): Promise<Entry[]> {
  const all: Entry[] = [];
  for (let after: string | null = null; ;) {
    const { data, errors } = await hub.query(LOG, { filter, after }, as);
    expect(errors).toBeUndefined();
    all.push(...data.accessLog.edges.map(({ node }: { node: Entry }) => node));
    if (!data.accessLog.pageInfo.hasNextPage) return all;
    after = data.accessLog.pageInfo.endCursor;
  }
}

/** One statement in a department's database, behind its back. */
async function tamper(database: string, text: string, parameters: unknown[] = []) {
  const client = new pg.Client(hub.databases[database]);
  await client.connect();
  const result = await client.query(text, parameters);
  await client.end();
  return result.rows as Record<string, string>[];
}

const personOf = (index: number) => persons[index % persons.length] ?? '';

describe('the access log', () => {
  it('tells who read what of whom, what for, and whether it was masked', async () => {
    const headers = { 'x-request-id': 'look-1', 'x-purpose': encodeURIComponent('核对身份') };
    await ask(`{ person(id: "${personOf(0)}") { name phone } }`, YOUTH, headers);
    await until('it was copied', async () => (await entries(AFFAIRS, { request: 'look-1' })).length > 0);
    expect(await entries(AFFAIRS, { request: 'look-1' })).toEqual([
      {
        department: 'civil-affairs',
        callerName: 'youth-league',
        purpose: '核对身份',
        masked: true,
        requestId: 'look-1',
        fields: expect.arrayContaining([{ item: 'Person.name', subjects: [personOf(0)] }]),
      },
    ]);
  });

  it('shows a person what was read of himself and of nobody else', async () => {
    const [one, other] = [personOf(1), personOf(2)];
    await ask(`{ a: person(id: "${one}") { name } b: person(id: "${other}") { name } }`, YOUTH, {
      'x-request-id': 'look-2',
    });
    await until('it was copied', async () => (await entries(AFFAIRS, { request: 'look-2' })).length > 0);
    const [own] = await entries(`person:${one}`, { request: 'look-2' });
    expect(own?.fields).toEqual([{ item: 'Person.name', subjects: [one] }]);
    expect(JSON.stringify(await entries(`person:${one}`))).not.toContain(other);
    expect(await entries(`person:${personOf(3)}`, { request: 'look-2' })).toEqual([]);
    const mine = '{ myAccessLog(first: 1) { edges { node { requestId fields { item subjects } } } } }';
    const { data } = await hub.query(mine, {}, `person:${one}`);
    expect(data.myAccessLog.edges).toEqual([
      { node: { requestId: 'look-2', fields: [{ item: 'Person.name', subjects: [one] }] } },
    ]);
    expect((await hub.query(mine, {}, YOUTH)).errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });

  it('is for nobody else', async () => {
    for (const as of [YOUTH, 'department:charity-federation', 'dashboard:wall', 'partner:52441900MJL0000009']) {
      expect(await entries(as, { request: 'look-1' })).toEqual([]);
    }
  });

  it('has a record of all that was delivered, though gateway and exchange are killed meanwhile', async () => {
    const delivered: string[] = [];
    const load = { isOn: true };
    const workers = Array.from({ length: 4 }, async (_, worker) => {
      for (let number = 0; load.isOn; number++) {
        const id = `load-${worker}-${number}`;
        // Each worker reads persons of its own, so that no two requests share a call.
        const person = personOf(worker * 10 + (number % 10));
        const answer = await ask(`{ person(id: "${person}") { name } }`, YOUTH, { 'x-request-id': id }).catch(
          () => undefined,
        );
        if (answer?.data?.person?.name) delivered.push(id);
      }
    });
    const more = async (count: number) => {
      const goal = delivered.length + count;
      await until(`${count} more were delivered`, () => delivered.length >= goal);
    };
    await more(50);
    await hub.kill('exchange');
    await more(50);
    await hub.serving('exchange');
    await hub.kill('gateway');
    await hub.serving('gateway');
    await more(50);
    load.isOn = false;
    await Promise.all(workers);
    const known = async () =>
      new Set((await entries(AFFAIRS, { caller: 'youth-league' })).map(({ requestId }) => requestId));
    await until('all records were copied', async () => {
      const ids = await known();
      return delivered.every((id) => ids.has(id));
    });
    expect(delivered.length).toBeGreaterThanOrEqual(150);
    process.stdout.write(`${delivered.length} delivered, each with its record\n`);
  });
});

describe('audit verify', () => {
  async function audit(...args: string[]) {
    const child = spawn(process.execPath, [join(projectRoot(), 'dist/hub/main.js'), 'audit', ...args], {
      env: { ...process.env, ...hub.databases, HUB_DATA: hub.dataFolder },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    const [code] = (await once(child, 'close')) as [number];
    return { code, output };
  }
  const verify = () => audit('verify');

  it('finds nothing where nothing was changed', async () => {
    const { code, output } = await verify();
    expect(output).toMatch(/civil-affairs: \d+ records, \d+ copied, \d+ checkpoints, all hold/);
    expect(code).toBe(0);
  });

  it.each([
    [
      'a flipped byte',
      `update access_record set caller_name = 'youth-leaguf' where seq = 3`,
      `update access_record set caller_name = $1 where seq = 3`,
      'record 3 was changed',
    ],
    [
      'a purpose that was added later',
      `update access_record set purpose = 'a good reason' where seq = 2`,
      `update access_record set purpose = null where seq = 2`,
      'record 2 was changed',
    ],
  ])('finds %s', async (_, change, back, fault) => {
    const [before] = await tamper(
      'DATABASE_URL_CIVIL_AFFAIRS',
      'select caller_name, purpose from access_record where seq = 3',
    );
    const [second] = await tamper('DATABASE_URL_CIVIL_AFFAIRS', 'select purpose from access_record where seq = 2');
    await tamper('DATABASE_URL_CIVIL_AFFAIRS', change);
    const { code, output } = await verify();
    expect(output).toContain(fault);
    expect(code).toBe(1);
    if (back.includes('$1')) await tamper('DATABASE_URL_CIVIL_AFFAIRS', back, [before?.['caller_name']]);
    else
      await tamper('DATABASE_URL_CIVIL_AFFAIRS', 'update access_record set purpose = $1 where seq = 2', [
        second?.['purpose'],
      ]);
    expect((await verify()).code).toBe(0);
  });

  it('finds records that were exchanged, also in the copy of the exchange', async () => {
    const swap = `update access_entry set seq = 5 - seq where department = 'civil-affairs' and seq in (2, 3)`;
    await tamper(
      'DATABASE_URL_EXCHANGE',
      'alter table access_entry drop constraint access_entry_department_seq_unique',
    );
    await tamper('DATABASE_URL_EXCHANGE', swap);
    const { code, output } = await verify();
    expect(output).toContain("the exchange's copy: record 2 does not follow the one before it");
    expect(code).toBe(1);
    await tamper('DATABASE_URL_EXCHANGE', swap);
    expect((await verify()).code).toBe(0);
  });

  it('finds a log that was written anew as a whole, in the copy too, by what the exchange signed', async () => {
    const [own, copy] = ['DATABASE_URL_CIVIL_AFFAIRS', 'DATABASE_URL_EXCHANGE'] as const;
    const columns = 'seq, at, request_id, caller_kind, caller_name, purpose, masked, fields, previous, hash';
    const before = (await tamper(own, `select ${columns} from access_record order by seq`)) as unknown as RawRecord[];
    const rewrite = async (records: readonly RawRecord[]) => {
      const given = `json_to_recordset($1) as given(seq bigint, caller_name text, previous text, hash text)`;
      const set = 'set caller_name = given.caller_name, previous = given.previous, hash = given.hash';
      const values = [JSON.stringify(records)];
      await tamper(own, `update access_record as r ${set} from ${given} where r.seq = given.seq`, values);
      await tamper(
        copy,
        `update access_entry as r ${set} from ${given} where r.department = 'civil-affairs' and r.seq = given.seq`,
        values,
      );
    };
    const changed = before.map((record, index) => (index === 0 ? { ...record, caller_name: 'somebody else' } : record));
    const plain = changed.map((record) => ({
      at: record.at,
      requestId: record.request_id,
      callerKind: record.caller_kind,
      callerName: record.caller_name,
      purpose: record.purpose,
      masked: record.masked,
      fields: record.fields,
    }));
    const rechained = chainAfter({ seq: 0, hash: GENESIS }, plain);
    await rewrite(
      rechained.map(({ seq, callerName, previous, hash }) => ({
        ...(before[seq - 1] as RawRecord),
        caller_name: callerName,
        previous,
        hash,
      })),
    );
    const { code, output } = await verify();
    expect(output).toMatch(/what the exchange signed of record \d+ is no longer so/);
    expect(code).toBe(1);
    await rewrite(before);
    expect((await verify()).code).toBe(0);
  });

  it('proves one record to somebody who sees no other, and only as it is', async () => {
    const file = join(hub.dataFolder, 'proof.json');
    expect(await audit('prove', 'civil-affairs', '2', file)).toMatchObject({ code: 0 });
    expect(await audit('check', file)).toEqual({ code: 0, output: 'It holds.\n' });
    const proof = JSON.parse(await readFile(file, 'utf8')) as { record: Record<string, unknown>; path: string[] };
    // Of the others there are hashes only.
    expect(proof.path.every((hash) => /^[0-9a-f]{64}$/.test(hash))).toBe(true);
    const changed: [object, string][] = [
      [{ ...proof, record: { ...proof.record, purpose: 'another' } }, 'the record was changed'],
      [{ ...proof, record: { ...proof.record, seq: 1 } }, 'the record was changed'],
      [{ ...proof, path: proof.path.slice(1) }, 'not among those that were signed'],
      [{ ...proof, department: 'youth-league' }, 'the checkpoint is of civil-affairs'],
      [{ ...proof, checkpoint: 'x.y.z' }, 'was not signed by the exchange'],
      [{ proof }, 'it is no proof'],
    ];
    for (const [content, fault] of changed) {
      await writeFile(file, JSON.stringify(content));
      expect(await audit('check', file)).toMatchObject({ code: 1, output: expect.stringContaining(fault) });
    }
    expect(await audit('prove', 'civil-affairs', '99999999', file)).toMatchObject({ code: 1 });
    expect(await audit('prove', 'nobody', '1', file)).toMatchObject({ code: 1 });
  });

  it('finds an event of the activity log that was changed or taken out', async () => {
    const file = async (index: number) => {
      const { data } = await hub.query('{ communities(first: 1) { edges { node { id } } } }');
      const communityId = data.communities.edges[0].node.id;
      const input = { communityId, group: 'YOUTH', category: 'x', description: `need ${index}` };
      return hub.query('mutation ($input: FileNeedInput!) { fileNeed(input: $input) { __typename } }', { input });
    };
    for (const index of [1, 2, 3]) await file(index);
    await until('the events are in the log', async () => {
      const rows = await tamper('DATABASE_URL_EXCHANGE', 'select head from activity_log where head >= 3');
      return rows.length > 0;
    });
    expect((await verify()).output).toMatch(/activity log: \d+ events, all hold/);
    await tamper('DATABASE_URL_EXCHANGE', `update activity_event set audience = 'owner' where position = 2`);
    expect(await verify()).toMatchObject({ code: 1, output: expect.stringContaining('event 2 was changed or moved') });
    await tamper('DATABASE_URL_EXCHANGE', `update activity_event set audience = 'public' where position = 2`);
    expect((await verify()).code).toBe(0);
    const rows = await tamper('DATABASE_URL_EXCHANGE', 'delete from activity_event where position = 2 returning *');
    expect(rows).toHaveLength(1);
    expect(await verify()).toMatchObject({ code: 1, output: expect.stringContaining('event 2 is missing') });
    const names = Object.keys(rows[0] ?? {});
    const places = names.map((_, index) => `$${index + 1}`).join(', ');
    const values = Object.values(rows[0] ?? {});
    await tamper(
      'DATABASE_URL_EXCHANGE',
      `insert into activity_event (${names.join(', ')}) values (${places})`,
      values,
    );
    expect((await verify()).code).toBe(0);
  });

  it('finds a checkpoint that somebody else signed', async () => {
    const [{ id, token } = { id: '', token: '' }] = await tamper(
      'DATABASE_URL_EXCHANGE',
      `select id, token from access_checkpoint where department = 'civil-affairs' limit 1`,
    );
    expect(token).not.toBe('');
    const forged = `${String(token).slice(0, -8)}AAAAAAAA`;
    await tamper('DATABASE_URL_EXCHANGE', 'update access_checkpoint set token = $1 where id = $2', [forged, id]);
    const { code, output } = await verify();
    expect(output).toContain('a checkpoint was not signed by the exchange');
    expect(code).toBe(1);
    await tamper('DATABASE_URL_EXCHANGE', 'update access_checkpoint set token = $1 where id = $2', [token, id]);
    expect((await verify()).code).toBe(0);
  });

  it('finds records that the department dropped, from the copy', async () => {
    const [{ last } = { last: '0' }] = await tamper(
      'DATABASE_URL_CIVIL_AFFAIRS',
      'select max(seq) as last from access_record',
    );
    await tamper('DATABASE_URL_CIVIL_AFFAIRS', 'delete from access_record where seq = $1', [last]);
    const { code, output } = await verify();
    expect(output).toContain('the exchange has 1 records that the department no longer has');
    await tamper('DATABASE_URL_CIVIL_AFFAIRS', 'delete from access_record where seq = 4');
    expect((await verify()).output).toContain('record 4 is missing');
    expect(code).toBe(1);
  });
});

describe('when the access log cannot be written', () => {
  it('withholds what needs a record and goes on with everything else', async () => {
    const table = 'DATABASE_URL_CIVIL_AFFAIRS';
    await tamper(table, 'alter table access_record rename to access_record_away');
    const query = `{ person(id: "${personOf(0)}") { id name } organizations(first: 1) { edges { node { uscc } } } }`;
    const answer = await ask(query, YOUTH);
    expect(answer.data).toMatchObject({ organizations: { edges: [{}] } });
    expect(answer.data?.person?.name ?? null).toBeNull();
    expect(answer.errors).toMatchObject([{ extensions: { code: 'WITHHELD' } }]);
    const ready = await fetch(`${hub.subgraphs['civil-affairs']}/ready`);
    expect(await ready.json()).toMatchObject({ status: 'ready', accessLog: 'failing' });
    const gateway = (await (await fetch(`${hub.url}/ready`)).json()) as { permission: unknown };
    expect(gateway.permission).toEqual({
      grants: 'confirmed',
      accessLog: expect.objectContaining({ 'civil-affairs': 'failing', 'youth-league': 'written' }),
    });
    await tamper(table, 'alter table access_record_away rename to access_record');
    await until('it is written again', async () => Boolean((await ask(query, YOUTH)).data?.person?.name));
  });
});
