import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RowScope } from '#kit/identity/row-scope';
import { sql } from '#kit/sql';
import type { Caller } from '#protocol/caller';
import { officialOf, partner } from '../../subgraph.js';
import { rowsReached, withoutRowSecurity } from '../rows-reached.js';
import { at, HOST, key, type League, OTHER_HOST, publishedActivity, registration, startLeague } from './league.js';

const TABLES = ['volunteer', 'application', 'service_record', 'volunteer_activity'] as const;

/** Row-level security and the department's own rules: each keeps another organisation's rows back without the other. */
describe('rows of another organisation', () => {
  let league: League;
  let ids: { volunteer: string; application: string; record: string };

  beforeAll(async () => {
    league = await startLeague();
    const { id: volunteer } = await league.mutate('registerVolunteer', registration(1), partner(HOST));
    await league.mutate('verifyVolunteer', { id: volunteer });
    await league.mutate('activateVolunteer', { id: volunteer });
    const { shift } = await publishedActivity(league);
    const { id: application } = await league.mutate('applyForShift', { shiftId: shift, volunteerId: volunteer });
    league.now = new Date(at(28));
    const { id: record } = await league.mutate('recordService', {
      shiftId: shift,
      volunteerId: volunteer,
      startedAt: at(24),
      endedAt: at(26),
      idempotencyKey: key(),
    });
    ids = { volunteer, application, record };
  });
  afterAll(() => league[Symbol.asyncDispose]());

  const reached = (caller: Caller) => rowsReached(league.running, TABLES, caller);

  const ask = async (caller: Caller) => {
    const { data, errors } = await league.running.query(
      `query ($volunteer: ID!, $application: ID!, $record: ID!) {
        volunteer(id: $volunteer) { id } application(id: $application) { id } serviceRecord(id: $record) { id }
        volunteers { totalCount } serviceRecords { totalCount } }`,
      ids,
      caller,
    );
    expect(errors).toBeUndefined();
    return data;
  };
  const nothing = {
    volunteer: null,
    application: null,
    serviceRecord: null,
    volunteers: { totalCount: 0 },
    serviceRecords: { totalCount: 0 },
  };
  const own = {
    volunteer: { id: expect.any(String) },
    application: { id: expect.any(String) },
    serviceRecord: { id: expect.any(String) },
    volunteers: { totalCount: 1 },
    serviceRecords: { totalCount: 1 },
  };

  it('are not reached by any statement of the database alone', async () => {
    expect(await reached(officialOf('youth-league'))).toEqual([1, 1, 1, 1]);
    expect(await reached(partner(HOST))).toEqual([1, 1, 1, 1]);
    // The activity is published: everyone may see it.
    expect(await reached(partner(OTHER_HOST))).toEqual([0, 0, 0, 1]);
  });

  it('are not answered', async () => {
    expect(await ask(partner(HOST))).toEqual(own);
    expect(await ask(partner(OTHER_HOST))).toEqual(nothing);
  });

  it('are not answered by the department’s rules alone either', async () => {
    await withoutRowSecurity(league.running, TABLES, async () => {
      expect(await reached(partner(OTHER_HOST))).toEqual([1, 1, 1, 1]);
      expect(await ask(partner(OTHER_HOST))).toEqual(nothing);
      expect(await ask(partner(HOST))).toEqual(own);
    });
  });

  it('cannot be written in the transaction in which a partner reads', async () => {
    const scope = new RowScope(league.running.subgraph.running.orm, partner(HOST));
    const em = await scope.open();
    await expect(sql(em, `update volunteer set star_level = 5`)).rejects.toThrow(/read-only/);
    await scope.close();
  });

  it('stay where they are when many partners ask at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, index) => ask(partner(index % 2 === 0 ? HOST : OTHER_HOST))),
    );
    for (const [index, answer] of answers.entries()) expect(answer).toEqual(index % 2 === 0 ? own : nothing);
  });
});
